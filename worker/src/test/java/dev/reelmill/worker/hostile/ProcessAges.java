package dev.reelmill.worker.hostile;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Looks again and again at all processes that this JVM started, and remembers the oldest. */
final class ProcessAges implements AutoCloseable {

  private static final long EVERY_MILLIS = 100;

  private final CountDownLatch closed = new CountDownLatch(1);
  private final Map<Long, Long> firstSeen = new HashMap<>();
  private volatile Duration oldest = Duration.ZERO;
  private final Thread thread = Thread.ofPlatform().name("process-ages").start(this::watch);

  /** How long the process ran, or runs, that was seen longest. */
  Duration oldest() {
    return oldest;
  }

  private void watch() {
    try {
      while (!closed.await(EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
        look();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void look() {
    long now = System.nanoTime();
    Set<Long> running =
        ProcessHandle.current().children().map(ProcessHandle::pid).collect(Collectors.toSet());
    firstSeen.keySet().retainAll(running);
    for (long pid : running) {
      Duration age = Duration.ofNanos(now - firstSeen.computeIfAbsent(pid, p -> now));
      if (age.compareTo(oldest) > 0) {
        oldest = age;
      }
    }
  }

  @Override
  public void close() throws InterruptedException {
    closed.countDown();
    thread.join();
  }
}
