package dev.reelmill.coordinator.publish;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LostReportTest {

  @Test
  void stretches_that_touch_become_one_and_come_in_order() {
    String json =
        """
        [{"start":"8/1","end":"10/1"},{"start":"5/1","end":"11/2"},{"start":"8/1","end":"10/1"},
         {"start":"11/2","end":"6/1"}]""";

    assertThat(LostReport.of(json)).containsExactly(new LostReport(5, 6), new LostReport(8, 10));
  }

  @Test
  void nothing_lost_is_an_empty_list() {
    assertThat(LostReport.of("[]")).isEmpty();
  }
}
