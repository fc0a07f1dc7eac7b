package dev.reelmill.worker.intake;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has the worker take no orders for a time; what runs goes on. Thread-safe. */
final class StandDown {

  private static final Logger log = LoggerFactory.getLogger(StandDown.class);

  private final Runnable suspend;
  private final Runnable resume;
  private boolean resting;
  private boolean closed;
  private long until;

  /**
   * @param suspend lets no more orders in
   * @param resume lets them in again
   */
  StandDown(Runnable suspend, Runnable resume) {
    this.suspend = suspend;
    this.resume = resume;
  }

  /** Takes none for so long from now, or longer if that was said before. */
  synchronized void rest(Duration time, String reason) {
    long end = System.nanoTime() + time.toNanos();
    if (closed) {
      return;
    }
    if (resting) {
      until = end - until > 0 ? end : until;
      return;
    }
    log.info("takes no orders for {} s: {}", time.toSeconds(), reason);
    resting = true;
    until = end;
    suspend.run();
    Thread.ofVirtual().name("stand-down").start(this::awaitEnd);
  }

  /** Stays as it is from now on. */
  synchronized void close() {
    closed = true;
    notifyAll();
  }

  private synchronized void awaitEnd() {
    try {
      long left = until - System.nanoTime();
      while (left > 0 && !closed) {
        wait(Math.max(1, left / 1_000_000));
        left = until - System.nanoTime();
      }
      resting = false;
      if (!closed) {
        log.info("takes orders again");
        resume.run();
      }
    } catch (InterruptedException e) {
      log.debug("interrupted; nobody should", e);
    }
  }
}
