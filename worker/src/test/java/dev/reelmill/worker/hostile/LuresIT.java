package dev.reelmill.worker.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelmill.common.failure.ReelmillException;
import dev.reelmill.common.media.Rational;
import dev.reelmill.common.work.SourceAccess;
import dev.reelmill.common.work.UploadTarget;
import dev.reelmill.common.work.WorkOrder.ExtractText;
import dev.reelmill.worker.RealFfmpeg;
import dev.reelmill.worker.ffmpeg.Ffmpeg;
import dev.reelmill.worker.ffmpeg.Ffmpeg.Place;
import dev.reelmill.worker.ffmpeg.RunControl;
import dev.reelmill.worker.ffmpeg.SandboxChoice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Nothing that a file names is opened, in each sandbox that works here. The level {@code limits}
 * bars neither files nor addresses, so that what holds there is the allow-lists alone.
 */
@SuppressWarnings({"NullAway.Init", "StringConcatToTextBlock"})
class LuresIT {

  private static final Logger log = LoggerFactory.getLogger(LuresIT.class);
  private static final UploadTarget NOWHERE = new UploadTarget("videos/x", "http://x");

  @TempDir Path folder;
  private Canary canary;
  private Lure.Bait bait;

  @BeforeEach
  void open() throws Exception {
    canary = new Canary(folder);
    bait = Lure.Bait.of(canary, Files.createDirectory(folder.resolve("parts")));
  }

  @AfterEach
  void close() throws Exception {
    canary.close();
  }

  @ParameterizedTest
  @EnumSource(
      value = SandboxChoice.class,
      names = {"BUBBLEWRAP", "UNSHARE", "LIMITS"})
  void nothing_that_a_file_names_is_opened(SandboxChoice sandbox) throws IOException {
    Passage passage = new Passage(opened(sandbox));
    List<String> bad = new ArrayList<>();
    for (Lure lure : Lure.values()) {
      Verdict verdict = passage.of(file(lure.name() + ".m3u8", lure.bytes(bait)));
      log.info("{}: {}: {}", sandbox, lure, verdict);
      if (!verdict.isClear() || alarms() > 0 || told(verdict.toString())) {
        bad.add("%s: %d alarms: %s".formatted(lure, alarms(), verdict));
      }
    }
    assertThat(bad).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = SandboxChoice.class,
      names = {"BUBBLEWRAP", "UNSHARE", "LIMITS"})
  void nothing_that_subtitles_name_is_opened(SandboxChoice sandbox) throws IOException {
    Passage passage = new Passage(opened(sandbox));
    for (SideCar sideCar : SideCar.values()) {
      Path file = file(sideCar.name(), Make.text(sideCar.text(bait)));
      Path work = Files.createDirectory(folder.resolve("work-" + sideCar));
      String text = passage.text(sideCar.order(), file, work);
      assertThat(text).doesNotContain(Canary.SECRET, "root:");
      assertThat(alarms()).as("%s", sideCar).isZero();
    }
  }

  private enum SideCar {
    SRT(
        "srt",
        "subrip",
        "1\n00:00:01,000 --> 00:00:02,000\n<img src=\"%2$s\"> <font face=\"%1$s\">a"),
    WEBVTT(
        "webvtt",
        "webvtt",
        "WEBVTT\n\nSTYLE\n@import url(%2$s);\n::cue { background: url(file://%1$s) }\n\n"
            + "00:01.000 --> 00:02.000\n<c.x>a</c>\n"),
    ASS(
        "ass",
        "ass",
        "[Script Info]\nScriptType: v4.00+\nVideo File: %1$s\nAudio URI: %2$s\n\n[Events]\n"
            + "Format: Layer, Start, End, Style, Text\n"
            + "Dialogue: 0,0:00:01.00,0:00:02.00,Default,{\\fn%1$s}a\n"),
    PLAYLIST_AS_SRT("srt", "subrip", "#EXTM3U\n#EXTINF:9,\n%1$s\n%2$s\n#EXT-X-ENDLIST\n"),
    SCRIPT_AS_ASS("ass", "ass", "ffconcat version 1.0\nfile '%1$s'\nfile '%2$s'\n");

    private final String format;
    private final String codec;
    private final String text;

    SideCar(String format, String codec, String text) {
      this.format = format;
      this.codec = codec;
      this.text = text;
    }

    String text(Lure.Bait bait) {
      return text.formatted(bait.pipe(), bait.address());
    }

    ExtractText order() {
      return new ExtractText(
          new SourceAccess("sources/x", "http://x", 1),
          true,
          format,
          0,
          codec,
          null,
          Rational.ZERO,
          Rational.of(10),
          NOWHERE);
    }
  }

  /** The lures are live, and the canary sings: an FFmpeg without our arguments goes there. */
  @ParameterizedTest
  @CsvSource({
    "CONCAT, -f concat -safe 0, 1, 0",
    "HLS, -f hls -allowed_extensions ALL -extension_picky 0, 1, 0",
    "HLS_ADDRESS, -f hls -allowed_extensions ALL -extension_picky 0, 0, 1",
    "HLS_KEY, -f hls -allowed_extensions ALL -extension_picky 0, 0, 1",
    "MOVIE_BY_ALIAS, -enable_drefs 1 -use_absolute_path 1, 1, 0",
  })
  void canary_notices_an_ffmpeg_without_allow_lists(
      Lure lure, String words, int opened, int connected) throws IOException {
    Path file = file(lure.name() + ".m3u8", lure.bytes(bait));
    List<String> command = new ArrayList<>(List.of("-v", "error"));
    command.addAll(List.of(words.split(" ")));
    command.addAll(List.of("-protocol_whitelist", "file,http,tcp,crypto", "-i", file.toString()));
    Ffmpeg ffmpeg = opened(SandboxChoice.LIMITS);

    ffmpeg.ffprobe(
        command,
        new Place(folder, List.of()),
        ffmpeg.limits().within(Duration.ofSeconds(20)),
        new RunControl(),
        line -> {});

    assertThat(canary.opened()).isGreaterThanOrEqualTo(opened);
    assertThat(canary.connected()).isGreaterThanOrEqualTo(connected);
  }

  @Test
  void canary_notices_whoever_opens_its_file() throws IOException {
    assertThat(Files.readString(canary.pipe())).contains(Canary.SECRET);
    assertThat(canary.opened()).isPositive();
  }

  private int alarms() {
    return canary.opened() + canary.connected();
  }

  private static boolean told(String verdict) {
    return verdict.contains(Canary.SECRET) || verdict.contains("root:");
  }

  private Path file(String name, byte[] bytes) throws IOException {
    return Files.write(folder.resolve(name.toLowerCase(Locale.ROOT)), bytes);
  }

  private Ffmpeg opened(SandboxChoice sandbox) throws IOException {
    try {
      return Ffmpeg.open(
          RealFfmpeg.settings(
              Map.of(
                  "ffmpeg.sandbox",
                  sandbox.name().toLowerCase(Locale.ROOT),
                  "ffmpeg.time-limit",
                  "20s")),
          Files.createDirectory(folder.resolve("ffmpeg")));
    } catch (ReelmillException e) {
      Assumptions.abort(e.getMessage());
      throw e;
    }
  }
}
