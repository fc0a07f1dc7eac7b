package dev.reelmill.worker.inspect;

import dev.reelmill.common.media.Rational;
import dev.reelmill.worker.inspect.StreamReport.Stream;
import java.util.ArrayList;
import java.util.List;

/**
 * How frames follow each other.
 *
 * @param rate frames per second, never absurd
 * @param constant whether all are equally far apart, to the rounding of the timebase
 */
record FrameTiming(Rational rate, boolean constant) {

  private static final Rational SLOWEST = Rational.of(1, 60);
  private static final Rational FASTEST = Rational.of(300);
  private static final Rational USUAL = Rational.of(25);

  /**
   * From times, and from what the file declares where the times agree with it.
   *
   * @param pts of all frames, ascending
   * @param end of the last frame
   */
  static FrameTiming of(long[] pts, long end, Stream picture) {
    boolean constant = isConstant(pts);
    List<Rational> candidates = new ArrayList<>();
    picture.fraction("avg_frame_rate").ifPresent(candidates::add);
    if (constant) {
      picture.fraction("r_frame_rate").ifPresent(candidates::add);
    }
    Rational rate =
        candidates.stream()
            .filter(declared -> agrees(declared, pts, end, picture.timebase(), constant))
            .findFirst()
            .orElseGet(() -> measured(pts, end, picture.timebase()));
    return new FrameTiming(rate, constant);
  }

  /** Distances differ by rounding only: by one tick up or down, and by little in proportion. */
  private static boolean isConstant(long[] pts) {
    long shortest = Long.MAX_VALUE;
    long longest = 0;
    for (int i = 1; i < pts.length; i++) {
      long distance = pts[i] - pts[i - 1];
      shortest = Math.min(shortest, distance);
      longest = Math.max(longest, distance);
    }
    return pts.length < 2
        || longest == shortest
        || (longest - shortest <= 2 && shortest * 5 >= longest * 4);
  }

  private static boolean agrees(
      Rational declared, long[] pts, long end, Rational timebase, boolean constant) {
    if (declared.compareTo(SLOWEST) < 0 || declared.compareTo(FASTEST) > 0) {
      return false;
    }
    Rational span = timebase.times(pts[pts.length - 1] - pts[0]);
    Rational expected = Rational.of(pts.length - 1L).dividedBy(declared);
    Rational difference = span.minus(expected);
    Rational allowed =
        constant
            ? timebase.times(2)
            : timebase.times(end - pts[0]).times(Rational.of(1, 10)).plus(timebase);
    return difference.compareTo(allowed) <= 0
        && Rational.ZERO.minus(difference).compareTo(allowed) <= 0;
  }

  private static Rational measured(long[] pts, long end, Rational timebase) {
    Rational seconds = timebase.times(end - pts[0]);
    if (!seconds.isPositive()) {
      return USUAL;
    }
    Rational rate = Rational.of(pts.length).dividedBy(seconds);
    return rate.compareTo(SLOWEST) < 0 ? SLOWEST : rate.compareTo(FASTEST) > 0 ? FASTEST : rate;
  }
}
