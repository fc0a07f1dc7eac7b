package dev.reelmill.coordinator.redrive;

import dev.reelmill.common.fault.CrashPoint;
import dev.reelmill.common.fault.CrashPoints;
import dev.reelmill.coordinator.dispatch.Hedges;
import dev.reelmill.coordinator.dispatch.Leases;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks for what is stuck and puts it back into the backlog. Thread-safe, and idempotent. */
public final class Sweep {

  private static final Logger log = LoggerFactory.getLogger(Sweep.class);

  /** Quartz is known to lose triggers now and then; after this long nobody waits for it. */
  private static final Duration LONGEST_SILENCE = Duration.ofSeconds(60);

  private final Leases leases;
  private final Hedges hedges;
  private final Runnable wake;
  private final LongSupplier nanos;
  private final AtomicLong last;

  /**
   * @param wake called when something went back to the backlog
   */
  public Sweep(Leases leases, Hedges hedges, Runnable wake) {
    this(leases, hedges, wake, System::nanoTime);
  }

  /**
   * The same, by another clock.
   *
   * @param nanos as {@link System#nanoTime()}
   */
  public Sweep(Leases leases, Hedges hedges, Runnable wake, LongSupplier nanos) {
    this.leases = leases;
    this.hedges = hedges;
    this.wake = wake;
    this.nanos = nanos;
    this.last = new AtomicLong(nanos.getAsLong());
  }

  /** Sweeps now. */
  public void run() {
    last.set(nanos.getAsLong());
    int orders = leases.expire();
    CrashPoints.reached(CrashPoint.SWEEP_COMMITTED);
    if (orders > 0) {
      log.info("{} orders were stuck and wait again", orders);
      wake.run();
    }
    if (hedges.hedge() > 0) {
      wake.run();
    }
  }

  /** In words, that nobody has swept for long, which means that this coordinator is stuck. */
  public Optional<String> trouble() {
    long seconds = Duration.ofNanos(nanos.getAsLong() - last.get()).toSeconds();
    return seconds > 2 * LONGEST_SILENCE.toSeconds()
        ? Optional.of("the last sweep was " + seconds + " s ago")
        : Optional.empty();
  }

  /** Sweeps if nobody has for a minute. */
  public void runIfForgotten() {
    if (nanos.getAsLong() - last.get() > LONGEST_SILENCE.toNanos()) {
      log.warn("no sweep for {} s, sweeping without Quartz", LONGEST_SILENCE.toSeconds());
      run();
    }
  }
}
