package dev.reelmill.worker.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.reelmill.common.media.QualityFigures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FrameFiguresTest {

  @TempDir Path folder;

  @Test
  void frames_before_the_first_that_counts_are_ignored() throws IOException {
    Path xpsnr =
        write(
            """
            n:    1  XPSNR y: 65.1546  XPSNR u: 63.2639  XPSNR v: 71.8700
            n:    2  XPSNR y: 40.0000  XPSNR u: 42.0000  XPSNR v: inf

            XPSNR average, 2 frames  y: 49.1380  u: 54.8758  v: 60.2701  (minimum: 49.1380)
            """);
    Path ssim =
        write(
            """
            n:1 Y:0.999838 U:0.999747 V:0.999970 All:0.999845 (38.089027)
            n:2 Y:0.900000 U:0.900000 V:1.000000 All:0.920000 (inf)
            """);
    QualityFigures figures = FrameFigures.read(xpsnr, ssim, 1).orElseThrow();
    assertThat(figures.frames()).isEqualTo(1);
    assertThat(figures.ssim()).isEqualTo(0.92);
    assertThat(figures.xpsnrY()).isCloseTo(40, within(1e-9));
    assertThat(figures.xpsnrV()).isEqualTo(QualityFigures.MOST_XPSNR);
  }

  @Test
  void the_only_frame_counts() throws IOException {
    Path xpsnr = write("n:    1  XPSNR y: 30.0000  XPSNR u: 31.0000  XPSNR v: 32.0000\n");
    Path ssim = write("n:1 Y:1 U:1 V:1 All:0.950000 (13.0)\n");
    assertThat(FrameFigures.read(xpsnr, ssim, 1).orElseThrow().xpsnr()).isCloseTo(30, within(1e-9));
  }

  @Test
  void nothing_that_was_compared_has_no_figures() throws IOException {
    assertThat(FrameFigures.read(write(""), folder.resolve("missing"), 0)).isEmpty();
  }

  private Path write(String text) throws IOException {
    return Files.writeString(Files.createTempFile(folder, "stats", ""), text);
  }
}
