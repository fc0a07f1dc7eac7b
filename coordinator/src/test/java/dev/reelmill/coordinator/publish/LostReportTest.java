package dev.reelmill.coordinator.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelmill.common.media.Rational;
import dev.reelmill.common.media.TimeSpan;
import java.util.List;
import org.junit.jupiter.api.Test;

class LostReportTest {

  @Test
  void stretches_that_touch_become_one_and_come_in_order() {
    String json =
        """
        [{"start":"8/1","end":"10/1"},{"start":"5/1","end":"11/2"},{"start":"8/1","end":"10/1"},
         {"start":"11/2","end":"6/1"}]""";

    TimeSpan missing = new TimeSpan(Rational.of(9), Rational.of(11));

    assertThat(LostReport.of(json, List.of(missing)))
        .containsExactly(new LostReport(5, 6), new LostReport(8, 11));
  }

  @Test
  void nothing_lost_is_an_empty_list() {
    assertThat(LostReport.of("[]", List.of())).isEmpty();
  }
}
