package dev.reelmill.coordinator.backlog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelmill.testing.DocPage;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Holds the states and changes on docs/operations.md against the types that allow them. */
class StatesDocTest {

  private static final DocPage PAGE = DocPage.named("operations.md");

  @Test
  void table_has_every_state_and_every_change() throws IOException {
    PAGE.assertPart(
        "states",
        "| Of | State | Becomes |\n|---|---|---|\n"
            + rows("job", JobState.values(), JobState::canBecome)
            + rows("order", OrderState.values(), OrderState::canBecome)
            + rows("attempt", AttemptState.values(), AttemptState::canBecome)
            + rows("worker", WorkerState.values(), WorkerState::canBecome));
    assertThat(PAGE.parts()).containsExactly("states");
  }

  private static <S extends Enum<S>> String rows(
      String of, S[] states, BiPredicate<S, S> canBecome) {
    return Arrays.stream(states)
        .map(
            from ->
                "| %s | %s | %s |\n"
                    .formatted(
                        of,
                        text(from),
                        Arrays.stream(states)
                            .filter(to -> canBecome.test(from, to))
                            .map(StatesDocTest::text)
                            .collect(Collectors.joining(", "))))
        .collect(Collectors.joining());
  }

  private static String text(Enum<?> state) {
    return state.name().toLowerCase(Locale.ROOT);
  }
}
