package dev.reelmill.worker.encode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelmill.common.media.Rational;
import dev.reelmill.worker.RealFfmpeg;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is shown of a source, pixel by pixel, as the segment encoder makes it. */
class PicturePixelsTest {

  /** Four corners of different colours, and one that is none. */
  private static final String CORNERS =
      "color=gray:s=96x64:r=25:d=0.2,format=rgb24"
          + ",drawbox=0:0:32:24:red:fill,drawbox=64:0:32:24:lime:fill"
          + ",drawbox=0:40:32:24:blue:fill,drawbox=64:40:32:24:white:fill";

  private static final String LOSSLESS = "-c:v libx264 -qp 0 -pix_fmt yuv444p";

  @TempDir Path folder;

  @ParameterizedTest(name = "{0} degrees counter-clockwise, then {1}")
  @CsvSource({
    "0, none",
    "90, none",
    "180, none",
    "270, none",
    "0, hflip",
    "90, hflip",
    "180, hflip",
    "270, hflip",
  })
  void every_orientation_is_shown_upright(String rotation, String flip) throws IOException {
    RealFfmpeg.clip(folder, "flat.mp4", CORNERS, LOSSLESS);
    List<String> words = new ArrayList<>(List.of("-display_rotation", rotation));
    words.addAll(flip.equals("none") ? List.of() : List.of("-display_" + flip));
    words.addAll(List.of("-i", "flat.mp4", "-c", "copy", "turned.mp4"));
    RealFfmpeg.run(folder, words.toArray(String[]::new));
    ClipRun run = new ClipRun(folder.resolve("turned.mp4"));
    int width = Math.toIntExact(run.video().picture().displayWidth().round());
    int height = Math.toIntExact(run.video().picture().displayHeight().round());

    byte[] shown = ClipRun.firstFrame(run.encode(width, height).rungs().getFirst(), "rgb24");

    // FFmpeg's own reading of the matrix, which ours does not use, is the judge.
    byte[] wanted = ClipRun.firstFrame(folder.resolve("turned.mp4"), "rgb24");
    assertThat(width).isEqualTo(rotation.equals("90") || rotation.equals("270") ? 64 : 96);
    assertThat(shown).hasSameSizeAs(wanted);
    for (int x : new int[] {6, width / 2, width - 6}) {
      for (int y : new int[] {6, height / 2, height - 6}) {
        assertNear(pixel(shown, width, x, y), pixel(wanted, width, x, y), 12);
      }
    }
  }

  @Test
  void pixels_that_are_not_square_become_square() throws IOException {
    Path clip =
        RealFfmpeg.clip(
            folder,
            "clip.mp4",
            "color=black:s=64x96:r=25:d=0.2,drawbox=16:24:16:48:white:fill,setsar=3",
            LOSSLESS);
    ClipRun run = new ClipRun(clip);
    assertThat(run.video().picture().displayWidth()).isEqualTo(Rational.of(192));

    byte[] shown = ClipRun.firstFrame(run.encode(192, 96).rungs().getFirst(), "gray");

    assertThat(bright(shown, 192, 0, 48, 1, 0)).isBetween(47, 49);
    assertThat(bright(shown, 192, 72, 0, 0, 1)).isBetween(47, 49);
  }

  @Test
  void what_the_stream_crops_is_not_shown() throws IOException {
    Path clip =
        RealFfmpeg.clip(
            folder,
            "clip.mp4",
            "color=red:s=96x64:r=25:d=0.2,drawbox=16:8:64:48:blue:fill",
            "-c:v libx264 -qp 0 -pix_fmt yuv420p -x264-params crop-rect=16,8,16,8");
    ClipRun run = new ClipRun(clip);
    assertThat(run.video().picture().width()).isEqualTo(64);
    assertThat(run.video().picture().height()).isEqualTo(48);

    byte[] shown = ClipRun.firstFrame(run.encode(64, 48).rungs().getFirst(), "rgb24");

    assertNear(pixel(shown, 64, 1, 1), new int[] {0, 0, 255}, 12);
    assertNear(pixel(shown, 64, 62, 46), new int[] {0, 0, 255}, 12);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "601 small     | 96x64    | -vf scale=out_color_matrix=bt601:out_range=tv,format=yuv420p"
            + " -colorspace smpte170m -color_range tv",
        "601 untagged  | 96x64    | -vf scale=out_color_matrix=bt601:out_range=tv,format=yuv420p",
        "601 large     | 1280x720 | -vf scale=out_color_matrix=bt601:out_range=tv,format=yuv420p"
            + " -colorspace smpte170m -color_range tv -color_primaries bt709 -color_trc bt709",
        "709           | 1280x720 | -vf scale=out_color_matrix=bt709:out_range=tv,format=yuv420p"
            + " -colorspace bt709 -color_range tv",
        "2020 SDR      | 1280x720 | -vf format=gbrp,zscale=min=gbr:pin=709:tin=709:rin=full"
            + ":m=2020_ncl:p=2020:t=2020_10:r=limited,format=yuv420p10le"
            + " -colorspace bt2020nc -color_primaries bt2020 -color_trc bt2020-10 -color_range tv",
        "full range    | 96x64    | -vf scale=out_color_matrix=bt709:out_range=pc,format=yuv420p"
            + " -colorspace bt709 -color_range pc",
        "10 bit 4:2:2  | 96x64    | -vf scale=out_color_matrix=bt709:out_range=tv,format=yuv422p10le"
            + " -colorspace bt709 -color_range tv",
      })
  void colours_stay_what_they_are(String what, String size, String words) throws IOException {
    Path clip =
        RealFfmpeg.clip(
            folder,
            "clip.mp4",
            "color=0xc03060:s=%s:r=25:d=0.2,format=rgb24".formatted(size),
            words + " -c:v libx264 -qp 0 -preset ultrafast");

    assertShows(clip, new int[] {0xc0, 0x30, 0x60});
  }

  @Test
  void rgb_becomes_what_it_was() throws IOException {
    Path clip =
        RealFfmpeg.clip(
            folder, "clip.mkv", "color=0xc03060:s=96x64:r=25:d=0.2,format=gbrp", "-c:v ffv1");
    assertShows(clip, new int[] {0xc0, 0x30, 0x60});
  }

  @Test
  void transparent_parts_are_shown_on_black() throws IOException {
    String half = "color=0xc03060:s=96x64:r=25:d=0.2,format=rgba,colorchannelmixer=aa=0.5";
    int[] wanted = {0x60, 0x18, 0x30};
    assertShows(RealFfmpeg.clip(folder, "clip.mov", half, "-c:v qtrle"), wanted);
    assertShows(
        RealFfmpeg.clip(
            folder,
            "clip.webm",
            half + ",scale=out_color_matrix=bt601:out_range=tv,format=yuva420p",
            "-c:v libvpx-vp9 -lossless 1 -pix_fmt yuva420p -auto-alt-ref 0"),
        wanted);
  }

  private static void assertShows(Path clip, int[] colour) throws IOException {
    byte[] shown = ClipRun.firstFrame(new ClipRun(clip).encode(96, 64).rungs().getFirst(), "rgb24");
    assertNear(pixel(shown, 96, 48, 32), colour, 5);
  }

  private static int[] pixel(byte[] rgb, int width, int x, int y) {
    int at = 3 * (y * width + x);
    return new int[] {rgb[at] & 0xff, rgb[at + 1] & 0xff, rgb[at + 2] & 0xff};
  }

  private static void assertNear(int[] actual, int[] wanted, int tolerance) {
    for (int i = 0; i < 3; i++) {
      assertThat(actual[i])
          .as(
              "component %d of %s, wanted %s",
              i, List.of(actual[0], actual[1], actual[2]), wanted[i])
          .isBetween(wanted[i] - tolerance, wanted[i] + tolerance);
    }
  }

  /** How many pixels on the way through a picture are bright. */
  private static int bright(byte[] gray, int width, int x, int y, int dx, int dy) {
    int count = 0;
    int height = gray.length / width;
    for (int i = x, j = y; i < width && j < height; i += dx, j += dy) {
      count += (gray[j * width + i] & 0xff) > 128 ? 1 : 0;
    }
    return count;
  }
}
