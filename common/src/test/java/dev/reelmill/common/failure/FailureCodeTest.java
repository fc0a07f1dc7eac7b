package dev.reelmill.common.failure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelmill.common.json.Json;
import org.junit.jupiter.api.Test;

class FailureCodeTest {

  @Test
  void text_is_stable_and_comes_back() {
    assertThat(FailureCode.SOURCE_NOT_MEDIA.text()).isEqualTo("source-not-media");
    for (FailureCode code : FailureCode.values()) {
      assertThat(FailureCode.of(code.text())).isEqualTo(code);
      assertThat(Json.read(Json.write(code), FailureCode.class)).isEqualTo(code);
    }
  }

  @Test
  void code_of_a_newer_version_is_an_internal_one() {
    assertThat(FailureCode.of("not-yet-invented")).isEqualTo(FailureCode.INTERNAL);
  }

  @Test
  void kind_decides_exit_code_and_class_of_status() {
    for (FailureCode code : FailureCode.values()) {
      switch (code.kind()) {
        case BAD_SOURCE -> assertThat(code.exitCode()).as(code.text()).isEqualTo(3);
        case OUTSIDE_FAULT, OWN_FAULT -> {
          assertThat(code.exitCode()).as(code.text()).isEqualTo(1);
          assertThat(code.httpStatus()).as(code.text()).isBetween(500, 599);
        }
        case BAD_REQUEST -> assertThat(code.httpStatus()).as(code.text()).isBetween(400, 499);
      }
    }
  }

  @Test
  void every_sentence_is_one() {
    for (FailureCode code : FailureCode.values()) {
      assertThat(code.sentence()).as(code.text()).endsWith(".").matches("\\p{Lu}.*");
      assertThat(code.remedy()).as(code.text()).endsWith(".").matches("\\p{Lu}.*");
    }
  }
}
