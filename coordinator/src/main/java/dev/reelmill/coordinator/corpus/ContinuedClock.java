package dev.reelmill.coordinator.corpus;

import dev.reelmill.common.media.Rational;
import dev.reelmill.common.media.TimeJump;
import java.util.ArrayList;
import java.util.List;

/** Puts what a source's decoder shows on a clock that runs on where the source's own jumps. */
final class ContinuedClock {

  private ContinuedClock() {}

  /**
   * The same times, moved from each jump on. A jump is where moving brings neighbours nearer.
   *
   * @param times in the order of decoding, in ticks
   * @param timebase seconds per tick
   * @param jumps that the report tells of
   */
  static List<Long> of(List<Long> times, Rational timebase, List<TimeJump> jumps) {
    List<Long> continued = new ArrayList<>();
    int next = 0;
    long moved = 0;
    while (next < jumps.size() && jumps.get(next).packet() == 0) {
      moved += ticks(jumps.get(next++), timebase);
    }
    for (int i = 0; i < times.size(); i++) {
      long step = i == 0 ? 0 : times.get(i) - times.get(i - 1);
      if (next < jumps.size()) {
        long shift = ticks(jumps.get(next), timebase);
        if (Math.abs(step + shift) < Math.abs(step)) {
          moved += shift;
          next++;
        }
      }
      continued.add(times.get(i) + moved);
    }
    return continued;
  }

  private static long ticks(TimeJump jump, Rational timebase) {
    return jump.shift().dividedBy(timebase).round();
  }
}
