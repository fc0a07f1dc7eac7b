package dev.reelmill.worker.intake;

import dev.reelmill.common.work.Heartbeat;
import dev.reelmill.common.work.Wire;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says regularly, and at once when something changes, that this worker lives and what it does. */
final class Heartbeats implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Heartbeats.class);

  /** However much happens, not more often than that. */
  private static final Duration LEAST_PAUSE = Duration.ofMillis(500);

  private final Duration interval;
  private final Supplier<Heartbeat> heartbeat;
  private final Consumer<String> send;
  private final Semaphore news = new Semaphore(0);
  private final Thread thread;
  private volatile boolean closed;
  private boolean silent;
  private volatile long lastSent;
  private volatile boolean everSent;

  Heartbeats(Duration interval, Supplier<Heartbeat> heartbeat, Consumer<String> send) {
    this.interval = interval;
    this.heartbeat = heartbeat;
    this.send = send;
    this.thread = Thread.ofVirtual().name("heartbeats").unstarted(this::beat);
  }

  void start() {
    thread.start();
  }

  /** In words, that none has gone out for three times as long as it should take; empty if not. */
  Optional<String> trouble() {
    if (!everSent) {
      return Optional.of("no heartbeat has gone out to the broker yet");
    }
    Duration silence = Duration.ofNanos(System.nanoTime() - lastSent);
    return silence.compareTo(interval.multipliedBy(3)) > 0
        ? Optional.of("no heartbeat has gone out to the broker for " + silence.toSeconds() + " s")
        : Optional.empty();
  }

  /** Something changed: the next one goes out now. */
  void hurry() {
    news.release();
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
  }

  private void beat() {
    try {
      while (!closed) {
        sendOne();
        long sent = System.nanoTime();
        if (news.tryAcquire(interval.toMillis(), TimeUnit.MILLISECONDS)) {
          pauseSince(sent);
          news.drainPermits();
        }
      }
    } catch (InterruptedException e) {
      log.trace("heartbeats end");
    }
  }

  private static void pauseSince(long sent) throws InterruptedException {
    long left = LEAST_PAUSE.toNanos() - (System.nanoTime() - sent);
    if (left > 0) {
      Thread.sleep(Duration.ofNanos(left));
    }
  }

  private void sendOne() {
    try {
      send.accept(Wire.write(heartbeat.get()));
      silent = false;
      lastSent = System.nanoTime();
      everSent = true;
    } catch (RuntimeException e) {
      if (!silent && !closed) {
        log.warn("the broker can't be reached ({}); trying again", rootCause(e));
        silent = true;
      }
    }
  }

  private static String rootCause(Throwable e) {
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return String.valueOf(cause.getMessage());
  }
}
