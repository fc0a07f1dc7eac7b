package dev.reelmill.worker.audio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelmill.common.media.Rational;
import dev.reelmill.common.media.TimeSpan;
import java.util.List;
import org.junit.jupiter.api.Test;

class DecodedSpansTest {

  @Test
  void whole_track_has_lost_nothing() {
    assertThat(lost(0, 100)).isEmpty();
  }

  @Test
  void gaps_are_told_in_published_time_and_near_ones_as_one() {
    assertThat(lost(0, 10, 15, 20, 60, 100)).containsExactly(span(5, 7.5), span(10, 30));
    assertThat(lost(0, 10, 11, 12, 13, 100)).containsExactly(span(5, 6.5));
  }

  @Test
  void beginning_and_end_count_too() {
    assertThat(lost(4, 90)).containsExactly(span(0, 2), span(45, 50));
  }

  /** Of a track from 0 to 50 s, with half-second frames between these, in turn. */
  private static List<TimeSpan> lost(int... edges) {
    DecodedSpans spans =
        new DecodedSpans(
            SoundFixture.track(1, "mono", Rational.of(7), Rational.of(57)), Rational.of(7));
    for (int i = 0; i < edges.length; i += 2) {
      for (int at = edges[i]; at < edges[i + 1]; at++) {
        spans.hear((14 + at) * 1000 + " 1000 1/2000");
      }
    }
    return spans.lost(Rational.of(50));
  }

  private static TimeSpan span(double from, double to) {
    return new TimeSpan(Rational.of((long) (from * 2), 2), Rational.of((long) (to * 2), 2));
  }
}
