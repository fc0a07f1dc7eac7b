package dev.reelmill.coordinator.backlog;

import static dev.reelmill.coordinator.backlog.AttemptState.ACCEPTED;
import static dev.reelmill.coordinator.backlog.AttemptState.CANCELLED;
import static dev.reelmill.coordinator.backlog.AttemptState.FAILED;
import static dev.reelmill.coordinator.backlog.AttemptState.LOST;
import static dev.reelmill.coordinator.backlog.AttemptState.RUNNING;
import static dev.reelmill.coordinator.backlog.AttemptState.SUPERSEDED;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("States of an attempt")
class AttemptStateTest {

  private static final Map<AttemptState, Set<AttemptState>> LEGAL =
      Map.of(RUNNING, Set.of(ACCEPTED, FAILED, LOST, SUPERSEDED, CANCELLED));

  @ParameterizedTest
  @EnumSource
  @DisplayName("change as the table says, for every pair")
  void changeAsTheTableSays(AttemptState from) {
    for (AttemptState to : AttemptState.values()) {
      assertThat(from.canBecome(to))
          .as(from + " to " + to)
          .isEqualTo(LEGAL.getOrDefault(from, Set.of()).contains(to));
    }
  }
}
