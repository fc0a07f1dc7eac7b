package dev.reelmill.worker.intake;

import dev.reelmill.common.work.Heartbeat.Running;
import dev.reelmill.worker.ffmpeg.RunControl;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/** What this worker works at now. Thread-safe. */
public final class RunningAttempts {

  private static final Duration LOOK_EVERY = Duration.ofMillis(100);

  private final Map<Long, RunControl> attempts = new ConcurrentHashMap<>();
  private volatile boolean stopping;

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

  /** Waits until nothing is in progress; whether that was so in time. */
  boolean awaitNone(Duration time) {
    long deadline = System.nanoTime() + time.toNanos();
    while (!attempts.isEmpty() && System.nanoTime() < deadline) {
      LockSupport.parkNanos(LOOK_EVERY.toNanos());
    }
    return attempts.isEmpty();
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
