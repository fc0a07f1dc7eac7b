package dev.reelmill.common.media;

/**
 * How a picture's numbers become light, in FFmpeg's words; {@code unknown} where the source does
 * not say.
 */
public record Colour(String primaries, String transfer, String matrix, String range) {

  public static final Colour UNKNOWN = new Colour("unknown", "unknown", "unknown", "unknown");

  /** Which the transfer curve tells; standard where it is unknown. */
  public DynamicRange dynamicRange() {
    return switch (transfer) {
      case "smpte2084" -> DynamicRange.PQ;
      case "arib-std-b67" -> DynamicRange.HLG;
      default -> DynamicRange.SDR;
    };
  }
}
