package dev.reelmill.common.media;

import java.util.List;
import org.jspecify.annotations.Nullable;

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
 * @param jumps of the stream's clock; all times here are after them
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
    List<CutPoint> cuts,
    @Nullable List<TimeJump> jumps) {

  public VideoFacts {
    cuts = List.copyOf(cuts);
    jumps = jumps == null ? List.of() : List.copyOf(jumps);
    if (cuts.isEmpty()) {
      throw new IllegalArgumentException("no place to cut: a video has at least its first frame");
    }
  }

  /** Of a stream whose clock runs on. */
  public VideoFacts(
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
    this(
        index,
        codec,
        timebase,
        picture,
        frameRate,
        constantFrameRate,
        packets,
        startPts,
        endPts,
        cuts,
        List.of());
  }

  @Override
  public List<TimeJump> jumps() {
    return jumps == null ? List.of() : jumps;
  }

  /** Ticks as seconds, exactly. */
  public Rational seconds(long ticks) {
    return timebase.times(ticks);
  }
}
