package dev.reelmill.worker.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.failure.ReelmillException;
import dev.reelmill.common.media.CutPoint;
import dev.reelmill.common.media.Rational;
import dev.reelmill.common.media.SourceFacts;
import dev.reelmill.common.media.VideoFacts;
import dev.reelmill.worker.RealFfmpeg;
import dev.reelmill.worker.fetch.Source;
import dev.reelmill.worker.ffmpeg.RunControl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InspectorTest {

  private static final String PICTURE = "testsrc2=s=192x108:d=6:r=";
  private static final String H264 = "-c:v libx264 -preset ultrafast ";

  @TempDir Path folder;
  private int folders;

  @ParameterizedTest(name = "{0} at {1}")
  @CsvSource({
    "mp4, 30000/1001, mov",
    "mkv, 30000/1001, matroska",
    "ts,  25/1,       mpegts",
    "mkv, 24000/1001, matroska",
    "mp4, 60/1,       mov",
    "mov, 12/1,       mov",
  })
  void constant_rate_is_exact_and_every_frame_counts(String container, String rate, String format)
      throws IOException {
    Path clip = RealFfmpeg.clip(folder, "clip." + container, PICTURE + rate, H264 + "-bf 3 -g 30");

    SourceFacts facts = inspect(clip);
    VideoFacts video = picture(facts);

    assertThat(facts.format()).isEqualTo(format);
    assertThat(video.frameRate()).isEqualTo(Rational.parse(rate));
    assertThat(video.constantFrameRate()).isTrue();
    assertThat(video.packets()).isEqualTo(Rational.parse(rate).times(6).ceil());
    assertThat(video.cuts().getFirst().pts()).isEqualTo(video.startPts());
    assertThat(facts.origin()).isEqualTo(video.seconds(video.startPts()));
    assertThat(facts.duration().minus(Rational.of(6)).toDouble()).isBetween(-0.05, 0.1);
    assertThat(facts.warnings()).isEmpty();
  }

  @Test
  void bare_stream_without_times_is_one_piece_at_its_rate() throws IOException {
    Path clip = RealFfmpeg.clip(folder, "clip.h264", PICTURE + "30", H264 + "-bf 2 -g 30 -f h264");

    SourceFacts facts = inspect(clip);

    assertThat(facts.format()).isEqualTo("h264");
    assertThat(picture(facts).packets()).isEqualTo(180);
    assertThat(picture(facts).cuts()).hasSize(1);
    assertThat(facts.duration()).isEqualTo(Rational.of(6));
    assertThat(facts.warnings()).singleElement().asString().contains("holds no times");
  }

  @Test
  void cuts_are_at_keyframes_and_between_them_where_they_are_rare() throws IOException {
    Path clip =
        RealFfmpeg.clip(
            folder, "clip.mp4", PICTURE + "25", H264 + "-bf 2 -g 999 -force_key_frames 0.2,5");

    VideoFacts video = picture(inspect(clip));

    List<Double> seconds =
        video.cuts().stream().map(cut -> video.seconds(cut.pts()).toDouble()).toList();
    assertThat(seconds).containsExactly(0.0, 2.0, 4.0, 5.0);
    assertThat(video.cuts().stream().map(CutPoint::isKeyframe))
        .containsExactly(true, false, false, true);
    assertThat(video.seconds(video.cuts().get(1).keyframePts())).isEqualTo(Rational.of(1, 5));
    assertThat(video.cuts().stream().map(CutPoint::packetsBefore))
        .containsExactly(0L, 50L, 100L, 125L);
  }

  @ParameterizedTest
  @CsvSource({"90, 270", "180, 180", "270, 90", "0, 0"})
  void rotation_is_clockwise_to_upright(int counterclockwise, int clockwise) throws IOException {
    RealFfmpeg.clip(folder, "flat.mp4", PICTURE + "25", H264);
    RealFfmpeg.run(
        folder,
        "-display_rotation:v:0",
        "" + counterclockwise,
        "-i",
        "flat.mp4",
        "-c",
        "copy",
        "turned.mp4");

    VideoFacts video = picture(inspect(folder.resolve("turned.mp4")));

    assertThat(video.picture().orientation().rotation()).isEqualTo(clockwise);
    assertThat(video.picture().width()).isEqualTo(192);
  }

  @Test
  void variable_rate_is_noticed() throws IOException {
    Path clip =
        RealFfmpeg.clip(
            folder,
            "clip.mkv",
            PICTURE + "30,select='not(mod(n,7))+gt(mod(n,11),5)'",
            "-fps_mode passthrough " + H264);

    VideoFacts video = picture(inspect(clip));

    assertThat(video.constantFrameRate()).isFalse();
    assertThat(video.frameRate().toDouble()).isBetween(10.0, 25.0);
  }

  @Test
  void origin_is_the_earliest_start_of_picture_and_sound() throws IOException {
    RealFfmpeg.run(
        folder,
        "-f",
        "lavfi",
        "-i",
        PICTURE + "25",
        "-itsoffset",
        "0.5",
        "-f",
        "lavfi",
        "-i",
        "sine=d=8:r=48000",
        "-c:v",
        "libx264",
        "-c:a",
        "pcm_s16le",
        "-metadata:s:a:0",
        "language=deu",
        "clip.mkv");

    SourceFacts facts = inspect(folder.resolve("clip.mkv"));

    assertThat(facts.origin()).isEqualTo(Rational.ZERO);
    assertThat(facts.audio().getFirst().start()).isEqualTo(Rational.of(1, 2));
    assertThat(facts.audio().getFirst().label().language()).isEqualTo("de");
    assertThat(facts.duration().toDouble()).isBetween(8.49, 8.53);
  }

  @Test
  void empty_file_is_refused() throws IOException {
    assertRefused(write("empty.mp4", new byte[0]), FailureCode.SOURCE_EMPTY);
  }

  @ParameterizedTest
  @CsvSource({
    "text.mp4, hello",
    "list.mp4, ffconcat version 1.0|file /etc/passwd|",
    "list2.mp4, #EXTM3U|#EXT-X-TARGETDURATION:10|#EXTINF:10|/etc/passwd|#EXT-X-ENDLIST|",
    "titles.srt, 1|00:00:01.000 --> 00:00:02.000|hello|",
  })
  void texts_and_playlists_are_no_media(String name, String text) throws IOException {
    byte[] bytes = text.replace('|', '\n').getBytes(java.nio.charset.StandardCharsets.UTF_8);
    assertRefused(write(name, bytes), FailureCode.SOURCE_NOT_MEDIA);
  }

  @Test
  void still_image_is_no_media() throws IOException {
    RealFfmpeg.run(folder, "-f", "lavfi", "-i", PICTURE + "25", "-frames:v", "1", "still.png");
    assertRefused(folder.resolve("still.png"), FailureCode.SOURCE_NOT_MEDIA);
  }

  @Test
  void file_cut_off_before_its_index_is_truncated() throws IOException {
    Path clip = RealFfmpeg.clip(folder, "clip.mp4", PICTURE + "25", H264);
    assertRefused(write("cut.mp4", half(clip)), FailureCode.SOURCE_TRUNCATED);
  }

  @Test
  void file_cut_off_behind_its_index_is_used_as_far_as_it_goes() throws IOException {
    Path clip = RealFfmpeg.clip(folder, "clip.mp4", PICTURE + "25", H264 + "-movflags +faststart");

    SourceFacts facts = inspect(write("cut.mp4", half(clip)));

    assertThat(picture(facts).packets()).isBetween(20L, 130L);
    assertThat(facts.warnings()).hasSize(1).first().asString().contains("ends early");
  }

  @Test
  void sound_is_taken_without_a_picture_and_cover_art_is_none() throws IOException {
    RealFfmpeg.run(folder, "-f", "lavfi", "-i", "sine=d=2", "-c:a", "aac", "sound.m4a");
    RealFfmpeg.run(folder, "-f", "lavfi", "-i", PICTURE + "25", "-frames:v", "1", "cover.png");
    RealFfmpeg.run(
        folder,
        "-i",
        "sound.m4a",
        "-i",
        "cover.png",
        "-map",
        "0",
        "-map",
        "1",
        "-c",
        "copy",
        "-disposition:v:0",
        "attached_pic",
        "covered.m4a");

    for (String name : List.of("sound.m4a", "covered.m4a")) {
      SourceFacts facts = inspect(folder.resolve(name));
      assertThat(facts.video()).isNull();
      assertThat(facts.audio()).hasSize(1);
      assertThat(facts.duration().toDouble()).isBetween(2.0, 2.05);
      assertThat(facts.warnings()).isEmpty();
    }
  }

  @Test
  void picture_of_which_nothing_decodes_is_refused() throws IOException {
    Path clip = RealFfmpeg.clip(folder, "clip.mkv", PICTURE + "25", "-c:v prores_ks");
    byte[] bytes = Files.readAllBytes(clip);
    Arrays.fill(bytes, 2_000, bytes.length - 2_000, (byte) 0);

    assertThatThrownBy(() -> inspect(write("damaged.mkv", bytes)))
        .isInstanceOfSatisfying(
            ReelmillException.class,
            e ->
                assertThat(e.code())
                    .isIn(FailureCode.SOURCE_UNDECODABLE, FailureCode.SOURCE_NO_PICTURE));
  }

  private Path write(String name, byte[] bytes) throws IOException {
    return Files.write(folder.resolve(name), bytes);
  }

  private static byte[] half(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    return Arrays.copyOf(bytes, bytes.length / 2);
  }

  private void assertRefused(Path file, FailureCode code) {
    assertThatThrownBy(() -> inspect(file))
        .isInstanceOfSatisfying(
            ReelmillException.class, e -> assertThat(e.code()).as(e.getMessage()).isEqualTo(code));
  }

  private SourceFacts inspect(Path file) throws IOException {
    Path work = Files.createDirectory(folder.resolve("work" + folders++));
    return new Inspector(RealFfmpeg.INSTANCE).inspect(Source.of(file), work, new RunControl());
  }

  private static VideoFacts picture(SourceFacts facts) {
    return Objects.requireNonNull(facts.video());
  }
}
