package dev.reelmill.worker.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.failure.ReelmillException;
import dev.reelmill.common.media.Orientation;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What ffprobe prints of a file that lies. */
class HostileReportTest {

  @ParameterizedTest
  @CsvSource({
    "-2147483648, 2147483647, 2147483647, -2147483648, true",
    "2147483647, -2147483648, 2147483647, 2147483647, true",
    "2147483647, 2147483647, 2147483647, 2147483647, false",
    "0, 0, 0, 0, false",
  })
  void matrix_of_extremes_is_read_or_left(long a, long b, long c, long d, boolean read) {
    String text =
        "00000000: %d %d 0\n00000001: %d %d 0\n00000002: 0 0 1073741824\n".formatted(a, b, c, d);
    assertThat(DisplayMatrix.read(text).isPresent()).isEqualTo(read);
  }

  @Test
  void usual_matrix_is_read_as_before() {
    assertThat(DisplayMatrix.read("00000000: 0 65536 0\n00000001: -65536 0 0\n"))
        .contains(new Orientation(false, 90));
  }

  @ParameterizedTest
  @CsvSource({
    "10, 20, 70",
    "50, 50, 100",
    "4294967295, 4294967295, 100",
    "0, 9223372036854775807, 100",
  })
  void cropping_that_leaves_nothing_is_not_believed(String left, String right, int width)
      throws Exception {
    JsonNode node =
        JsonMapper.builder()
            .build()
            .readTree(
                "{\"side_data_list\": [{\"crop_left\": %s, \"crop_right\": %s}]}"
                    .formatted(left, right));
    assertThat(SideData.of(node).croppedWidth(100)).isEqualTo(width);
  }

  @Test
  void packets_without_end_are_a_limit() {
    PacketScan scan = new PacketScan(0, Map.of());
    for (int i = 0; i < PacketScan.MOST; i++) {
      scan.hear("0,1,1,1,__");
    }
    assertLimit(() -> scan.hear("0,1,1,1,__"));
  }

  @Test
  void times_beyond_counting_are_told_from_others() {
    PacketScan scan = new PacketScan(0, Map.of());
    assertThatThrownBy(() -> scan.hear("1,9223372036854775807,0,1,K__"))
        .isInstanceOf(ArithmeticException.class);
  }

  @Test
  void text_without_end_is_a_limit() {
    BoundedText text = new BoundedText();
    String line = "x".repeat(100_000);
    assertLimit(
        () -> {
          for (int i = 0; i < 100; i++) {
            text.add(line);
          }
        });
    assertThat(text.toString()).hasSizeLessThan(3_000_000);
  }

  private static void assertLimit(Runnable work) {
    assertThatThrownBy(work::run)
        .isInstanceOfSatisfying(
            ReelmillException.class,
            e -> assertThat(e.code()).isEqualTo(FailureCode.SOURCE_LIMITS));
  }
}
