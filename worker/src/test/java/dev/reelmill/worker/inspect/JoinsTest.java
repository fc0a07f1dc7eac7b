package dev.reelmill.worker.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelmill.common.media.Rational;
import dev.reelmill.common.media.TimeJump;
import dev.reelmill.worker.inspect.Joins.Boundary;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JoinsTest {

  private static final Rational TICK = Rational.of(1, 25);
  private static final Map<Integer, Long> BOTH = Map.of(0, 0L, 1, 1L);

  @Test
  void picture_and_sound_are_moved_together_so_that_neither_overlaps() {
    List<Boundary> join =
        List.of(boundary(0, 100, 200, "10", "1"), boundary(1, 470, 201, "1003/100", "49/50"));

    // 9.05 s, in whole pictures 9.08 s
    assertThat(Joins.of(join, BOTH, false, TICK))
        .isEqualTo(
            Map.of(
                0, List.of(new TimeJump(100, Rational.of(227, 25))),
                1, List.of(new TimeJump(470, Rational.of(227, 25)))));
  }

  @Test
  void leap_of_all_is_closed_only_where_clocks_may_leap_and_a_gap_of_one_never() {
    List<Boundary> leap =
        List.of(boundary(0, 100, 200, "10", "36000"), boundary(1, 470, 201, "10", "36000"));

    assertThat(Joins.of(leap, BOTH, false, TICK)).isEmpty();
    assertThat(Joins.of(leap, BOTH, true, TICK).get(1))
        .containsExactly(new TimeJump(470, Rational.of(-35_990)));
    assertThat(Joins.of(leap.subList(0, 1), BOTH, true, TICK)).isEmpty();
  }

  @Test
  void track_that_begins_behind_a_join_is_moved_whole() {
    assertThat(
            Joins.of(
                List.of(boundary(0, 100, 200, "10", "0")), Map.of(0, 0L, 1, 205L), false, TICK))
        .containsEntry(1, List.of(new TimeJump(0, Rational.of(10))));
  }

  @Test
  void it_is_said_once_for_all_streams() {
    List<String> warnings = new ArrayList<>();
    TimeJump back = new TimeJump(100, Rational.of(19, 2));

    Joins.tell(List.of(List.of(), List.of()), warnings);
    assertThat(warnings).isEmpty();
    Joins.tell(List.of(List.of(back), List.of(back)), warnings);
    assertThat(warnings).singleElement().asString().contains("jumps once, by 9.500 s back");
  }

  private static Boundary boundary(int stream, long packet, long line, String end, String start) {
    return new Boundary(stream, packet, line, Rational.parse(end), Rational.parse(start));
  }
}
