package dev.reelmill.coordinator.farm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reelmill.common.json.Json;
import dev.reelmill.coordinator.publish.ManifestRules;
import dev.reelmill.coordinator.publish.ObjectPaths;
import dev.reelmill.coordinator.publish.PublishedMedia;
import dev.reelmill.coordinator.publish.VideoStatus;
import dev.reelmill.coordinator.publish.VideoStatus.FileLink;
import dev.reelmill.coordinator.testing.BundledFfmpeg;
import dev.reelmill.coordinator.testing.Chromium;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a farm publishes, as readers and players see it that are not ours. */
class PlayersIT {

  private static final int SECONDS = 14;
  private static final int FRAMES = SECONDS * 25;
  private static final double FRAME = 1 / 25.0;

  @TempDir static Path folder;
  static BundledFfmpeg ffmpeg;
  static FarmFixture farm;
  static WebTools tools;
  static String video = "";
  static VideoStatus status;
  static PublishedMedia media;

  @BeforeAll
  static void publish() throws Exception {
    ffmpeg = BundledFfmpeg.find(folder).orElseThrow();
    farm = new FarmFixture(folder.resolve("data"), 2);
    tools = new WebTools();
    video = farm.submit(ffmpeg.clip(folder.resolve("clip.mp4"), 854, 480, SECONDS));
    status = farm.awaitStatus(video, VideoStatus::settled);
    assertThat(status.state()).as(status.failureDetail()).isEqualTo(VideoStatus.State.PUBLISHED);
    media = farm.farm.coordinator().publications().media(video).orElseThrow();
  }

  @AfterAll
  static void stop() {
    if (tools != null) {
      tools.close();
    }
    farm.close();
  }

  private static URI address(String path) {
    return farm.farm.coordinator().url().resolve("/media/" + video + "/" + path);
  }

  @ParameterizedTest
  @CsvSource({
    "hls.js,  master.m3u8",
    "shaka,   master.m3u8",
    "dash.js, manifest.mpd",
    "shaka,   manifest.mpd",
  })
  void player_has_one_unbroken_buffer_and_plays_across_every_seam(String player, String path) {
    Assumptions.assumeTrue(Chromium.isInstalled(), "left out: Chromium is not installed");
    assertThat(media.rungs().getFirst().objects()).hasSizeGreaterThan(2);

    PlayerRun.throughAll(tools.page(player, address(path)), SECONDS, FRAME);
  }

  @Test
  void parsers_agree_on_playlists_manifest_and_boxes() throws Exception {
    List<String> files = status.files().stream().map(FileLink::path).toList();
    JsonNode read = WebTools.read(address(""), files);
    ManifestRules.check(WebTools.text(address("manifest.mpd")));

    JsonNode variants = read.path("hls").path("variants");
    int rungs = media.rungs().size();
    assertThat(variants).hasSize(2 * rungs);
    for (JsonNode variant : variants) {
      assertThat(variant.path("duration").asDouble()).isCloseTo(SECONDS, within(FRAME));
      assertThat(variant.path("ended").asBoolean()).isTrue();
      assertThat(variant.path("longest").asDouble())
          .isLessThan(variant.path("targetDuration").asInt() + 0.5);
      if (variant.path("iframesOnly").asBoolean()) {
        assertThat(variant.path("isIFrame").asBoolean()).isTrue();
        assertThat(variant.path("pieces")).allMatch(type -> type.asText().equals("moof"));
      } else {
        checkVariant(variant);
      }
    }
    checkDash(read.path("dash"), rungs);
    checkFile(read.path("files").path(0));
  }

  private static void checkVariant(JsonNode variant) {
    assertThat(variant.path("codecs").asText()).matches("avc1\\.[0-9a-f]{6},mp4a\\.40\\.2");
    assertThat(variant.path("frameRate").asDouble()).isEqualTo(25);
    assertThat(variant.path("bandwidth").asLong())
        .isGreaterThanOrEqualTo(variant.path("averageBandwidth").asLong());
    JsonNode track = variant.path("media").path("tracks").path(0);
    assertThat(track.path("samples").asInt()).isEqualTo(FRAMES);
    assertThat(track.path("ordered").asBoolean()).isTrue();
    assertThat(variant.path("codecs").asText()).startsWith(track.path("codec").asText());
  }

  private static void checkDash(JsonNode dash, int rungs) {
    assertThat(dash.path("duration").asDouble()).isCloseTo(SECONDS, within(FRAME));
    assertThat(dash.path("video")).hasSize(rungs);
    assertThat(dash.path("audio")).hasSize(1);
    for (JsonNode representation : dash.path("video")) {
      assertThat(representation.path("duration").asDouble()).isCloseTo(SECONDS, within(FRAME));
      assertThat(representation.path("codecs").asText()).startsWith("avc1.");
    }
  }

  private static void checkFile(JsonNode file) {
    assertThat(file.path("isFragmented").asBoolean()).isFalse();
    assertThat(file.path("isProgressive").asBoolean()).as("index first").isTrue();
    assertThat(file.path("tracks")).hasSize(2);
    assertThat(track(file.path("tracks"), "type", "audio").path("firstCts").asLong()).isZero();
    JsonNode pictures = track(file.path("tracks"), "type", "video");
    assertThat(pictures.path("samples").asInt()).isEqualTo(FRAMES);
    // What is shown first is where the edit list begins.
    assertThat(pictures.path("edits").path(0).path("mediaTime").asLong())
        .isEqualTo(pictures.path("firstCts").asLong());
  }

  private static JsonNode track(JsonNode tracks, String key, String value) {
    for (JsonNode track : tracks) {
      if (track.path(key).asText().equals(value)) {
        return track;
      }
    }
    throw new AssertionError("no track with " + key + " " + value + " in " + tracks);
  }

  @Test
  void mediainfo_reads_the_progressive_file() throws Exception {
    Assumptions.assumeTrue(MediaInfo.isInstalled(), "left out: mediainfo is not installed");
    FileLink file = status.files().getFirst();
    Path local = MediaInfo.fetch(address(file.path()), folder.resolve(file.name()));
    assertThat(Files.size(local)).isEqualTo(file.sizeBytes());
    assertThat(ffmpeg.frames(local)).isEqualTo(FRAMES);

    JsonNode tracks = MediaInfo.tracks(local);
    JsonNode whole = track(tracks, "@type", "General");
    JsonNode pictures = track(tracks, "@type", "Video");
    assertThat(whole.path("IsStreamable").asText()).isEqualTo("Yes");
    assertThat(pictures.path("FrameCount").asInt()).isEqualTo(FRAMES);
    assertThat(pictures.path("FrameRate").asDouble()).isEqualTo(25);
    assertThat(track(tracks, "@type", "Audio").path("Format").asText()).isEqualTo("AAC");
    assertThat(whole.path("Duration").asDouble()).isCloseTo(SECONDS, within(FRAME));
  }

  @ParameterizedTest
  @ValueSource(strings = {"master.m3u8", "manifest.mpd"})
  void ffmpeg_reads_every_frame_in_order(String path) throws Exception {
    for (int i = 0; i < media.rungs().size(); i++) {
      assertThat(decodeTimes(path, "v:" + i)).as("picture %d", i).hasSize(FRAMES).isSorted();
    }
    long packets = media.audio().getFirst().objects().getFirst().samples();
    assertThat(decodeTimes(path, "a:0")).hasSize((int) packets).isSorted();
  }

  /** One stream at a time: the reader of DASH ends all of them with the first that ends. */
  private static List<Double> decodeTimes(String path, String stream) throws Exception {
    List<String> lines =
        ffmpeg.probe(
            "-select_streams",
            stream,
            "-show_entries",
            "packet=dts_time",
            "-of",
            "csv=p=0",
            "" + address(path));
    List<Double> times =
        lines.stream()
            .map(line -> line.replace(",", "").strip())
            .filter(line -> !line.isEmpty())
            .map(Double::valueOf)
            .toList();
    assertThat(times).doesNotHaveDuplicates();
    return times;
  }

  @Test
  void report_tells_of_every_output() throws Exception {
    JsonNode report =
        Json.MAPPER.valueToTree(
            farm.farm
                .coordinator()
                .publications()
                .report(video, ObjectPaths.stored(video))
                .orElseThrow());
    assertThat(report.path("renditions")).hasSize(media.rungs().size() + media.audio().size());
    assertThat(report.path("renditions"))
        .allSatisfy(one -> assertThat(one.path("sha256").asText()).matches("[0-9a-f]{64}"));
    JsonNode file = report.path("files").path(0);
    assertThat(file.path("name").asText()).isEqualTo("480p.mp4");
    assertThat(file.path("frames").asInt()).isEqualTo(FRAMES);
    assertThat(StreamSupport.stream(report.path("warnings").spliterator(), false)).isEmpty();
  }
}
