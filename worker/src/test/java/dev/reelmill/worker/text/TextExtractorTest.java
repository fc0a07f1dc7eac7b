package dev.reelmill.worker.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelmill.common.media.Rational;
import dev.reelmill.common.work.SourceAccess;
import dev.reelmill.common.work.UploadTarget;
import dev.reelmill.common.work.WorkOrder.ExtractText;
import dev.reelmill.worker.RealFfmpeg;
import dev.reelmill.worker.fetch.Source;
import dev.reelmill.worker.ffmpeg.RunControl;
import dev.reelmill.worker.text.TextExtractor.ExtractedText;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextExtractorTest {

  private static final String SRT =
      """
      1
      00:00:01,000 --> 00:00:02,500
      <i>Guten</i> <font color=red>Tag</font>

      2
      00:00:03,000 --> 00:00:04,000
      Größe & <script>

      """;
  private static final String VTT =
      """
      WEBVTT

      00:00:01.000 --> 00:00:02.500
      <i>Guten</i> Tag

      00:00:03.000 --> 00:00:04.000
      Größe &amp;""";

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "mkv, srt, subrip, matroska",
    "mkv, ass, ass, matroska",
    "mkv, webvtt, webvtt, matroska",
    "mp4, mov_text, mov_text, mov",
  })
  void every_kind_of_text_track_becomes_the_same_webvtt(
      String container, String encoder, String codec, String format) throws IOException {
    Files.writeString(folder.resolve("in.srt"), SRT);
    String clip = "clip." + container;
    RealFfmpeg.run(
        folder,
        "-f",
        "lavfi",
        "-i",
        "testsrc2=s=64x64:r=10:d=5",
        "-i",
        "in.srt",
        "-map",
        "0",
        "-map",
        "1",
        "-c:v",
        "libx264",
        "-c:s",
        encoder,
        clip);

    ExtractedText text = extract(order(false, format, 1, codec, null, Rational.ZERO), clip);

    assertThat(text.warnings()).isEmpty();
    assertThat(text.cues()).isEqualTo(2);
    assertThat(written(text)).startsWith(VTT);
    assertThat(written(text)).doesNotContain("<script", "<font");
  }

  @ParameterizedTest
  @CsvSource({"UTF-8", "UTF-16", "windows-1252"})
  void side_car_in_any_encoding(String charset) throws IOException {
    Files.write(folder.resolve("clip.srt"), SRT.getBytes(Charset.forName(charset)));

    ExtractedText text = extract(order(true, "srt", 0, "subrip", "de", Rational.ZERO), "clip.srt");

    assertThat(written(text)).startsWith(VTT);
  }

  @Test
  void side_car_webvtt_keeps_voices_and_places_and_loses_what_could_run() throws IOException {
    Files.writeString(
        folder.resolve("clip.vtt"),
        """
        WEBVTT

        STYLE
        ::cue { background: url(http://x) }

        00:01.000 --> 00:02.000 align:start line:0 region:r
        <v.loud Mary>Come <c.red>here</c> <b>now
        """);

    ExtractedText text =
        extract(order(true, "webvtt", 0, "webvtt", null, Rational.ZERO), "clip.vtt");

    assertThat(written(text))
        .isEqualTo(
            """
            WEBVTT

            00:00:01.000 --> 00:00:02.000 align:start line:0
            <v Mary>Come here <b>now</b></v>
            """);
  }

  @Test
  void times_are_shifted_by_the_origin_and_end_with_the_video() throws IOException {
    Files.writeString(folder.resolve("clip.srt"), SRT);

    ExtractedText text =
        extract(order(true, "srt", 0, "subrip", null, Rational.of(3, 2)), "clip.srt");

    assertThat(written(text))
        .contains("00:00:00.000 --> 00:00:01.000", "00:00:01.500 --> 00:00:02.500");
  }

  @Test
  void damage_is_a_warning() throws IOException {
    Files.write(folder.resolve("clip.srt"), new byte[] {1, 2, 3, 0, 5});

    ExtractedText text = extract(order(true, "srt", 0, "subrip", null, Rational.ZERO), "clip.srt");

    assertThat(text.file()).isEmpty();
    assertThat(text.warnings()).isNotEmpty();
  }

  private static ExtractText order(
      boolean sideCar,
      String format,
      int stream,
      String codec,
      @org.jspecify.annotations.Nullable String language,
      Rational origin) {
    return new ExtractText(
        new SourceAccess("sources/x", "http://x", 1),
        sideCar,
        format,
        stream,
        codec,
        language,
        origin,
        Rational.of(5),
        new UploadTarget("videos/x", "http://x"));
  }

  private ExtractedText extract(ExtractText order, String clip) throws IOException {
    Path work = Files.createDirectory(folder.resolve("work"));
    return new TextExtractor(RealFfmpeg.INSTANCE)
        .extract(order, Source.of(folder.resolve(clip)), work, new RunControl());
  }

  private static String written(ExtractedText text) throws IOException {
    return Files.readString(text.file().orElseThrow(), StandardCharsets.UTF_8);
  }
}
