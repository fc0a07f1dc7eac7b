package dev.reelmill.worker.inspect;

import dev.reelmill.common.media.Rational;
import dev.reelmill.common.media.TimeSpan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Finds where a damaged container lacks pictures that come at a steady rate. */
final class Holes {

  /** Nine of ten distances have to be the usual one; else nothing can be told. */
  private static final int STEADY = 9;

  private Holes() {}

  /**
   * Stretches in which pictures are missing.
   *
   * @param pts ascending
   * @param timebase of these
   * @param origin the source's time that is published as 0
   * @param joins PTS of the first pictures behind places where recordings were joined
   */
  static List<TimeSpan> in(long[] pts, Rational timebase, Rational origin, Set<Long> joins) {
    if (pts.length < STEADY) {
      return List.of();
    }
    long[] distances = new long[pts.length - 1];
    for (int i = 0; i < distances.length; i++) {
      distances[i] = pts[i + 1] - pts[i];
    }
    long[] sorted = distances.clone();
    Arrays.sort(sorted);
    long usual = sorted[sorted.length / 2];
    long steady =
        Arrays.stream(distances).filter(distance -> Math.abs(distance - usual) <= 2).count();
    if (usual == 0 || steady * 10 < (long) distances.length * STEADY) {
      return List.of();
    }
    List<TimeSpan> holes = new ArrayList<>();
    for (int i = 0; i < distances.length; i++) {
      if (2 * distances[i] > 3 * usual && !joins.contains(pts[i + 1])) {
        holes.add(
            new TimeSpan(
                timebase.times(pts[i] + usual).minus(origin),
                timebase.times(pts[i + 1]).minus(origin)));
      }
    }
    return holes;
  }
}
