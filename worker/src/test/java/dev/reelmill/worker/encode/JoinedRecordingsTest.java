package dev.reelmill.worker.encode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelmill.common.media.Rational;
import dev.reelmill.common.media.TimeJump;
import dev.reelmill.worker.RealFfmpeg;
import dev.reelmill.worker.deliver.Verification;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files whose clock is set anew in the middle: every picture comes, one behind the other. */
class JoinedRecordingsTest {

  private static final int PICTURES = 50;
  private static final String PICTURE = "testsrc2=s=64x48:r=25:d=2";
  private static final String SOUND = "-f lavfi -i sine=440:d=2 -c:a mp2 -map 0 -map 1 ";

  @TempDir Path folder;

  @ParameterizedTest(name = "{0}, the second part at {1} s")
  @CsvSource({
    "ts,  0,     -c:v libx264 -preset ultrafast -bf 2 -g 25 -f mpegts",
    "ts,  36000, -c:v libx264 -preset ultrafast -bf 2 -g 25 -f mpegts",
    "mpg, 0,     -c:v mpeg2video -g 12 -f vob",
  })
  void second_part_follows_the_first(String ending, int start, String encoding) throws IOException {
    Path first = part("first." + ending, encoding);
    Path second = part("second." + ending, encoding + " -output_ts_offset " + start);
    ClipRun run = new ClipRun(join("joined." + ending, first, second));

    List<TimeJump> jumps = run.video().jumps();
    EncodedSegment encoded = run.encode(64, 48);

    assertThat(jumps).hasSize(1);
    assertThat(jumps.getFirst().packet()).isEqualTo(PICTURES);
    assertThat(run.facts().audio().getFirst().jumps())
        .extracting(TimeJump::shift)
        .containsExactly(jumps.getFirst().shift());
    assertThat(run.facts().warnings()).anyMatch(warning -> warning.contains("jumps once, by "));
    assertThat(run.facts().duration().toDouble()).isBetween(4.0, 4.2);
    assertThat(encoded.frames()).isEqualTo(2 * PICTURES);
    assertSteady(run, encoded);
  }

  /** Pictures are 40 ms apart, but for the join, where sound may be longer than the picture. */
  private static void assertSteady(ClipRun run, EncodedSegment encoded) throws IOException {
    List<Long> shown = Verification.shown(encoded.rungs().getFirst());
    Rational tick = Rational.of(1, run.video().timebase().denominator());
    for (int i = 1; i < shown.size(); i++) {
      double step = tick.times(shown.get(i) - shown.get(i - 1)).toDouble();
      assertThat(step).as("before picture %d", i).isBetween(0.0399, i == PICTURES ? 0.12 : 0.0401);
    }
  }

  @Test
  void three_parts_are_joined_one_by_one() throws IOException {
    Path part = part("part.ts", "-c:v mpeg2video -g 12 -f mpegts");
    ClipRun run = new ClipRun(join("joined.ts", part, part, part));

    assertThat(run.video().jumps())
        .extracting(TimeJump::packet)
        .containsExactly((long) PICTURES, 2L * PICTURES);
    assertThat(run.encode(64, 48).frames()).isEqualTo(3 * PICTURES);
  }

  private Path part(String name, String options) throws IOException {
    return RealFfmpeg.clip(folder, name, PICTURE, SOUND + options);
  }

  private Path join(String name, Path... parts) throws IOException {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    for (Path part : parts) {
      joined.write(Files.readAllBytes(part));
    }
    return Files.write(folder.resolve(name), joined.toByteArray());
  }
}
