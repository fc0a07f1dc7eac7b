package dev.reelmill.worker.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextEncodingsTest {

  private static final String CUE = "1\n00:00:01,000 --> 00:00:02,000\n";

  @ParameterizedTest
  @CsvSource({"UTF-8", "UTF-16LE", "UTF-16BE"})
  void unicode_is_recognised_with_and_without_its_mark(String charset) {
    String text = CUE + "Größe Ω 字幕";
    assertThat(decode(text, charset, null)).isEqualTo(text);
    assertThat(decode("\uFEFF" + text, charset, null)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "windows-1252, de, Größe – ’s",
    "windows-1252, , Être",
    "windows-1250, cs, Žluťoučký",
    "windows-1251, rus, Привет",
    "windows-1253, el-GR, Καλημέρα",
    "windows-1256, ar, مرحبا",
  })
  void old_files_are_read_by_the_code_page_of_their_language(
      String charset, String language, String words) {
    assertThat(decode(CUE + words, charset, language)).isEqualTo(CUE + words);
  }

  @Test
  void utf_32_has_its_mark() {
    byte[] bytes = ("\uFEFF" + CUE).getBytes(Charset.forName("UTF-32LE"));
    assertThat(TextEncodings.decode(bytes, null)).isEqualTo(CUE);
  }

  @Test
  void nothing_is_nothing() {
    assertThat(TextEncodings.decode(new byte[0], null)).isEmpty();
    assertThat(TextEncodings.decode("a".getBytes(StandardCharsets.UTF_8), null)).isEqualTo("a");
  }

  private static String decode(
      String text, String charset, @org.jspecify.annotations.Nullable String language) {
    return TextEncodings.decode(text.getBytes(Charset.forName(charset)), language);
  }
}
