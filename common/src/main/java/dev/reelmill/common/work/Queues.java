package dev.reelmill.common.work;

/** The addresses on the broker. */
public final class Queues {

  /** Hints of orders that fill a core for a while: segments, audio. Anycast. */
  public static final String WORK_ENCODE = "reelmill.work.encode";

  /** Hints of orders that take a moment: inspection. Anycast. */
  public static final String WORK_LIGHT = "reelmill.work.light";

  /** Requests for the order behind a hint, answered to {@code JMSReplyTo}. Anycast. */
  public static final String CLAIMS = "reelmill.claims";

  /** Results. Anycast, durable. */
  public static final String RESULTS = "reelmill.results";

  /** Signs of life. Anycast, not durable, expiring. */
  public static final String HEARTBEATS = "reelmill.heartbeats";

  /** Attempts that must stop. Multicast, to every worker. */
  public static final String REVOCATIONS = "reelmill.revocations";

  /** What nobody could take. */
  public static final String DEAD = "reelmill.dead";

  /** What was too old to be worth taking. */
  public static final String EXPIRED = "reelmill.expired";

  private Queues() {}
}
