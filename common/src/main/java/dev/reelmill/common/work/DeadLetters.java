package dev.reelmill.common.work;

/**
 * What whoever sends a message to {@link Queues#DEAD} says about it, as JMS string properties. The
 * broker itself says in properties of its own where a message came from.
 */
public final class DeadLetters {

  /** Why nobody could take it, in words. */
  public static final String REASON = "reason";

  /** The address that it came from. */
  public static final String SOURCE = "source";

  private DeadLetters() {}
}
