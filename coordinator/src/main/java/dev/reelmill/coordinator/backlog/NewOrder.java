package dev.reelmill.coordinator.backlog;

import dev.reelmill.common.work.OrderQueue;

/**
 * An order to be put into the backlog.
 *
 * @param urgency within the job's priority, lower goes first: what makes the video playable before
 *     its rest
 * @param required whether the job fails if it fails
 * @param costMillis CPU time that it will take, about: what its uploader is charged
 */
public record NewOrder(
    OrderQueue queue, int urgency, OrderBody body, boolean required, long costMillis) {

  public static final int INSPECTION = 0;
  public static final int FIRST_PLAYABLE = 1;
  public static final int REST = 2;
  public static final int OTHER_LADDERS = 3;

  private static final long USUAL_COST_MILLIS = 1000;

  /** An order of which nothing is known that would tell its cost. */
  public NewOrder(OrderQueue queue, int urgency, OrderBody body, boolean required) {
    this(queue, urgency, body, required, USUAL_COST_MILLIS);
  }

  /** An order that its job can't do without. */
  public NewOrder(OrderQueue queue, int urgency, OrderBody body) {
    this(queue, urgency, body, true);
  }

  /** The same with another estimate. */
  public NewOrder costing(long millis) {
    return new NewOrder(queue, urgency, body, required, Math.max(millis, 1));
  }
}
