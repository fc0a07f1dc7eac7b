package dev.reelmill.coordinator.site;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One video's latest state, looked up again and again while somebody listens. */
final class WatchedVideo {

  private static final Logger log = LoggerFactory.getLogger(WatchedVideo.class);

  private final Supplier<Snapshot> source;
  private final Duration interval;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private @Nullable Snapshot latest;
  private int listeners;

  WatchedVideo(Supplier<Snapshot> source, Duration interval) {
    this.source = source;
    this.interval = interval;
  }

  void arrive() {
    lock.lock();
    try {
      if (listeners++ == 0) {
        Thread.ofVirtual().name("status-feed").start(this::watch);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Whether that was the last one. */
  boolean leave() {
    lock.lock();
    try {
      changed.signalAll();
      return --listeners == 0;
    } finally {
      lock.unlock();
    }
  }

  Optional<Snapshot> next(String knownId, Duration patience) throws InterruptedException {
    long left = patience.toNanos();
    lock.lockInterruptibly();
    try {
      while (latest == null || latest.id().equals(knownId)) {
        if (left <= 0 || isOver()) {
          return Optional.empty();
        }
        left = changed.awaitNanos(left);
      }
      return Optional.of(latest);
    } finally {
      lock.unlock();
    }
  }

  private boolean isOver() {
    return latest != null && latest.last();
  }

  private void watch() {
    try {
      while (look()) {
        // see below
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Looks once and waits; whether to look again. */
  private boolean look() throws InterruptedException {
    Snapshot seen = seen();
    lock.lockInterruptibly();
    try {
      if (seen != null && (latest == null || !latest.id().equals(seen.id()))) {
        latest = seen;
        changed.signalAll();
      }
      long left = interval.toNanos();
      while (left > 0 && listeners > 0 && !isOver()) {
        left = changed.awaitNanos(left);
      }
      return listeners > 0 && !isOver();
    } finally {
      lock.unlock();
    }
  }

  private @Nullable Snapshot seen() {
    try {
      return source.get();
    } catch (RuntimeException e) {
      // the listeners keep what they have until it works again
      log.warn("a video's state can't be looked up: {}", e.toString());
      return null;
    }
  }
}
