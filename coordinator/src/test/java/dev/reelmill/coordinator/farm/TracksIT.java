package dev.reelmill.coordinator.farm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reelmill.common.json.Json;
import dev.reelmill.common.media.TrackRole;
import dev.reelmill.coordinator.publish.FarmPublications;
import dev.reelmill.coordinator.publish.PublishedMedia;
import dev.reelmill.coordinator.publish.PublishedMedia.TextTrack;
import dev.reelmill.coordinator.publish.PublishedMedia.Track;
import dev.reelmill.coordinator.publish.VideoStatus;
import dev.reelmill.coordinator.publish.VideoStatus.State;
import dev.reelmill.coordinator.publish.VideoTexts;
import dev.reelmill.coordinator.publish.VideoTexts.ChapterStart;
import dev.reelmill.coordinator.testing.BundledFfmpeg;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sound, subtitles and chapters through a whole farm. */
@Tag("long")
class TracksIT {

  @TempDir static Path folder;
  static BundledFfmpeg ffmpeg;
  static FarmFixture farm;

  @BeforeAll
  static void start() throws IOException {
    ffmpeg = BundledFfmpeg.find(folder).orElseThrow();
    farm = new FarmFixture(folder.resolve("data"), 1);
  }

  @AfterAll
  static void stop() {
    farm.close();
  }

  @Test
  void all_tracks_arrive_with_what_they_are_called() throws Exception {
    Path clip = clip();
    Path german = folder.resolve("clip.de.srt");
    Files.writeString(german, srt("Größe"), Charset.forName("windows-1252"));
    Path broken = folder.resolve("clip.es.srt");
    Files.write(broken, new byte[] {0, 1, 2});

    String video = farm.submit(clip, List.of(german, broken));
    PublishedMedia media = published(video);

    assertThat(media.audio())
        .extracting(Track::name)
        .contains("audio", "audio-2", "audio-surround");
    assertThat(media.audio())
        .filteredOn(track -> track.name().equals("audio-surround"))
        .extracting(Track::channels)
        .containsExactly(6);
    for (Track track : media.audio()) {
      JsonNode figures = Json.tree(Json.write(track)).findValue("figures");
      assertThat(figures.at("/result/integratedLufs").doubleValue())
          .as("%s: %s", track.name(), figures)
          .isCloseTo(-16, within(0.5));
    }
    assertThat(media.text())
        .extracting(TextTrack::name)
        .containsExactly("text-1", "text-2", "text-3");
    assertThat(media.text().getFirst().label().roles()).containsExactly(TrackRole.FORCED);
    assertThat(written(media.text().get(0))).contains("00:00:01.000 --> 00:00:02.000\nBonjour\n");
    assertThat(written(media.text().get(1))).contains("Größe");
    assertThat(media.text().get(2).object()).isNull();
    assertThat(media.text().get(2).warnings()).isNotEmpty();

    VideoTexts texts = publications().texts(video);
    assertThat(texts.subtitles())
        .extracting(VideoTexts.Subtitles::language)
        .containsExactly("fr", "de");
    assertThat(texts.chapters())
        .containsExactly(
            new ChapterStart(Duration.ZERO, "One"), new ChapterStart(Duration.ofSeconds(2), "Two"));
    assertThat(publications().playlist(video, "chapters.vtt").orElseThrow().text())
        .contains("00:00:02.000 --> 00:00:04.000\nTwo\n");
  }

  @Test
  void sound_alone_becomes_a_video_with_its_waves_as_poster() throws Exception {
    Path song = folder.resolve("song.mp3");
    ffmpeg.run("-f", "lavfi", "-i", "sine=440:d=7", "-c:a", "libmp3lame", song.toString());

    String video = farm.submit(song, List.of());
    PublishedMedia media = published(video);

    assertThat(media.rungs()).isEmpty();
    assertThat(media.playable()).isTrue();
    assertThat(farm.status(video).fraction()).isEqualTo(1);
    Path poster =
        farm.farm
            .coordinator()
            .store()
            .find(Objects.requireNonNull(media.poster()).key())
            .orElseThrow()
            .file();
    assertThat(ffmpeg.frames(poster)).isEqualTo(1);
    assertThat(publications().playlist(video, "master.m3u8").orElseThrow().text())
        .contains("mp4a.40.2", "audio.m3u8");
  }

  private static Path clip() throws Exception {
    Path subtitles = Files.writeString(folder.resolve("in.srt"), srt("Bonjour"));
    Path chapters =
        Files.writeString(
            folder.resolve("chapters"),
            """
            ;FFMETADATA1
            [CHAPTER]
            TIMEBASE=1/1
            START=0
            END=2
            title=One
            [CHAPTER]
            TIMEBASE=1/1
            START=2
            END=4
            title=Two
            """);
    Path clip = folder.resolve("clip.mkv");
    String surround =
        "aevalsrc=0.1*sin(1885*t)|0.1*sin(2513*t)|0.1*sin(3141*t)|0|0.1*sin(3769*t)|0.1*sin(4398*t)"
            + ":c=5.1:s=48000:d=4";
    ffmpeg.run(
        ("-f lavfi -i testsrc2=s=320x180:r=25:d=4 -f lavfi -i %s -f lavfi -i sine=880:d=4"
                + " -i %s -i %s -map 0 -map 1 -map 2 -map 3 -map_chapters 4 -c:v libx264"
                + " -preset veryfast -pix_fmt yuv420p -c:a ac3 -c:s srt"
                + " -metadata:s:a:0 language=ger -metadata:s:a:1 language=eng"
                + " -disposition:a:1 comment -metadata:s:s:0 language=fre"
                + " -disposition:s:0 forced %s")
            .formatted(surround, subtitles, chapters, clip)
            .split(" ", -1));
    return clip;
  }

  private static String srt(String words) {
    return "1\n00:00:01,000 --> 00:00:02,000\n" + words + "\n";
  }

  private static FarmPublications publications() {
    return farm.farm.coordinator().publications();
  }

  private static PublishedMedia published(String video) {
    VideoStatus status = farm.awaitEnd(video);
    assertThat(status.state()).as(status.failureDetail()).isEqualTo(State.PUBLISHED);
    return publications().media(video).orElseThrow();
  }

  private static String written(TextTrack track) throws IOException {
    String key = Objects.requireNonNull(track.object()).key();
    return Files.readString(farm.farm.coordinator().store().find(key).orElseThrow().file());
  }
}
