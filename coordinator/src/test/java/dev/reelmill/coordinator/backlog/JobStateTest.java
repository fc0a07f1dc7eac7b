package dev.reelmill.coordinator.backlog;

import static dev.reelmill.coordinator.backlog.JobState.CANCELLED;
import static dev.reelmill.coordinator.backlog.JobState.ENCODING;
import static dev.reelmill.coordinator.backlog.JobState.FAILED;
import static dev.reelmill.coordinator.backlog.JobState.INSPECTING;
import static dev.reelmill.coordinator.backlog.JobState.PUBLISHED;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("States of a job")
class JobStateTest {

  private static final Map<JobState, Set<JobState>> LEGAL =
      Map.of(
          INSPECTING, Set.of(ENCODING, FAILED, CANCELLED),
          ENCODING, Set.of(PUBLISHED, FAILED, CANCELLED),
          PUBLISHED, Set.of(),
          FAILED, Set.of(INSPECTING, ENCODING),
          CANCELLED, Set.of(INSPECTING, ENCODING));

  @ParameterizedTest
  @EnumSource
  @DisplayName("change as the table says, for every pair")
  void changeAsTheTableSays(JobState from) {
    for (JobState to : JobState.values()) {
      assertThat(from.canBecome(to))
          .as(from + " to " + to)
          .isEqualTo(LEGAL.getOrDefault(from, Set.of()).contains(to));
    }
  }
}
