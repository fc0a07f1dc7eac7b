package dev.reelmill.worker.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelmill.common.media.Rational;
import dev.reelmill.common.media.TimeSpan;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class HolesTest {

  private static final Rational TICK = Rational.of(1, 1000);

  @Test
  void missing_pictures_of_a_steady_rate_are_a_hole_in_published_time() {
    long[] pts = LongStream.range(0, 100).filter(i -> i < 50 || i >= 75).map(i -> i * 40).toArray();

    assertThat(Holes.in(pts, TICK, Rational.of(-1), Set.of()))
        .containsExactly(new TimeSpan(Rational.of(3), Rational.of(4)));
  }

  @Test
  void rounding_is_no_hole_and_of_varying_rates_nothing_can_be_told() {
    assertThat(
            Holes.in(
                LongStream.range(0, 90).map(i -> i * 1000 / 30).toArray(), TICK, TICK, Set.of()))
        .isEmpty();
    assertThat(Holes.in(LongStream.range(0, 90).map(i -> i * i).toArray(), TICK, TICK, Set.of()))
        .isEmpty();
    assertThat(Holes.in(new long[] {0, 900, 1000}, TICK, TICK, Set.of())).isEmpty();
  }

  @Test
  void stray_time_is_one_that_both_neighbours_contradict() {
    long[] times = {0, 80, 40, 9_000_000, 120, 160, 500_000, 500_040, 500_080};

    assertThat(StrayTimes.without(times, 10_000))
        .containsExactly(0, 80, 40, 120, 160, 500_000, 500_040, 500_080);
    assertThat(StrayTimes.without(new long[] {0, 900_000, 1_800_000}, 10_000)).hasSize(3);
    // Frames behind a gap, in decoding order.
    assertThat(StrayTimes.without(new long[] {0, 900_600, 200, 900_400}, 10_000)).hasSize(4);
  }
}
