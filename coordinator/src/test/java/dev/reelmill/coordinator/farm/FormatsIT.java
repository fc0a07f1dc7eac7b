package dev.reelmill.coordinator.farm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reelmill.coordinator.publish.ManifestRules;
import dev.reelmill.coordinator.publish.PublishedMedia;
import dev.reelmill.coordinator.publish.PublishedMedia.Track;
import dev.reelmill.coordinator.publish.VideoStatus;
import dev.reelmill.coordinator.publish.VideoStatus.FileLink;
import dev.reelmill.coordinator.publish.VideoStatus.State;
import dev.reelmill.coordinator.testing.BundledFfmpeg;
import dev.reelmill.coordinator.testing.Chromium;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * New codecs, several languages, surround sound and subtitles, as readers and players see them that
 * are not ours; and real clips in the profiles that ship.
 */
@Tag("long")
class FormatsIT {

  private static final int SECONDS = 8;
  private static final double FRAME = 1 / 25.0;

  /** Sound may end a packet after the picture. */
  private static final double END = 2 * FRAME;

  @TempDir static Path folder;
  static BundledFfmpeg ffmpeg;
  static FarmFixture farm;
  static WebTools tools;
  static String video = "";
  static PublishedMedia media;

  @BeforeAll
  static void publish() throws Exception {
    ffmpeg = BundledFfmpeg.find(folder).orElseThrow();
    farm = new FarmFixture(folder.resolve("data"), 2, "players");
    tools = new WebTools();
    Path german = Files.writeString(folder.resolve("clip.de.srt"), srt("Größe"));
    Path english = Files.writeString(folder.resolve("clip.en.srt"), srt("Size"));
    video = farm.submit(clip(), List.of(german, english));
    media = published(video);
  }

  @AfterAll
  static void stop() {
    if (tools != null) {
      tools.close();
    }
    farm.close();
  }

  /** A German track in 5.1, and an English one in mono. */
  private static Path clip() throws Exception {
    Path clip = folder.resolve("clip.mkv");
    ffmpeg.run(
        ("-f lavfi -i testsrc2=s=320x180:r=25:d=8"
                + " -f lavfi -i aevalsrc=0.1*sin(1885*t)|0.1*sin(2513*t)|0.1*sin(3141*t)|0|0|0"
                + ":c=5.1:s=48000:d=8 -f lavfi -i sine=880:d=8 -map 0 -map 1 -map 2"
                + " -c:v libx264 -preset ultrafast -pix_fmt yuv420p -g 50 -c:a flac"
                + " -metadata:s:a:0 language=ger -metadata:s:a:1 language=eng "
                + clip)
            .split(" ", -1));
    return clip;
  }

  private static String srt(String words) {
    return "1\n00:00:01,000 --> 00:00:03,000\n%s\n".formatted(words);
  }

  private static PublishedMedia published(String id) {
    VideoStatus status = farm.awaitStatus(id, VideoStatus::settled);
    assertThat(status.state()).as(status.failureDetail()).isEqualTo(State.PUBLISHED);
    return farm.farm.coordinator().publications().media(id).orElseThrow();
  }

  private static URI address(String id, String path) {
    return farm.farm.coordinator().url().resolve("/media/" + id + "/" + path);
  }

  @ParameterizedTest(name = "{0} plays {1} with {2} channels")
  @CsvSource({
    "hls.js,  master.m3u8,  6",
    "shaka,   master.m3u8,  2",
    "dash.js, manifest.mpd, 0",
    "shaka,   manifest.mpd, 6",
  })
  void player_knows_all_tracks_and_plays_across_every_seam(
      String player, String path, int channels) {
    Assumptions.assumeTrue(Chromium.isInstalled(), "left out: Chromium is not installed");
    assertThat(media.rungs().getFirst().objects()).hasSizeGreaterThan(2);

    JsonNode end =
        PlayerRun.throughAll(
            tools.page(player, address(video, path)) + "&channels=" + channels, SECONDS, END);

    JsonNode tracks = end.path("tracks");
    assertThat(texts(tracks.path("audio"))).as("%s", end).contains("de", "en");
    assertThat(texts(tracks.path("text"))).as("%s", end).contains("de", "en");
    if (channels > 0) {
      assertThat(tracks.path("channels").asInt()).as("%s", end).isEqualTo(channels);
    }
    if (player.equals("hls.js")) {
      assertThat(texts(end.path("cues"))).contains("Größe");
    }
  }

  /** Every rung put together, and every progressive file. */
  private static void mediainfo(String id, PublishedMedia made, long frames) throws Exception {
    if (!MediaInfo.isInstalled()) {
      return;
    }
    Path own = Files.createDirectory(folder.resolve("mediainfo-" + id));
    List<Path> files = new ArrayList<>();
    for (Track rung : made.rungs()) {
      files.add(MediaInfo.join(farm, rung, own.resolve(rung.name())));
    }
    for (FileLink file : farm.status(id).files()) {
      files.add(MediaInfo.fetch(address(id, file.path()), own.resolve(file.name())));
    }
    for (Path file : files) {
      JsonNode tracks = MediaInfo.tracks(file);
      assertThat(tracks)
          .as("%s: %s", file.getFileName(), tracks)
          .anyMatch(
              track ->
                  track.path("@type").asText().equals("Video")
                      && track.path("FrameCount").asLong() == frames)
          .noneMatch(track -> track.has("ConformanceErrors"));
    }
  }

  private static List<String> texts(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList();
  }

  @Test
  void parsers_find_every_language_and_every_subtitle() throws Exception {
    JsonNode read = WebTools.read(address(video, ""), List.of());
    ManifestRules.check(WebTools.text(address(video, "manifest.mpd")));

    for (JsonNode variant : read.at("/hls/variants")) {
      if (!variant.path("iframesOnly").asBoolean()) {
        assertThat(variant.path("codecs").asText()).matches("vp09\\.[0-9.]+,[Oo]pus");
        assertThat(texts(variant.path("languages"))).containsExactly("de", "en");
        assertThat(texts(variant.path("subtitles"))).containsExactly("de", "en");
        JsonNode track = variant.at("/media/tracks/0");
        assertThat(track.path("samples").asInt()).isEqualTo(SECONDS * 25);
        assertThat(track.path("ordered").asBoolean()).isTrue();
      }
    }
    assertThat(read.at("/hls/renditions"))
        .extracting(one -> one.path("language").asText() + one.path("channels").asInt())
        .containsExactlyInAnyOrder("de2", "en1", "de6");
    JsonNode german = read.at("/hls/subtitles/0");
    assertThat(german.path("duration").asDouble()).isCloseTo(SECONDS, within(END));
    assertThat(german.path("ended").asBoolean()).isTrue();
    assertThat(texts(read.at("/dash/languages"))).contains("de", "en");
    assertThat(read.at("/dash/subtitles"))
        .extracting(subtitle -> subtitle.path("language").asText())
        .containsExactly("de", "en");
    for (JsonNode track : List.of(german, read.at("/dash/subtitles/0"))) {
      assertThat(track.path("text").asText())
          .startsWith("WEBVTT\n")
          .contains("00:00:01.000 --> 00:00:03.000\nGröße\n");
    }
  }

  /** Two seconds of a film, small. */
  @ParameterizedTest
  @CsvSource({"film, chaplin.mp4", "web-next, big_buck_bunny_0_30.webm"})
  void real_clip_becomes_what_the_profile_says(String profile, String name) throws Exception {
    Optional<Path> real =
        Optional.ofNullable(System.getenv("REELMILL_TEST_MEDIA")).map(all -> Path.of(all, name));
    Assumptions.assumeTrue(real.isPresent(), "left out: REELMILL_TEST_MEDIA is not set");
    Path clip = folder.resolve(profile + ".mkv");
    ffmpeg.run(
        "-ss 1 -t 2 -i %s -vf scale=320:-2 -c:v libx264 -preset ultrafast -c:a flac %s"
            .formatted(real.get(), clip)
            .split(" ", -1));

    String id = farm.submit(clip, profile);
    PublishedMedia made = published(id);

    long frames = ffmpeg.frames(clip);
    List<String> files =
        farm.status(id).files().stream()
            .map(FileLink::path)
            .filter(path -> path.endsWith(".mp4"))
            .toList();
    JsonNode read = WebTools.read(address(id, ""), files);
    ManifestRules.check(WebTools.text(address(id, "manifest.mpd")));
    assertThat(made.rungs()).hasSizeGreaterThan(1);
    for (JsonNode variant : read.at("/hls/variants")) {
      if (!variant.path("iframesOnly").asBoolean()) {
        assertThat(variant.at("/media/tracks/0/samples").asLong()).isEqualTo(frames);
        assertThat(variant.at("/media/tracks/0/ordered").asBoolean()).isTrue();
      }
    }
    assertThat(read.at("/dash/video")).hasSize(made.rungs().size());
    mediainfo(id, made, frames);
    read.path("files")
        .forEach(
            file ->
                assertThat(file.at("/tracks"))
                    .anyMatch(track -> track.path("samples").asLong() == frames));
  }
}
