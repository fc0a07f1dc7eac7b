package dev.reelmill.worker.encode;

import dev.reelmill.common.media.Rational;
import dev.reelmill.common.media.TimeSpan;
import java.util.ArrayList;
import java.util.List;

/** Finds out what a segment lacks, from when its frames are shown. */
final class Losses {

  /** A frame may stay for so many times the usual before one after it counts as lost. */
  private static final Rational PATIENCE = Rational.of(3, 2);

  private final Rational tick;
  private final Rational usual;

  /**
   * @param tick of the track, in seconds
   * @param usual distance from frame to frame, in seconds
   */
  Losses(Rational tick, Rational usual) {
    this.tick = tick;
    this.usual = usual;
  }

  /**
   * Holes between frames, and behind the last.
   *
   * @param shown when each is, in ticks, ascending; at least one
   * @param end of the segment, in ticks
   */
  List<TimeSpan> between(List<Long> shown, long end) {
    List<TimeSpan> lost = new ArrayList<>();
    for (int i = 0; i < shown.size(); i++) {
      Rational time = tick.times(shown.get(i));
      Rational next = tick.times(i + 1 < shown.size() ? shown.get(i + 1) : end);
      if (next.minus(time).compareTo(usual.times(PATIENCE)) > 0) {
        lost.add(new TimeSpan(time.plus(usual), next));
      }
    }
    return lost;
  }

  /** From one time to another, in ticks; nothing if there is nothing between them. */
  List<TimeSpan> whole(long start, long end) {
    return start < end ? List.of(new TimeSpan(tick.times(start), tick.times(end))) : List.of();
  }
}
