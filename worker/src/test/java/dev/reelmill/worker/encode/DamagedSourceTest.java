package dev.reelmill.worker.encode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelmill.common.media.Rational;
import dev.reelmill.common.media.TimeSpan;
import dev.reelmill.worker.RealFfmpeg;
import dev.reelmill.worker.deliver.Verification;
import dev.reelmill.worker.ffmpeg.Ffmpeg.Place;
import dev.reelmill.worker.ffmpeg.RunControl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of a damaged source all that decodes is kept, without holes, and what was lost is told. */
class DamagedSourceTest {

  private static final int RATE = 25;
  private static final int SECONDS = 10;

  @TempDir Path folder;

  @Test
  void broken_middle_is_bridged_and_told() throws IOException {
    ClipRun run = new ClipRun(damaged(0.4, 0.6));

    List<EncodedSegment> segments = run.encode(5, 96, 54);

    assertThat(segments).hasSize(5);
    assertThat(segments.stream().mapToLong(EncodedSegment::frames).sum())
        .isBetween(RATE * SECONDS - 2L * RATE, (long) RATE * SECONDS);
    assertFollowOn(segments);
    List<TimeSpan> lost = lost(segments);
    assertThat(lost).isNotEmpty();
    assertThat(lost.getFirst().start().toDouble()).isBetween(3.4, 4.6);
    assertThat(lost.getLast().end().toDouble()).isBetween(5.4, 8.1);
    assertThat(segments.getFirst().lost()).isEmpty();
    assertThat(segments.getLast().lost()).isEmpty();
  }

  @Test
  void broken_beginning_holds_the_first_picture_that_decodes() throws IOException {
    ClipRun run = new ClipRun(damaged(0.01, 0.3));

    List<EncodedSegment> segments = run.encode(5, 96, 54);

    assertFollowOn(segments);
    List<TimeSpan> lost = lost(segments);
    assertThat(lost.getFirst().start().toDouble()).isBetween(0.0, 0.6);
    assertThat(lost.getLast().end().toDouble()).isBetween(2.0, 4.1);
  }

  @Test
  void broken_end_is_black_and_told() throws IOException {
    ClipRun run = new ClipRun(damaged(0.5, 1));

    List<EncodedSegment> segments = run.encode(5, 96, 54);

    assertFollowOn(segments);
    assertThat(segments.getLast().lost())
        .containsExactly(new TimeSpan(Rational.of(8), Rational.of(10)));
    assertThat(lost(segments).getFirst().start().toDouble()).isBetween(4.9, 5.1);
    byte[] shown = ClipRun.firstFrame(segments.getLast().rungs().getFirst(), "gray");
    for (byte pixel : shown) {
      assertThat(pixel & 0xff).isLessThan(3);
    }
  }

  @Test
  void nothing_is_lost_of_a_good_one() throws IOException {
    ClipRun run = new ClipRun(clip());
    assertThat(run.encode(5, 96, 54)).allSatisfy(s -> assertThat(s.lost()).isEmpty());
  }

  /** Each begins where the plan says, and its frames are at most a quarter of a second apart. */
  private static void assertFollowOn(List<EncodedSegment> segments) throws IOException {
    long before = -1;
    for (EncodedSegment segment : segments) {
      List<Long> shown = Verification.shown(segment.rungs().getFirst());
      assertThat(shown.getFirst()).isGreaterThan(before);
      before = shown.getLast();
    }
  }

  private static List<TimeSpan> lost(List<EncodedSegment> segments) {
    return segments.stream().flatMap(segment -> segment.lost().stream()).toList();
  }

  private Path clip() {
    return RealFfmpeg.clip(
        folder,
        "clip.mkv",
        "testsrc2=s=96x54:r=%d:d=%d".formatted(RATE, SECONDS),
        "-c:v libx264 -preset ultrafast -g 25 -bf 2");
  }

  /** The frames of a part, all overwritten; the container around them stays whole. */
  private Path damaged(double from, double to) throws IOException {
    Path clip = clip();
    byte[] bytes = Files.readAllBytes(clip);
    List<long[]> packets = packets(clip);
    for (int i = (int) (packets.size() * from); i < packets.size() * to; i++) {
      int at = Math.toIntExact(packets.get(i)[0]) + 8;
      Arrays.fill(bytes, at, Math.toIntExact(packets.get(i)[0] + packets.get(i)[1]), (byte) 0xff);
    }
    return Files.write(folder.resolve("damaged.mkv"), bytes);
  }

  /** Place and size of each frame's bytes. */
  private List<long[]> packets(Path clip) {
    List<long[]> packets = new ArrayList<>();
    RealFfmpeg.INSTANCE.ffprobe(
        List.of("-v", "error", "-of", "csv=p=0", "-show_entries", "packet=pos,size", "" + clip),
        new Place(folder, List.of()),
        RealFfmpeg.INSTANCE.limits(),
        new RunControl(),
        line -> {
          String[] fields = line.split(",", 2);
          packets.add(new long[] {Long.parseLong(fields[1]), Long.parseLong(fields[0])});
        });
    return packets;
  }
}
