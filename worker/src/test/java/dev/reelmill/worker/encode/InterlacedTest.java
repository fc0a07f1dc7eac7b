package dev.reelmill.worker.encode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelmill.common.media.Scan;
import dev.reelmill.worker.RealFfmpeg;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Fields become frames where there are any, one for one, and nowhere else. */
class InterlacedTest {

  private static final String MPEG2 = "-c:v mpeg2video -flags +ildct+ilme -q:v 3 -g 12";

  /** One of those that telecine mixes. */
  private static final int COMBED_FRAME = 12;

  @TempDir Path folder;

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "top-field-first        | 50 | tinterlace=interleave_top,setfield=tff    | 50",
        "bottom-field-first     | 50 | tinterlace=interleave_bottom,setfield=bff | 50",
        "telecined-top-first    | 24 | telecine=pattern=23:first_field=top,setfield=tff | 60",
        "progressive            | 25 | setfield=tff                              | 50",
      })
  void fields_become_frames(String scan, String rate, String filters, int frames)
      throws IOException {
    Path clip = RealFfmpeg.clip(folder, "clip.ts", moving(rate) + filters, MPEG2 + " -t 2");
    ClipRun run = new ClipRun(clip);
    assertThat(run.video().picture().scan()).isEqualTo(Scan.of(scan));
    assertThat(run.video().packets()).isEqualTo(frames);

    List<EncodedSegment> segments = run.encode(2, 320, 240);

    assertThat(segments.stream().mapToLong(EncodedSegment::frames).sum()).isEqualTo(frames);
    assertThat(segments).allSatisfy(segment -> assertThat(segment.lost()).isEmpty());
    double before = combed(clip);
    double after = combed(segments.getFirst().rungs().getFirst());
    if (scan.equals("progressive")) {
      assertThat(after).isBetween(before - 1, before + 1);
    } else {
      assertThat(before).isGreaterThan(2);
      assertThat(after).isLessThan(before / 4);
    }
  }

  /** Soft upright bars that move: fine lines would look like fields. */
  private static String moving(String rate) {
    return "nullsrc=s=320x240:d=3:r=%s,geq=lum='128+100*sin((X+8*N)/16)':cb=128:cr=128,"
        .formatted(rate);
  }

  /** How much one frame's neighbouring lines differ more than those two apart, in steps of grey. */
  private static double combed(Path file) throws IOException {
    byte[] gray = ClipRun.frame(file, "gray", COMBED_FRAME);
    long near = 0;
    long far = 0;
    int width = 320;
    for (int i = 0; i + 2 * width < gray.length; i++) {
      near += Math.abs((gray[i] & 0xff) - (gray[i + width] & 0xff));
      far += Math.abs((gray[i] & 0xff) - (gray[i + 2 * width] & 0xff));
    }
    return (near - far) / (double) gray.length;
  }
}
