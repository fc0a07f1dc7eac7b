package dev.reelmill.worker.deliver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reelmill.common.failure.ReelmillException;
import dev.reelmill.common.media.Fragment;
import dev.reelmill.common.media.MediaObject;
import dev.reelmill.worker.RealFfmpeg;
import dev.reelmill.worker.ffmpeg.RunControl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FragmentedFileTest {

  @TempDir Path folder;

  @Test
  void object_describes_the_file_byte_by_byte() throws IOException {
    Path file = clip("-c:v libx264 -bf 2 -g 25");

    MediaObject object = FragmentedFile.read(file).toObject("videos/x");

    assertThat(object.sizeBytes()).isEqualTo(Files.size(file));
    assertThat(object.timescale()).isEqualTo(25_000);
    assertThat(object.samples()).isEqualTo(100);
    assertThat(object.fragments()).hasSize(4);
    assertThat(object.fragments().getFirst().offset()).isEqualTo(object.initBytes());
    long at = object.initBytes();
    long time = 0;
    for (Fragment fragment : object.fragments()) {
      assertThat(fragment.offset()).isEqualTo(at);
      assertThat(fragment.startPts()).isEqualTo(time);
      assertThat(fragment.startsWithKeyframe()).isTrue();
      at += fragment.sizeBytes();
      time += fragment.duration();
    }
    assertThat(at).isEqualTo(object.sizeBytes());
    assertThat(time).isEqualTo(100_000);
  }

  @Test
  void file_cut_off_anywhere_is_malformed() throws IOException {
    byte[] bytes = Files.readAllBytes(clip("-c:v libx264 -bf 2 -g 25"));
    List<Long> ends = FragmentedFile.read(folder.resolve("clip.mp4")).offsets();
    Random random = new Random(1);
    for (int i = 0; i < 500; i++) {
      int length = random.nextInt(bytes.length);
      Path cut = Files.write(folder.resolve("cut.mp4"), Arrays.copyOf(bytes, length));
      if (!ends.contains((long) length)) {
        assertThatThrownBy(() -> FragmentedFile.read(cut))
            .as("%d bytes", length)
            .isInstanceOf(MalformedMediaException.class);
      }
    }
  }

  @Test
  void damaged_headers_are_malformed_or_read_but_nothing_else() throws IOException {
    byte[] bytes = Files.readAllBytes(clip("-c:v libx264 -bf 2 -g 25"));
    int headers = 2_000;
    Random random = new Random(2);
    for (int i = 0; i < 2_000; i++) {
      byte[] damaged = bytes.clone();
      damaged[random.nextInt(headers)] = (byte) random.nextInt();
      Path file = Files.write(folder.resolve("damaged.mp4"), damaged);
      try {
        assertThat(FragmentedFile.read(file).samples()).isPositive();
      } catch (MalformedMediaException e) {
        assertThat(e).hasMessageNotContaining("null");
      }
    }
  }

  @Test
  void strict_decode_finds_badly_damaged_pictures() throws IOException {
    Path file = clip("-c:v libx264 -bf 2 -g 25");
    byte[] bytes = Files.readAllBytes(file);
    SegmentExpectation expected = new SegmentExpectation(100, 100, 25_000, 0, 100_000L, 10_000_000);
    Verification verification = new Verification(RealFfmpeg.INSTANCE);
    assertThat(verification.segment(List.of(file), expected, folder, new RunControl())).hasSize(1);

    Arrays.fill(bytes, bytes.length / 2, bytes.length / 2 + 3_000, (byte) 0xff);
    Files.write(file, bytes);

    assertThatThrownBy(
            () -> verification.segment(List.of(file), expected, folder, new RunControl()))
        .isInstanceOf(ReelmillException.class);
  }

  @Test
  void segment_that_starts_elsewhere_than_planned_is_refused() throws IOException {
    Path file = clip("-c:v libx264 -bf 2 -g 25");
    SegmentExpectation expected =
        new SegmentExpectation(100, 100, 25_000, 1_000, 101_000L, 10_000_000);

    assertThatThrownBy(
            () ->
                new Verification(RealFfmpeg.INSTANCE)
                    .segment(List.of(file), expected, folder, new RunControl()))
        .hasMessageContaining("instead of 1000");
  }

  private Path clip(String encoding) {
    return RealFfmpeg.clip(
        folder,
        "clip.mp4",
        "testsrc2=s=192x108:r=25:d=4",
        encoding
            + " -video_track_timescale 25000"
            + " -movflags +cmaf+frag_keyframe+skip_trailer -preset ultrafast");
  }
}
