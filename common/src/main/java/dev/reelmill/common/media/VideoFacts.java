package dev.reelmill.common.media;

import java.util.List;

/**
 * The picture stream of a source.
 *
 * @param index the stream's index in the file
 * @param codec FFmpeg's name of it
 * @param timebase seconds per tick of every PTS here
 * @param width of the coded picture in pixels, before rotation
 * @param height of the coded picture in pixels, before rotation
 * @param sampleAspectRatio width : height of one pixel
 * @param rotation clockwise turn to show it upright: 0, 90, 180 or 270 degrees
 * @param frameRate the average, exact where the stream is constant
 * @param constantFrameRate whether all frames are equally far apart, to the timebase's rounding
 * @param pixelFormat FFmpeg's name of it
 * @param colour how its numbers become light
 * @param fieldOrder {@code progressive}, or FFmpeg's name of the interlacing
 * @param packets frames as the container counts them; the decoder may show fewer
 * @param startPts PTS of the first frame shown
 * @param endPts end of the last frame shown, exclusive
 * @param cuts where a segment may begin, ascending; the first is at {@code startPts}
 */
public record VideoFacts(
    int index,
    String codec,
    Rational timebase,
    int width,
    int height,
    Rational sampleAspectRatio,
    int rotation,
    Rational frameRate,
    boolean constantFrameRate,
    String pixelFormat,
    Colour colour,
    String fieldOrder,
    long packets,
    long startPts,
    long endPts,
    List<CutPoint> cuts) {

  public VideoFacts {
    cuts = List.copyOf(cuts);
    if (cuts.isEmpty()) {
      throw new IllegalArgumentException("no place to cut: a video has at least its first frame");
    }
  }

  /** Ticks as seconds, exactly. */
  public Rational seconds(long ticks) {
    return timebase.times(ticks);
  }
}
