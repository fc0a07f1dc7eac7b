package dev.reelmill.common.work;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A worker asks for the order behind a hint; or for several, as several of its slots ask at the
 * same moment.
 *
 * @param order from the hint
 * @param dispatch from the hint
 * @param worker who asks
 * @param redelivered whether the broker had handed this hint out before, which means that its
 *     earlier holder is gone
 * @param claim different for each time that a worker asks: the same request, delivered again, gets
 *     the same answer
 * @param more what else is asked for, each with a claim of its own. Who knows this answers with
 *     {@link ClaimReplies}; a coordinator of the release before does not see it, and answers for
 *     the one order with a {@link ClaimReply}
 */
public record ClaimRequest(
    long order,
    int dispatch,
    String worker,
    boolean redelivered,
    @Nullable String claim,
    @Nullable List<ClaimRequest> more) {

  public ClaimRequest {
    Objects.requireNonNull(worker, "worker");
    more = more == null ? null : List.copyOf(more);
  }

  /** One order, by itself. */
  public ClaimRequest(
      long order, int dispatch, String worker, boolean redelivered, @Nullable String claim) {
    this(order, dispatch, worker, redelivered, claim, null);
  }

  /** One that gets an answer of its own each time it is delivered. */
  public ClaimRequest(long order, int dispatch, String worker, boolean redelivered) {
    this(order, dispatch, worker, redelivered, null);
  }

  /** All of these as one message. */
  public static ClaimRequest together(List<ClaimRequest> requests) {
    ClaimRequest first = requests.getFirst();
    return requests.size() == 1
        ? first
        : new ClaimRequest(
            first.order,
            first.dispatch,
            first.worker,
            first.redelivered,
            first.claim,
            requests.subList(1, requests.size()));
  }

  /** Each that is asked for here, by itself. */
  public List<ClaimRequest> each() {
    if (more == null) {
      return List.of(this);
    }
    List<ClaimRequest> each = new ArrayList<>();
    each.add(new ClaimRequest(order, dispatch, worker, redelivered, claim));
    each.addAll(more);
    return each;
  }
}
