package dev.reelmill.worker.store;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How long one request to the object store is tried again, and how far apart. It lasts for half a
 * minute from the first failure, and for five tries at least: longer than a restart of what gives
 * and takes the bytes, for an encode that is thrown away costs more than the wait; but not so long
 * that whoever wants the video has to wait for a coordinator that is gone for good, where another
 * could take it. Not thread-safe.
 */
public final class Patience {

  /** Before the second try. */
  public static final Duration FIRST_PAUSE = Duration.ofMillis(200);

  private static final int GROWTH = 4;
  private static final int LONGEST_PAUSE = 25;
  private static final int LASTS = 150;
  private static final int FEWEST_TRIES = 5;

  private final Duration firstPause;
  private long pauseMillis;
  private long firstFailure;
  private int failures;

  /**
   * @param firstPause before the second try; later pauses grow up to 25 times as much, and after
   *     150 times as much it is over
   */
  public Patience(Duration firstPause) {
    this.firstPause = firstPause;
    this.pauseMillis = firstPause.toMillis();
  }

  /** How often it was tried. */
  public int tries() {
    return failures;
  }

  /**
   * Notes that a try failed, and waits for the next one, with jitter, so that a store that is back
   * isn't met by all workers at once.
   *
   * @return false, at once, if there is to be no other try
   */
  public boolean tryAgain() throws InterruptedException {
    failures++;
    if (failures == 1) {
      firstFailure = System.nanoTime();
    }
    long waited = System.nanoTime() - firstFailure;
    if (failures >= FEWEST_TRIES && waited > firstPause.multipliedBy(LASTS).toNanos()) {
      return false;
    }
    Thread.sleep(ThreadLocalRandom.current().nextLong(pauseMillis / 2, pauseMillis + 1));
    pauseMillis = Math.min(pauseMillis * GROWTH, firstPause.toMillis() * LONGEST_PAUSE);
    return true;
  }
}
