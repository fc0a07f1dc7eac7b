package dev.reelmill.coordinator.upload;

import dev.reelmill.coordinator.web.Refusal;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Sees to it that one upload has one request at a time. The newer one cuts off the older, which is
 * most often a connection that is dead without knowing it.
 */
final class Writers {

  private record Writer(Runnable abort, CountDownLatch ended) {}

  /** What needs the upload for itself. */
  interface Action {
    void run() throws IOException;
  }

  private final ConcurrentMap<String, Writer> writers = new ConcurrentHashMap<>();
  private final Duration patience;

  Writers(Duration patience) {
    this.patience = patience;
  }

  /**
   * Waits for the upload to be free, and does something with it.
   *
   * @param abort breaks the new holder off; called from another thread
   * @throws Refusal 423 if the older one does not end in time
   */
  void alone(String upload, Runnable abort, Action action)
      throws IOException, InterruptedException {
    Writer mine = new Writer(abort, new CountDownLatch(1));
    long deadline = System.nanoTime() + patience.toNanos();
    for (Writer older; (older = writers.putIfAbsent(upload, mine)) != null; ) {
      older.abort().run();
      if (!older.ended().await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
        throw new Refusal(
            423, "locked", "Another request is writing to this upload; try again in a moment.");
      }
    }
    try {
      action.run();
    } finally {
      writers.remove(upload, mine);
      mine.ended().countDown();
    }
  }
}
