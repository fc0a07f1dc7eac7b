package dev.reelmill.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.testing.DocPage;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Holds docs/failures.md against the failures of the code. */
class FailuresDocTest {

  private static final DocPage PAGE = DocPage.named("failures.md");

  @Test
  void table_lists_every_failure() throws IOException {
    PAGE.assertPart(
        "failures",
        Arrays.stream(FailureCode.values())
            .map(FailuresDocTest::row)
            .collect(
                Collectors.joining(
                    "",
                    """
                    | Code | Kind | Tried again | HTTP status | Exit code | What the uploader reads | What an administrator can do |
                    |---|---|---|---|---|---|---|
                    """,
                    "")));
    assertThat(PAGE.parts()).containsExactly("failures");
  }

  private static String row(FailureCode code) {
    return "| `%s` | %s | %s | %d | %d | %s | %s |\n"
        .formatted(
            code.text(),
            code.kind().name().toLowerCase(Locale.ROOT).replace('_', ' '),
            code.retry(),
            code.httpStatus(),
            code.exitCode(),
            code.sentence(),
            code.remedy());
  }
}
