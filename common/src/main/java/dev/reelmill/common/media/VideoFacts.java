package dev.reelmill.common.media;

import java.util.List;

/**
 * The picture stream of a source.
 *
 * @param index the stream's index in the file
 * @param codec FFmpeg's name of it
 * @param timebase seconds per tick of every PTS here
 * @param picture what its frames are like
 * @param frameRate the average, exact where the stream is constant
 * @param constantFrameRate whether all frames are equally far apart, to the timebase's rounding
 * @param packets frames as the container counts them; the decoder may show fewer
 * @param startPts PTS of the first frame shown
 * @param endPts end of the last frame shown, exclusive
 * @param cuts where a segment may begin, ascending; the first is at {@code startPts}
 */
public record VideoFacts(
    int index,
    String codec,
    Rational timebase,
    Picture picture,
    Rational frameRate,
    boolean constantFrameRate,
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
