package dev.reelmill.coordinator.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelmill.coordinator.testing.Launcher;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The short form of {@code reelmill bench dispatch}: what it prints, not how fast it was. */
@Tag("long")
class DispatchBenchIT {

  private static final int CONSUMERS = 8;

  /** Backlog, consumers, …, MiB of the broker's heap, hints on its queue, and both ratios. */
  private static final Pattern LINE =
      Pattern.compile(
          "(?m)^ +(\\d+) +(\\d+) .* ([0-9.]+) MiB +(\\d+) .*/s, × [0-9.]+ .*/s, × [0-9.]+$");

  @Test
  void orders_go_all_the_way_and_the_broker_holds_no_more_for_a_longer_backlog() throws Exception {
    Process bench =
        Launcher.command(
                "bench",
                "dispatch",
                "--backlog=400,20000",
                "--consumers=" + CONSUMERS,
                "--orders=200")
            .start();
    String said = new String(bench.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(bench.waitFor()).as(said).isZero();
    List<MatchResult> lines = LINE.matcher(said).results().toList();
    assertThat(lines).as(said).hasSize(2);
    assertThat(lines)
        .as(said)
        .allSatisfy(
            line -> assertThat(Integer.parseInt(line.group(4))).isBetween(1, 3 * CONSUMERS));
    double little = Double.parseDouble(lines.getFirst().group(3));
    double much = Double.parseDouble(lines.getLast().group(3));
    assertThat(much).as(said).isLessThan(1.2 * little);
    assertThat(said)
        .contains(
            "an order at 20000 to one at 400",
            "orders to db-scheduler's tasks that are like orders",
            "orders to db-scheduler's tasks that do nothing");
  }
}
