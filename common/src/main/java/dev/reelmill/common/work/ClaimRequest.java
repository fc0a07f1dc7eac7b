package dev.reelmill.common.work;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A worker asks for the order behind a hint.
 *
 * @param order from the hint
 * @param dispatch from the hint
 * @param worker who asks
 * @param redelivered whether the broker had handed this hint out before, which means that its
 *     earlier holder is gone
 * @param claim different for each time that a worker asks: the same request, delivered again, gets
 *     the same answer
 */
public record ClaimRequest(
    long order, int dispatch, String worker, boolean redelivered, @Nullable String claim) {

  public ClaimRequest {
    Objects.requireNonNull(worker, "worker");
  }

  /** One that gets an answer of its own each time it is delivered. */
  public ClaimRequest(long order, int dispatch, String worker, boolean redelivered) {
    this(order, dispatch, worker, redelivered, null);
  }
}
