package dev.reelmill.worker.inspect;

import dev.reelmill.common.media.Colour;
import dev.reelmill.common.media.DynamicRange;
import java.util.Set;

/**
 * Completes what a source says about its colours. What it leaves out, or says in a way that nothing
 * can be made of, is what players assume: RGB is sRGB, small pictures are BT.601, others BT.709,
 * limited range unless the pixel format says full.
 */
final class Colours {

  private static final Set<String> PRIMARIES =
      Set.of(
          "bt709",
          "bt470m",
          "bt470bg",
          "smpte170m",
          "smpte240m",
          "film",
          "bt2020",
          "smpte431",
          "smpte432");
  private static final Set<String> TRANSFERS =
      Set.of(
          "bt709",
          "bt470m",
          "bt470bg",
          "smpte170m",
          "linear",
          "log100",
          "log316",
          "iec61966-2-1",
          "iec61966-2-4",
          "bt2020-10",
          "bt2020-12",
          "smpte2084",
          "arib-std-b67");
  private static final Set<String> MATRICES =
      Set.of(
          "bt709",
          "fcc",
          "bt470bg",
          "smpte170m",
          "smpte240m",
          "ycgco",
          "bt2020nc",
          "bt2020c",
          "ictcp");

  /** The most lines and columns of standard definition, with the blanking that some files keep. */
  private static final int SD_HEIGHT = 576;

  private static final int SD_WIDTH = 1024;

  private Colours() {}

  /**
   * The colour that the numbers are taken as; no part of it is {@code unknown}.
   *
   * @param said by the stream
   * @param width of the picture in pixels
   * @param height of the picture in pixels
   */
  static Colour of(Colour said, String pixelFormat, int width, int height) {
    boolean rgb = PixelFormats.isRgb(pixelFormat);
    String matrix = rgb ? "gbr" : matrix(said, width, height);
    String transfer = known(TRANSFERS, said.transfer(), rgb ? "iec61966-2-1" : "bt709");
    return new Colour(
        known(PRIMARIES, said.primaries(), primaries(matrix, isLarge(width, height))),
        transfer,
        matrix,
        full(said.range(), pixelFormat) ? "pc" : "tv");
  }

  private static String matrix(Colour said, int width, int height) {
    if (MATRICES.contains(said.matrix())) {
      return said.matrix();
    }
    if (said.primaries().equals("bt2020") || said.dynamicRange() == DynamicRange.HDR) {
      return "bt2020nc";
    }
    if (said.primaries().equals("bt709") || isLarge(width, height)) {
      return "bt709";
    }
    return height == SD_HEIGHT || said.primaries().equals("bt470bg") ? "bt470bg" : "smpte170m";
  }

  /** Large pictures with the matrix of small ones come from programs that forgot to choose one. */
  private static String primaries(String matrix, boolean large) {
    return switch (matrix) {
      case "bt2020nc", "bt2020c", "ictcp" -> "bt2020";
      case "bt470bg", "smpte170m" -> large ? "bt709" : matrix;
      case String other -> "bt709";
    };
  }

  private static boolean isLarge(int width, int height) {
    return Math.max(width, height) > SD_WIDTH || Math.min(width, height) > SD_HEIGHT;
  }

  private static boolean full(String said, String pixelFormat) {
    return PixelFormats.isFullRange(pixelFormat) || said.equals("pc");
  }

  private static String known(Set<String> names, String said, String otherwise) {
    return names.contains(said) ? said : otherwise;
  }
}
