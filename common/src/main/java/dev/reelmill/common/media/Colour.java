package dev.reelmill.common.media;

/**
 * How a picture's numbers become light, in FFmpeg's words; {@code unknown} where the source does
 * not say.
 */
public record Colour(String primaries, String transfer, String matrix, String range) {

  public static final Colour UNKNOWN = new Colour("unknown", "unknown", "unknown", "unknown");
}
