package dev.reelmill.common.media;

import org.jspecify.annotations.Nullable;

/**
 * What the decoded frames of a stream are like: all that it takes to show them right.
 *
 * @param width in pixels, of what is meant to be shown, before turning
 * @param height likewise
 * @param sampleAspectRatio width : height of one pixel, before turning
 * @param orientation how to turn it upright
 * @param scan whether frames are made of fields
 * @param decoder FFmpeg's name of the one to use where it is not its usual one: that for a codec
 *     whose transparency lies in a second layer
 * @param pixelFormat FFmpeg's name of it
 * @param bitDepth bits of one sample
 * @param alpha whether it has transparent parts; they are shown on black
 * @param colour how its numbers become light; with {@code unknown} only where nothing can be said
 * @param light what HDR pictures say besides
 */
public record Picture(
    int width,
    int height,
    Rational sampleAspectRatio,
    Orientation orientation,
    Scan scan,
    @Nullable String decoder,
    String pixelFormat,
    int bitDepth,
    boolean alpha,
    Colour colour,
    LightLevels light) {

  /** A plain one: square pixels, upright, progressive, 8-bit BT.709. */
  public static Picture plain(int width, int height) {
    return new Picture(
        width,
        height,
        Rational.of(1),
        Orientation.UPRIGHT,
        Scan.PROGRESSIVE,
        null,
        "yuv420p",
        8,
        false,
        Colour.BT709,
        LightLevels.UNKNOWN);
  }

  /** In square pixels, upright. */
  public Rational displayWidth() {
    return orientation.swapsSides() ? Rational.of(height) : squareWidth();
  }

  /** In square pixels, upright. */
  public Rational displayHeight() {
    return orientation.swapsSides() ? squareWidth() : Rational.of(height);
  }

  private Rational squareWidth() {
    return sampleAspectRatio.times(width);
  }
}
