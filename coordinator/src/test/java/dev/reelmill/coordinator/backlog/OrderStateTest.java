package dev.reelmill.coordinator.backlog;

import static dev.reelmill.coordinator.backlog.OrderState.CANCELLED;
import static dev.reelmill.coordinator.backlog.OrderState.DISPATCHED;
import static dev.reelmill.coordinator.backlog.OrderState.DONE;
import static dev.reelmill.coordinator.backlog.OrderState.FAILED;
import static dev.reelmill.coordinator.backlog.OrderState.RUNNING;
import static dev.reelmill.coordinator.backlog.OrderState.WAITING;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("States of a work order")
class OrderStateTest {

  private static final Map<OrderState, Set<OrderState>> LEGAL =
      Map.of(
          WAITING, Set.of(DISPATCHED, CANCELLED),
          DISPATCHED, Set.of(WAITING, RUNNING, CANCELLED),
          RUNNING, Set.of(WAITING, DONE, FAILED, CANCELLED),
          DONE, Set.of(),
          FAILED, Set.of(WAITING),
          CANCELLED, Set.of(WAITING));

  @ParameterizedTest
  @EnumSource
  @DisplayName("change as the table says, for every pair")
  void changeAsTheTableSays(OrderState from) {
    for (OrderState to : OrderState.values()) {
      assertThat(from.canBecome(to))
          .as(from + " to " + to)
          .isEqualTo(LEGAL.getOrDefault(from, Set.of()).contains(to));
    }
  }
}
