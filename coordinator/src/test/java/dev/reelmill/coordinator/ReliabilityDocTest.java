package dev.reelmill.coordinator;

import dev.reelmill.common.fault.CrashPoint;
import dev.reelmill.testing.DocPage;
import java.io.IOException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds docs/reliability.md against the code. */
class ReliabilityDocTest {

  @Test
  void every_crash_point_is_on_the_page() throws IOException {
    String rows =
        Stream.of(CrashPoint.values())
            .map(point -> "| `%s` | %s |\n".formatted(point.text(), point.meaning()))
            .collect(Collectors.joining());
    DocPage.named("reliability.md")
        .assertPart("crash points", "| Name | When |\n|---|---|\n" + rows);
  }
}
