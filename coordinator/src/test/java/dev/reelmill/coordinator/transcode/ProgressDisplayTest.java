package dev.reelmill.coordinator.transcode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelmill.coordinator.publish.VideoStatus;
import dev.reelmill.coordinator.publish.VideoStatus.State;
import dev.reelmill.coordinator.transcode.ProgressDisplay.Line;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProgressDisplayTest {

  private final StringWriter written = new StringWriter();

  @ParameterizedTest
  @CsvSource({
    "80,  [###########------------]  50 %   0.93×  1:02:03 left",
    "120, [####################--------------------]  50 %   0.93×  1:02:03 left",
    "60,  [####----]  50 %   0.93×  1:02:03 left",
  })
  void bar_is_as_long_as_the_terminal_allows(int columns, String bar) {
    display(24, columns).show(List.of(new Line("holiday-in-the-mountains", encoding(0.5))));
    assertThat(written.toString().strip()).endsWith("  " + bar);
    assertNoLineReaches(columns);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 20, 40, 79, 80, 81, 120, 400})
  void no_line_reaches_the_edge(int columns) {
    display(24, columns)
        .show(List.of(new Line("x".repeat(200), encoding(1)), new Line("y", encoding(0))));
    assertNoLineReaches(columns);
  }

  @Test
  void names_are_in_one_column() {
    display(24, 80).show(List.of(new Line("a", null), new Line("abcdef", null)));
    assertThat(written.toString()).isEqualTo("a       starting\nabcdef  starting\n");
  }

  @Test
  void videos_that_have_no_room_are_counted() {
    List<Line> many = IntStream.range(0, 30).mapToObj(i -> new Line("video" + i, null)).toList();
    display(10, 80).show(many);
    assertThat(written.toString()).hasLineCount(9).endsWith("video7  starting\nand 22 more\n");
  }

  @Test
  void line_that_stays_goes_above_the_bars() {
    ProgressDisplay display = display(24, 80);
    display.show(List.of(new Line("a", null)));
    display.say("b: done");
    String clearOneLine = "\u001b[1A\r\u001b[J";
    assertThat(written.toString())
        .isEqualTo("a  starting\n" + clearOneLine + "b: done\na  starting\n");
  }

  @Test
  void what_is_logged_goes_above_the_bars_too() {
    ProgressDisplay display = display(24, 80);
    display.show(List.of(new Line("a", null)));
    display.above().print("WARN half");
    assertThat(written.toString()).doesNotContain("WARN");
    display.above().print("WARN größer\n");
    assertThat(written.toString()).endsWith("\u001b[JWARN größer\na  starting\n");
  }

  @Test
  void without_a_terminal_only_what_stays_is_written() {
    ProgressDisplay display = new ProgressDisplay(new PrintWriter(written), null);
    display.show(List.of(new Line("a", encoding(0.3))));
    display.say("a: done");
    assertThat(written.toString()).isEqualTo("a: done\n");
  }

  @Test
  void size_of_a_terminal_is_read_or_there_is_none() {
    assertThat(Terminal.parse("24 80")).contains(new Terminal(24, 80));
    for (String text : new String[] {"", "0 0", "24", "24 x", "24 80 1"}) {
      assertThat(Terminal.parse(text)).as(text).isEmpty();
    }
  }

  private void assertNoLineReaches(int columns) {
    assertThat(written.toString().lines()).allMatch(line -> line.length() < Math.max(2, columns));
  }

  private ProgressDisplay display(int rows, int columns) {
    return new ProgressDisplay(new PrintWriter(written), new Terminal(rows, columns));
  }

  private static VideoStatus encoding(double fraction) {
    return status(fraction, 0.93, Duration.ofSeconds(3723));
  }

  private static VideoStatus status(
      double fraction, @Nullable Double speed, @Nullable Duration remaining) {
    return new VideoStatus(
        "v",
        "title",
        1,
        State.ENCODING,
        Instant.EPOCH,
        Duration.ofMinutes(2),
        false,
        null,
        fraction,
        speed,
        remaining,
        List.of(),
        List.of(),
        List.of(),
        null,
        null,
        null,
        List.of(),
        false,
        List.of());
  }
}
