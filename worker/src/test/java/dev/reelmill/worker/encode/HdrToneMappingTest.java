package dev.reelmill.worker.encode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelmill.common.media.DynamicRange;
import dev.reelmill.worker.RealFfmpeg;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * HDR patches of known light, through the segment encoder, against a tone mapping that is computed
 * here from the same light: 203 cd/m² as reference white, BT.709 primaries, Mobius above 30 %.
 */
class HdrToneMappingTest {

  /** CIE76; below 2.3 hardly anyone sees a difference. */
  private static final double MOST_DELTA_E = 2.3;

  private static final int PATCH = 32;
  private static final int HEIGHT = 64;
  private static final double REFERENCE_WHITE = 203;
  private static final double PEAK = 1000 / REFERENCE_WHITE;

  /** Light of each patch: red, green, blue of BT.2020 in cd/m². */
  private static final double[][] PATCHES = {
    {1, 1, 1},
    {10, 10, 10},
    {58, 58, 58},
    {100, 100, 100},
    {203, 203, 203},
    {500, 500, 500},
    {1000, 1000, 1000},
    {120, 70, 50},
    {60, 90, 40},
    {30, 40, 140},
    {400, 300, 60},
    {600, 700, 900},
  };

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"smpte2084", "arib-std-b67"})
  void patches_look_as_computed(String transfer) throws IOException {
    assertLooksAsComputed(transfer, new ClipRun(clip(transfer)));
  }

  /** Profile 8.1 has a base layer that is HDR10, and 8.4 one that is HLG. */
  @ParameterizedTest(name = "{0}, as {1} says")
  @CsvSource({"smpte2084, 1", "arib-std-b67, 4"})
  void base_layer_of_dolby_vision_is_shown_as_what_it_is(String transfer, int compatibility)
      throws IOException {
    ClipRun run = new ClipRun(dolbyVision(transfer, 8, compatibility));

    assertThat(run.video().picture().colour().transfer()).isEqualTo(transfer);
    assertThat(run.facts().warnings()).isEmpty();
    assertLooksAsComputed(transfer, run);
  }

  @Test
  void dolby_vision_without_a_base_layer_of_its_own_is_warned_of() throws IOException {
    assertThat(new ClipRun(dolbyVision("smpte2084", 5, 0)).facts().warnings())
        .singleElement()
        .asString()
        .contains("profile 5");
  }

  private Path dolbyVision(String transfer, int profile, int compatibility) throws IOException {
    clip(transfer);
    RealFfmpeg.run(
        folder,
        ("-i hdr.mkv -c:v libx265 -preset ultrafast -x265-params lossless=1:log-level=error"
                + " -pix_fmt yuv420p10le -tag:v hvc1 dolby.mp4")
            .split(" "));
    Path clip = folder.resolve("dolby.mp4");
    DolbyVision.mark(clip, profile, compatibility);
    return clip;
  }

  private static void assertLooksAsComputed(String transfer, ClipRun run) throws IOException {
    assertThat(run.video().picture().colour().dynamicRange()).isEqualTo(DynamicRange.HDR);
    int width = PATCHES.length * PATCH;

    byte[] yuv = ClipRun.firstFrame(run.encode(width, HEIGHT).rungs().getFirst(), "yuv420p");

    for (int i = 0; i < PATCHES.length; i++) {
      double[] shown = lab(light709(yuv, width, i * PATCH + PATCH / 2));
      double[] wanted = lab(toneMapped(PATCHES[i]));
      assertThat(distance(shown, wanted))
          .as("patch %d of %s", i, transfer)
          .isLessThan(MOST_DELTA_E);
    }
  }

  private Path clip(String transfer) throws IOException {
    int width = PATCHES.length * PATCH;
    ByteBuffer raw = ByteBuffer.allocate(2 * 3 * width * HEIGHT * 5).order(ByteOrder.LITTLE_ENDIAN);
    for (int frame = 0; frame < 5; frame++) {
      for (int plane = 0; plane < 3; plane++) {
        for (int at = 0; at < width * HEIGHT; at++) {
          raw.putShort((short) Math.round(signal(transfer, at % width / PATCH)[plane]));
        }
      }
    }
    Files.write(folder.resolve("raw"), raw.array());
    RealFfmpeg.run(
        folder,
        ("-f rawvideo -pix_fmt yuv444p10le -s %dx%d -r 25 -i raw -c:v ffv1 -vf setparams=range=tv"
                + ":color_primaries=bt2020:color_trc=%s:colorspace=bt2020nc hdr.mkv")
            .formatted(width, HEIGHT, transfer)
            .split(" "));
    return folder.resolve("hdr.mkv");
  }

  /** Y, Cb, Cr of BT.2020 with 10 bits, limited range (BT.2100, tables 4 to 9). */
  private static double[] signal(String transfer, int patch) {
    double[] light = PATCHES[patch];
    double[] rgb = transfer.equals("smpte2084") ? pq(light) : hlg(light);
    double y = 0.2627 * rgb[0] + 0.6780 * rgb[1] + 0.0593 * rgb[2];
    return new double[] {
      64 + 876 * y, 512 + 896 * (rgb[2] - y) / 1.8814, 512 + 896 * (rgb[0] - y) / 1.4746
    };
  }

  private static double[] pq(double[] light) {
    double[] out = new double[3];
    for (int i = 0; i < 3; i++) {
      double power = Math.pow(light[i] / 10_000, 2610 / 16_384.0);
      out[i] =
          Math.pow(
              (3424 / 4096.0 + 2413 / 128.0 * power) / (1 + 2392 / 128.0 * power), 2523 / 32.0);
    }
    return out;
  }

  /** Through the inverse of the display's system gamma, 1.2 at 1000 cd/m². */
  private static double[] hlg(double[] light) {
    double luminance = 0.2627 * light[0] + 0.6780 * light[1] + 0.0593 * light[2];
    double scene = Math.pow(luminance / 1000, 1 / 1.2);
    double[] out = new double[3];
    for (int i = 0; i < 3; i++) {
      double e = light[i] / 1000 / Math.pow(scene, 0.2);
      out[i] =
          e <= 1 / 12.0
              ? Math.sqrt(3 * e)
              : 0.17883277 * Math.log(12 * e - 0.28466892) + 0.55991073;
    }
    return out;
  }

  /** What an SDR display should show, with 1 as its white. */
  private static double[] toneMapped(double[] light) {
    double r = light[0] / REFERENCE_WHITE;
    double g = light[1] / REFERENCE_WHITE;
    double b = light[2] / REFERENCE_WHITE;
    double[] rgb = {
      1.660491 * r - 0.587641 * g - 0.072850 * b,
      -0.124550 * r + 1.132900 * g - 0.008349 * b,
      -0.018151 * r - 0.100579 * g + 1.118730 * b
    };
    double brightest = Math.max(rgb[0], Math.max(rgb[1], rgb[2]));
    for (int i = 0; i < 3; i++) {
      rgb[i] = Math.clamp(rgb[i] * mobius(brightest) / brightest, 0, 1);
    }
    return rgb;
  }

  private static double mobius(double in) {
    double knee = 0.3;
    if (in <= knee) {
      return in;
    }
    double a = -knee * knee * (PEAK - 1) / (knee * knee - 2 * knee + PEAK);
    double b = (knee * knee - 2 * knee * PEAK + PEAK) / (PEAK - 1);
    return (b * b + 2 * b * knee + knee * knee) / (b - a) * (in + a) / (in + b);
  }

  /** The light of a BT.709 picture on a display of gamma 2.4 (BT.1886). */
  private static double[] light709(byte[] yuv, int width, int x) {
    int luma = width * HEIGHT;
    double y = ((yuv[HEIGHT / 2 * width + x] & 0xff) - 16) / 219.0;
    int chroma = HEIGHT / 4 * (width / 2) + x / 2;
    double cb = ((yuv[luma + chroma] & 0xff) - 128) / 224.0;
    double cr = ((yuv[luma + luma / 4 + chroma] & 0xff) - 128) / 224.0;
    double r = y + 1.5748 * cr;
    double b = y + 1.8556 * cb;
    double g = (y - 0.2126 * r - 0.0722 * b) / 0.7152;
    return new double[] {eotf(r), eotf(g), eotf(b)};
  }

  private static double eotf(double signal) {
    return Math.pow(Math.clamp(signal, 0, 1), 2.4);
  }

  /** CIE L*a*b* under D65. */
  private static double[] lab(double[] rgb) {
    double x = (0.4124564 * rgb[0] + 0.3575761 * rgb[1] + 0.1804375 * rgb[2]) / 0.95047;
    double y = 0.2126729 * rgb[0] + 0.7151522 * rgb[1] + 0.0721750 * rgb[2];
    double z = (0.0193339 * rgb[0] + 0.1191920 * rgb[1] + 0.9503041 * rgb[2]) / 1.08883;
    return new double[] {116 * f(y) - 16, 500 * (f(x) - f(y)), 200 * (f(y) - f(z))};
  }

  private static double f(double t) {
    return t > 216 / 24_389.0 ? Math.cbrt(t) : (24_389 / 27.0 * t + 16) / 116;
  }

  private static double distance(double[] one, double[] other) {
    return Math.sqrt(
        Math.pow(one[0] - other[0], 2)
            + Math.pow(one[1] - other[1], 2)
            + Math.pow(one[2] - other[2], 2));
  }
}
