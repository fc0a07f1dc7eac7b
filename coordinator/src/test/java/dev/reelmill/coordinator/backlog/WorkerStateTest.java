package dev.reelmill.coordinator.backlog;

import static dev.reelmill.coordinator.backlog.WorkerState.ACTIVE;
import static dev.reelmill.coordinator.backlog.WorkerState.DRAINING;
import static dev.reelmill.coordinator.backlog.WorkerState.QUARANTINED;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("States of a worker")
class WorkerStateTest {

  private static final Map<WorkerState, Set<WorkerState>> LEGAL =
      Map.of(
          ACTIVE, Set.of(DRAINING, QUARANTINED),
          DRAINING, Set.of(ACTIVE),
          QUARANTINED, Set.of(ACTIVE, DRAINING));

  @ParameterizedTest
  @EnumSource
  @DisplayName("change as the table says, for every pair")
  void changeAsTheTableSays(WorkerState from) {
    for (WorkerState to : WorkerState.values()) {
      assertThat(from.canBecome(to))
          .as(from + " to " + to)
          .isEqualTo(LEGAL.getOrDefault(from, Set.of()).contains(to));
    }
  }
}
