package dev.reelmill.common.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CueTextTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "plain                      | plain",
        "<b>a</b><I>b</I>           | <b>a</b><i>b</i>",
        "<v.loud Mary Ann>Hi        | <v Mary Ann>Hi</v>",
        "<v Tom&amp;Jerry>Hi</v>    | <v Tomamp;Jerry>Hi</v>",
        "<ruby>漢<rt>kan</rt></ruby> | <ruby>漢<rt>kan</rt></ruby>",
        "<c.red>x</c><00:01.000>y   | xy",
        "<script>alert(1)</script>  | alert(1)",
        "<img src=x onerror=y>z     | z",
        "<b>a<i>b</b>c</i>          | <b>a<i>b</i></b>c",
        "</b>a                      | a",
        "1 < 2 && 3 > 2             | 1 &lt; 2 &amp;&amp; 3 &gt; 2",
        "a --> b                    | a --&gt; b",
        "&amp; &lt; &#x41; &bogus;  | &amp; &lt; &#x41; &amp;bogus;",
        "{\\an8}top                 | top",
        "<b                         | &lt;b",
        "I <3 you                   | I &lt;3 you",
      })
  void only_known_tags_stay_and_each_is_closed(String text, String clean) {
    assertThat(CueText.clean(text)).isEqualTo(clean);
  }

  @Test
  void blank_lines_and_control_characters_go() {
    assertThat(CueText.clean("a\r\n \r\n\u0007b\n\n")).isEqualTo("a\nb");
    assertThat(CueText.clean("<i> &nbsp;</i>\n")).isEmpty();
  }

  @Test
  void files_are_written_with_hours() {
    assertThat(
            WebVtt.write(
                List.of(new Cue(0, 1500, "", "a"), new Cue(3_661_001, 3_662_000, "line:0", "b"))))
        .isEqualTo(
            """
            WEBVTT

            00:00:00.000 --> 00:00:01.500
            a

            01:01:01.001 --> 01:01:02.000 line:0
            b
            """);
  }
}
