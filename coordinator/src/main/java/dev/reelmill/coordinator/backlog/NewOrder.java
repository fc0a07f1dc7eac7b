package dev.reelmill.coordinator.backlog;

import dev.reelmill.common.work.OrderQueue;

/**
 * An order to be put into the backlog.
 *
 * @param urgency within the job's priority, lower goes first: what makes the video playable before
 *     its rest
 * @param required whether the job fails if it fails
 */
public record NewOrder(OrderQueue queue, int urgency, OrderBody body, boolean required) {

  public static final int INSPECTION = 0;
  public static final int FIRST_PLAYABLE = 1;
  public static final int REST = 2;
  public static final int OTHER_LADDERS = 3;

  public NewOrder(OrderQueue queue, int urgency, OrderBody body) {
    this(queue, urgency, body, true);
  }
}
