package dev.reelmill.worker.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BoundedLinesTest {

  @Test
  void lines_end_as_on_any_system_and_empty_ones_are_left_out() throws IOException {
    assertThat(lines(text("a\nbc\r\n\nd\re"))).containsExactly("a", "bc", "d", "e");
  }

  @Test
  void of_a_line_without_end_only_the_beginning_is_kept() throws IOException {
    InputStream endless =
        new SequenceInputStream(text("x".repeat(3 * BoundedLines.LONGEST)), text("\nnext\n"));

    List<String> lines = lines(endless);

    assertThat(lines).hasSize(2).endsWith("next");
    assertThat(lines.getFirst()).hasSize(BoundedLines.LONGEST);
  }

  private static InputStream text(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  private static List<String> lines(InputStream stream) throws IOException {
    List<String> lines = new ArrayList<>();
    try (BoundedLines bounded = new BoundedLines(stream)) {
      bounded.forEach(lines::add);
    }
    return lines;
  }
}
