package dev.reelmill.worker.intake;

import dev.reelmill.common.work.Heartbeat.Running;
import dev.reelmill.worker.ffmpeg.RunControl;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** What this worker works at now. Thread-safe. */
public final class RunningAttempts {

  private static final Duration LOOK_EVERY = Duration.ofMillis(20);

  private final Map<Long, RunControl> attempts = new ConcurrentHashMap<>();
  private final AtomicInteger hints = new AtomicInteger();
  private volatile boolean draining;
  private volatile boolean stopping;

  /**
   * Takes a hint in hand, before anything is done about it; {@link #release} gives it out of hand.
   *
   * @return false if nothing is begun any more
   */
  boolean take() {
    // Counted first, so that whoever drains either waits for it or keeps it from beginning.
    hints.incrementAndGet();
    if (draining || stopping) {
      hints.decrementAndGet();
      return false;
    }
    return true;
  }

  void release() {
    hints.decrementAndGet();
  }

  /** Enters an attempt; {@link #end} takes it out. */
  RunControl begin(long attempt) {
    RunControl control = new RunControl();
    attempts.put(attempt, control);
    if (stopping) {
      control.cancel();
    }
    return control;
  }

  void end(long attempt) {
    attempts.remove(attempt);
  }

  /** Begins nothing more, and waits until no hint is in hand; whether that was so in time. */
  boolean drain(Duration time) {
    draining = true;
    return awaitNone(time);
  }

  /** Waits until no hint is in hand; whether that was so in time. */
  boolean awaitNone(Duration time) {
    long deadline = System.nanoTime() + time.toNanos();
    while (hints.get() > 0 && System.nanoTime() < deadline) {
      LockSupport.parkNanos(LOOK_EVERY.toNanos());
    }
    return hints.get() == 0;
  }

  /** Stops an attempt; whether it was running here. */
  boolean cancel(long attempt) {
    RunControl control = attempts.get(attempt);
    if (control != null) {
      control.cancel();
    }
    return control != null;
  }

  /** Stops all, and whatever begins from now on. */
  public void stop() {
    stopping = true;
    attempts.values().forEach(RunControl::cancel);
  }

  /** Whether nothing is begun any more. */
  boolean isEnding() {
    return draining || stopping;
  }

  boolean isStopping() {
    return stopping;
  }

  /** For the heartbeat. */
  List<Running> running() {
    return attempts.entrySet().stream()
        .map(entry -> new Running(entry.getKey(), entry.getValue().frames()))
        .toList();
  }
}
