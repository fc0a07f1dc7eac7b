package dev.reelmill.worker.hostile;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Looks again and again at all processes that this JVM started, and remembers the oldest. */
final class ProcessAges implements AutoCloseable {

  private static final long EVERY_MILLIS = 250;

  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread = Thread.ofPlatform().name("process-ages").start(this::watch);
  private volatile Duration oldest = Duration.ZERO;

  /** How long the process ran, or runs, that was seen longest. */
  Duration oldest() {
    return oldest;
  }

  private void watch() {
    try {
      while (!closed.await(EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
        Instant now = Instant.now();
        ProcessHandle.current()
            .children()
            .flatMap(process -> process.info().startInstant().stream())
            .map(started -> Duration.between(started, now))
            .filter(age -> age.compareTo(oldest) > 0)
            .forEach(age -> oldest = age);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() throws InterruptedException {
    closed.countDown();
    thread.join();
  }
}
