package dev.reelmill.worker.ffmpeg;

import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.failure.ReelmillException;
import java.time.Duration;

/** Time that several processes share, one after another: a file must not get it anew for each. */
public final class TimeBudget {

  private final Duration total;
  private final long began = System.nanoTime();

  /** Begins now. */
  public TimeBudget(Duration total) {
    this.total = total;
  }

  /**
   * Limits, with no more time than is left.
   *
   * @throws ReelmillException {@link FailureCode#TIME_LIMIT} if none is
   */
  public ProcessLimits within(ProcessLimits limits) {
    Duration left = total.minusNanos(System.nanoTime() - began);
    if (!left.isPositive()) {
      throw new ReelmillException(
          FailureCode.TIME_LIMIT, "all steps together took more than " + total.toSeconds() + " s");
    }
    return limits.within(left);
  }
}
