package dev.reelmill.worker.ffmpeg;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The reins of one attempt: any thread may cancel it, and read how far it is; the processes of the
 * attempt report to it, one after another. Thread-safe.
 */
public final class RunControl {

  private final AtomicBoolean cancelled = new AtomicBoolean();
  private final AtomicReference<@Nullable Runnable> stop = new AtomicReference<>();
  private final AtomicLong frames = new AtomicLong();
  private final AtomicLong cpuNanos = new AtomicLong();
  private final AtomicLong fetched = new AtomicLong();
  private final AtomicReference<@Nullable String> wholeBecause = new AtomicReference<>();

  /** Stops the process that runs now, and lets no other start. */
  public void cancel() {
    cancelled.set(true);
    Runnable action = stop.get();
    if (action != null) {
      action.run();
    }
  }

  public boolean isCancelled() {
    return cancelled.get();
  }

  /** The most frames that a process of this attempt has put out so far. */
  public long frames() {
    return frames.get();
  }

  /** CPU time of all processes that have ended. */
  public Duration cpu() {
    return Duration.ofNanos(cpuNanos.get());
  }

  /** Counts bytes that came from the object store. */
  public void fetched(long bytes) {
    fetched.addAndGet(bytes);
  }

  /** Bytes that came from the object store for this attempt, also those of tries that failed. */
  public long fetchedBytes() {
    return fetched.get();
  }

  /**
   * Notes that a source was fetched whole where a part should have done; the first reason stays.
   */
  public void fellBack(String why) {
    wholeBecause.compareAndSet(null, why);
  }

  /** Why a source had to be fetched whole, if one had to. */
  public Optional<String> fallback() {
    return Optional.ofNullable(wholeBecause.get());
  }

  void attach(Runnable stopAction) {
    stop.set(stopAction);
    if (cancelled.get()) {
      stopAction.run();
    }
  }

  void detach(Duration cpu) {
    stop.set(null);
    cpuNanos.addAndGet(cpu.toNanos());
  }

  void progress(long newFrames) {
    frames.accumulateAndGet(newFrames, Math::max);
  }
}
