package dev.reelmill.worker.measure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelmill.common.measure.MeasureOrder;
import dev.reelmill.common.measure.MeasureOrder.Grid;
import dev.reelmill.common.measure.MeasureOrder.Medium;
import dev.reelmill.common.measure.MeasureOrder.Pcm;
import dev.reelmill.common.measure.MeasuredMedium;
import dev.reelmill.common.measure.MeasuredMedium.Picture;
import dev.reelmill.common.measure.MeasuredMedium.Sound;
import dev.reelmill.common.media.Rational;
import dev.reelmill.worker.RealFfmpeg;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MeasuringTest {

  @TempDir Path folder;

  @Test
  void every_decoded_frame_is_told_in_the_order_shown() throws IOException {
    Path clip = clip();

    MeasuredMedium measured = measure(medium(clip));

    Picture picture = Objects.requireNonNull(measured.picture());
    assertThat(picture.width()).isEqualTo(64);
    assertThat(picture.timebase()).isEqualTo(Rational.of(1, 30_000));
    assertThat(picture.pts())
        .isEqualTo(LongStream.range(0, 60).map(i -> i * 1001).boxed().toList());
    assertThat(picture.lastDuration()).isEqualTo(1001);
    Sound sound = Objects.requireNonNull(measured.sound());
    assertThat(sound.sampleRate()).isEqualTo(44_100);
    assertThat(sound.pts().getFirst()).isZero();
    assertThat(sound.samples().stream().mapToInt(Integer::intValue).sum())
        .isBetween(88_200, 88_200 + 1024);
    assertThat(measured.complaints()).isEmpty();
  }

  @Test
  void pictures_and_sound_are_written_where_they_are_wanted() throws IOException {
    Path clip = clip();
    Path grid = folder.resolve("cells");
    Path pcm = folder.resolve("samples");

    measure(
        medium(clip).with(new Grid(2, 1, grid.toString())).with(new Pcm(8000, 60, pcm.toString())));

    byte[] cells = Files.readAllBytes(grid);
    assertThat(cells).hasSize(120);
    assertThat(cells[0] & 0xff).isGreaterThan(200);
    assertThat(cells[1] & 0xff).isLessThan(50);
    assertThat(Files.size(pcm) / 4).isBetween(15_900L, 16_300L);
  }

  @Test
  void file_of_which_nothing_decodes_has_no_frames_and_a_complaint() throws IOException {
    Path noise = Files.writeString(folder.resolve("noise.mp4"), "no video at all");

    MeasuredMedium measured = measure(medium(noise));

    assertThat(measured.picture()).isNull();
    assertThat(measured.sound()).isNull();
    assertThat(measured.complaints()).isNotEmpty();
  }

  /** Two seconds, white on the left and black on the right. */
  private Path clip() {
    RealFfmpeg.run(
        folder,
        "-f",
        "lavfi",
        "-i",
        "color=black:s=64x64:r=30000/1001,drawbox=w=32:h=64:t=fill:c=white",
        "-f",
        "lavfi",
        "-i",
        "sine=r=44100",
        "-t",
        "2",
        "-c:v",
        "libx264",
        "-bf",
        "2",
        "-pix_fmt",
        "yuv420p",
        "-c:a",
        "aac",
        "clip.mp4");
    return folder.resolve("clip.mp4");
  }

  private static Medium medium(Path file) {
    return new Medium(file.toString(), null, null, null, null, null);
  }

  private MeasuredMedium measure(Medium medium) throws IOException {
    Path scratch = Files.createDirectories(folder.resolve("scratch"));
    return new Measuring(RealFfmpeg.INSTANCE, scratch)
        .measure(new MeasureOrder(List.of(medium)))
        .media()
        .getFirst();
  }
}
