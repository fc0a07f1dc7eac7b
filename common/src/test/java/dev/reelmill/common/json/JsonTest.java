package dev.reelmill.common.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JsonTest {

  record Sample(String name, long bytes, @Nullable Integer port, List<String> words) {
    boolean isLarge() {
      return bytes > 1000;
    }
  }

  record Times(Instant at, Duration took) {}

  @Test
  void record_is_written_as_its_components_without_what_is_absent() {
    assertThat(Json.write(new Sample("a", 2000, null, List.of("x"))))
        .isEqualTo("{\"name\":\"a\",\"bytes\":2000,\"words\":[\"x\"]}");
  }

  @Test
  void record_comes_back_the_same() {
    Sample sample = new Sample("a", 1, 7, List.of());
    assertThat(Json.read(Json.write(sample), Sample.class)).isEqualTo(sample);
    assertThat(Json.read(Json.pretty(sample), Sample.class)).isEqualTo(sample);
    assertThat(Json.tree(Json.write(sample)).path("port").asInt()).isEqualTo(7);
  }

  @Test
  void nullable_component_may_be_absent_or_null() {
    assertThat(Json.read("{\"name\":\"a\",\"bytes\":1,\"words\":[]}", Sample.class).port())
        .isNull();
    assertThat(
            Json.read("{\"name\":\"a\",\"bytes\":1,\"port\":null,\"words\":[]}", Sample.class)
                .port())
        .isNull();
  }

  @Test
  void missing_component_is_refused_by_name() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Json.read("{\"bytes\":1,\"words\":[]}", Sample.class))
        .withMessageContainingAll("Sample", "'name'");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Json.read("{\"name\":\"a\",\"words\":[]}", Sample.class))
        .withMessageContaining("'bytes'");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Json.read("{\"name\":\"a\",\"bytes\":null,\"words\":[]}", Sample.class));
  }

  @Test
  void unknown_field_is_ignored() {
    assertThat(
            Json.read("{\"name\":\"a\",\"bytes\":1,\"words\":[],\"new\":{}}", Sample.class).name())
        .isEqualTo("a");
  }

  @Test
  void times_are_iso_and_lengths_of_time_are_seconds() {
    Times times = new Times(Instant.parse("2026-03-01T12:00:00.5Z"), Duration.ofMillis(1500));
    assertThat(Json.write(times)).isEqualTo("{\"at\":\"2026-03-01T12:00:00.500Z\",\"took\":1.5}");
  }

  @Test
  void what_is_no_json_is_refused() {
    assertThatIllegalArgumentException().isThrownBy(() -> Json.tree("{"));
    assertThatIllegalArgumentException().isThrownBy(() -> Json.read("[]", Sample.class));
  }
}
