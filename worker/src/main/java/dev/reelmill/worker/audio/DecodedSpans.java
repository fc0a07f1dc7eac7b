package dev.reelmill.worker.audio;

import dev.reelmill.common.media.AudioFacts;
import dev.reelmill.common.media.Rational;
import dev.reelmill.common.media.TimeSpan;
import java.util.ArrayList;
import java.util.List;

/** Listens to a list of decoded frames, and tells where sound is missing. */
final class DecodedSpans {

  /** About a coded frame; less is jitter of the timestamps. */
  private static final Rational LEAST_GAP = Rational.of(1, 50);

  /** Coded frames at either end may hold nothing but a coder's delay. */
  private static final Rational LEAST_AT_ENDS = Rational.of(1, 5);

  /** Damage that comes this thick is one loss. */
  private static final Rational NEIGHBOURS = Rational.of(1);

  private static final int MOST = 100;

  private final Rational origin;
  private final Rational end;
  private final List<TimeSpan> lost = new ArrayList<>();
  private Rational heardUntil;
  private boolean heard;

  /**
   * @param origin the source's time that becomes 0
   */
  DecodedSpans(AudioFacts track, Rational origin) {
    this.end = track.end().minus(origin);
    this.heardUntil = track.start().minus(origin);
    this.origin = origin;
  }

  /** Takes a line {@code PTS SAMPLES TICK}; a sample lasts one tick, in seconds. */
  void hear(String line) {
    String[] words = line.split(" ", 3);
    Rational tick = Rational.parse(words[2]);
    Rational begins = tick.times(Long.parseLong(words[0])).minus(origin);
    Rational ends = begins.plus(tick.times(Long.parseLong(words[1])));
    missing(heardUntil, begins, heard ? LEAST_GAP : LEAST_AT_ENDS);
    heard = true;
    if (ends.compareTo(heardUntil) > 0) {
      heardUntil = ends;
    }
  }

  /** What is missing, in published time, once all lines were heard. */
  List<TimeSpan> lost(Rational duration) {
    missing(heardUntil, end, LEAST_AT_ENDS);
    return lost.stream()
        .filter(span -> span.end().isPositive() && span.start().compareTo(duration) < 0)
        .map(
            span ->
                new TimeSpan(
                    span.start().isPositive() ? span.start() : Rational.ZERO,
                    span.end().compareTo(duration) < 0 ? span.end() : duration))
        .toList();
  }

  private void missing(Rational from, Rational to, Rational least) {
    if (to.minus(from).compareTo(least) < 0) {
      return;
    }
    boolean near = !lost.isEmpty() && from.minus(lost.getLast().end()).compareTo(NEIGHBOURS) < 0;
    if (near || lost.size() == MOST) {
      lost.addLast(new TimeSpan(lost.removeLast().start(), to));
    } else {
      lost.add(new TimeSpan(from, to));
    }
  }
}
