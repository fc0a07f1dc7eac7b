package dev.reelmill.coordinator.dispatch;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps work flowing: renews leases, fills up what is out, sends the outbox; each second, and at
 * once when something happened. One thread, started by {@link #start}.
 */
public final class DispatchLoop implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(DispatchLoop.class);
  private static final Duration TICK = Duration.ofSeconds(1);
  private static final int TICKS_TO_LOOK = 2;

  /** Between two looks, at least: what happens meanwhile is done together. */
  private static final Duration BREATH = Duration.ofMillis(25);

  /** No slot waits longer for its next order because there is much to do. */
  private static final Duration LONGEST_BREATH = Duration.ofMillis(100);

  /** A loop that always has to do waits for so many times as long as it looked. */
  private static final int BREATH_TIMES = 1;

  private static final Duration STOP_WAIT = Duration.ofSeconds(15);

  private final Dispatcher dispatcher;
  private final Relay relay;
  private final Leases leases;
  private final Runnable everyTick;
  private final Semaphore wake = new Semaphore(0);
  private final Thread thread;
  private volatile boolean running = true;
  private boolean troubled;
  private int quietTicks;
  private long renewed = System.nanoTime() - TICK.toNanos();

  /**
   * @param everyTick something else to look after each second, such as whether sweeps still happen
   */
  public DispatchLoop(Dispatcher dispatcher, Relay relay, Leases leases, Runnable everyTick) {
    this.dispatcher = dispatcher;
    this.relay = relay;
    this.leases = leases;
    this.everyTick = everyTick;
    this.thread = Thread.ofVirtual().name("dispatch").unstarted(this::run);
  }

  public void start() {
    thread.start();
  }

  /** Says that there may be something to do now. Never blocks. */
  public void wake() {
    wake.release();
  }

  private void run() {
    while (running) {
      try {
        boolean woken = wake.tryAcquire(TICK.toMillis(), TimeUnit.MILLISECONDS);
        wake.drainPermits();
        long begun = System.nanoTime();
        tick(woken);
        recovered();
        if (woken) {
          breathe(Duration.ofNanos(System.nanoTime() - begun));
        }
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        trouble(e);
      }
    }
  }

  private static void breathe(Duration took) throws InterruptedException {
    Duration wanted = took.multipliedBy(BREATH_TIMES);
    Duration least = wanted.compareTo(BREATH) < 0 ? BREATH : wanted;
    Thread.sleep(least.compareTo(LONGEST_BREATH) > 0 ? LONGEST_BREATH : least);
  }

  /** Whoever changes something wakes the loop; what becomes due by itself is found by looking. */
  private void tick(boolean woken) {
    if (System.nanoTime() - renewed >= TICK.toNanos()) {
      renewed = System.nanoTime();
      leases.renew();
    }
    quietTicks = woken ? 0 : quietTicks + 1;
    if (quietTicks % TICKS_TO_LOOK == 0) {
      look();
    }
    everyTick.run();
  }

  private void look() {
    if (dispatcher.fill() > 0 || relay.hasUnsent()) {
      relay.flush();
    }
  }

  /** Says once that it is stuck, not every second. */
  private void trouble(RuntimeException e) {
    if (!troubled && running) {
      log.warn("dispatch is stuck, and will be tried again each second: {}", e.getMessage());
    }
    log.debug("dispatch failed", e);
    troubled = true;
  }

  private void recovered() {
    if (troubled) {
      log.info("dispatch goes on");
      troubled = false;
    }
  }

  @Override
  public void close() {
    running = false;
    wake();
    try {
      if (!thread.join(STOP_WAIT)) {
        log.warn("dispatch did not stop within {}", STOP_WAIT);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    relay.close();
  }
}
