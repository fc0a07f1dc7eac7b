package dev.reelmill.coordinator.backlog;

import dev.reelmill.common.work.OrderQueue;
import java.util.List;

/**
 * An order to be put into the backlog.
 *
 * @param urgency within the job's priority, lower goes first: what makes the video playable before
 *     its rest
 * @param required whether the job fails if it fails
 * @param costMillis CPU time that it will take, about: what its uploader is charged
 * @param needs what a worker must have for it, in the words of {@link
 *     dev.reelmill.common.work.Capabilities}
 */
public record NewOrder(
    OrderQueue queue,
    int urgency,
    OrderBody body,
    boolean required,
    long costMillis,
    List<String> needs) {

  public static final int INSPECTION = 0;
  public static final int FIRST_PLAYABLE = 1;
  public static final int REST = 2;
  public static final int OTHER_LADDERS = 3;

  private static final long USUAL_COST_MILLIS = 1000;

  /** An order of which nothing is known that would tell its cost. */
  public NewOrder(OrderQueue queue, int urgency, OrderBody body, boolean required) {
    this(queue, urgency, body, required, USUAL_COST_MILLIS, List.of());
  }

  /** An order that its job can't do without. */
  public NewOrder(OrderQueue queue, int urgency, OrderBody body) {
    this(queue, urgency, body, true);
  }

  /** The same with another estimate. */
  public NewOrder costing(long millis) {
    return new NewOrder(queue, urgency, body, required, Math.max(millis, 1), needs);
  }

  /** The same for workers that have what it needs. */
  public NewOrder needing(List<String> words) {
    return new NewOrder(queue, urgency, body, required, costMillis, words);
  }

  Lane lane() {
    return new Lane(queue, needs);
  }
}
