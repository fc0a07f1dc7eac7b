package dev.reelmill.worker.inspect;

import dev.reelmill.common.media.CutPoint;
import dev.reelmill.common.media.Rational;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Chooses where segments may begin: at keyframes half a second apart or more, and about every two
 * seconds at other frames where no keyframe is near.
 */
final class CutFinder {

  private static final Rational LEAST_SECONDS = Rational.of(1, 2);
  private static final Rational USUAL_SECONDS = Rational.of(2);

  /** Where nothing can be sought. */
  private static final Rational LEAST_UNSOUGHT = Rational.of(60);

  private static final int FEW = 8;

  private final long[] pts;
  private final long[] keyframes;
  private final long firstPacket;
  private final long least;
  private final long usual;
  private final Rational timebase;
  private final List<CutPoint> cuts = new ArrayList<>();

  /**
   * @param pts of all frames, ascending
   * @param keyframes PTS of all keyframes, ascending
   * @param firstPacket PTS of the first packet in the file, from which anything can be decoded
   */
  CutFinder(long[] pts, long[] keyframes, long firstPacket, Rational timebase) {
    this.pts = pts;
    this.keyframes = keyframes;
    this.firstPacket = firstPacket;
    this.timebase = timebase;
    this.least = LEAST_SECONDS.dividedBy(timebase).ceil();
    this.usual = USUAL_SECONDS.dividedBy(timebase).ceil();
  }

  /** Only the beginning: for sources whose times can't be trusted. */
  List<CutPoint> single() {
    return List.of(cut(0));
  }

  /**
   * At most eight, a minute apart or more: for sources that can't be sought, where each segment is
   * decoded from the beginning of the file.
   */
  List<CutPoint> few() {
    long apart =
        Math.max(LEAST_UNSOUGHT.dividedBy(timebase).ceil(), (pts[pts.length - 1] - pts[0]) / FEW);
    List<CutPoint> few = new ArrayList<>();
    for (CutPoint cut : all()) {
      if (few.isEmpty() || cut.pts() - few.getLast().pts() >= apart) {
        few.add(cut);
      }
    }
    return few;
  }

  List<CutPoint> all() {
    cuts.add(cut(0));
    for (int i = 1; i < pts.length; i++) {
      // Of several frames with one time only the first is kept by the encoder.
      if (pts[i] > pts[i - 1] && isCut(pts[i])) {
        cuts.add(cut(i));
      }
    }
    return cuts;
  }

  private boolean isCut(long time) {
    long sinceLast = time - cuts.getLast().pts();
    int next = Arrays.binarySearch(keyframes, time);
    if (next >= 0) {
      return sinceLast >= least;
    }
    next = -next - 1;
    boolean keyframeSoon = next < keyframes.length && keyframes[next] - time < least;
    return sinceLast >= usual && !keyframeSoon && isFarFromKeyframes(next);
  }

  /** Whether the keyframes around are more than two seconds apart. */
  private boolean isFarFromKeyframes(int next) {
    return next == 0 || next == keyframes.length || keyframes[next] - keyframes[next - 1] > usual;
  }

  private CutPoint cut(int i) {
    int found = Arrays.binarySearch(keyframes, pts[i]);
    int at = found >= 0 ? found : -found - 2;
    long keyframe = at >= 0 ? keyframes[at] : Math.min(firstPacket, pts[i]);
    return new CutPoint(pts[i], keyframe, i);
  }
}
