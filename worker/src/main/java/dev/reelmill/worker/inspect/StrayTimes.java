package dev.reelmill.worker.inspect;

import java.util.Arrays;

/** Finds timestamps that damage made up: far from both neighbours, which are near each other. */
final class StrayTimes {

  private StrayTimes() {}

  /** Whether the one in the middle is a stray one. */
  static boolean isStray(long before, long time, long after, long far) {
    return distance(before, time) > far
        && distance(time, after) > far
        && distance(before, after) <= far;
  }

  /**
   * All others, in the same order.
   *
   * @param times in the order of the file
   * @param far what no reordering explains, in ticks
   */
  static long[] without(long[] times, long far) {
    long[] sorted = times.clone();
    Arrays.sort(sorted);
    long[] kept = new long[times.length];
    int count = 0;
    for (int i = 0; i < times.length; i++) {
      boolean stray =
          i > 0
              && i < times.length - 1
              && isStray(times[i - 1], times[i], times[i + 1], far)
              && isAlone(sorted, times[i], far);
      if (!stray) {
        kept[count++] = times[i];
      }
    }
    return Arrays.copyOf(kept, count);
  }

  /** Whether no other one is near: behind a gap, frames that were reordered have company. */
  private static boolean isAlone(long[] sorted, long time, long far) {
    int at = Arrays.binarySearch(sorted, time);
    return (at == 0 || distance(sorted[at - 1], time) > far)
        && (at == sorted.length - 1 || distance(time, sorted[at + 1]) > far);
  }

  private static long distance(long left, long right) {
    return Math.abs(left - right);
  }
}
