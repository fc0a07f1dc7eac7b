package dev.reelmill.coordinator.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * What one rung takes and gives at each constant rate factor, between those that were tried: the
 * logarithm of the bitrate and the XPSNR are both near to straight lines there.
 */
final class RateCurve {

  private final NavigableMap<Integer, RatePoint> points = new TreeMap<>();

  /**
   * A coarser factor never takes more and gives more than a finer one; where a trial says so, by
   * the noise of short clips, the finer one's figures hold.
   *
   * @param tried by factor, at least one
   */
  RateCurve(Map<Integer, RatePoint> tried) {
    RatePoint finer = null;
    for (Map.Entry<Integer, RatePoint> point : new TreeMap<>(tried).entrySet()) {
      RatePoint now = point.getValue();
      RatePoint kept =
          finer == null
              ? now
              : new RatePoint(
                  Math.min(now.bitrate(), finer.bitrate()), Math.min(now.xpsnr(), finer.xpsnr()));
      points.put(point.getKey(), kept);
      finer = kept;
    }
    if (points.isEmpty()) {
      throw new IllegalArgumentException("a curve without points");
    }
  }

  /** The finest and the coarsest factor that may be asked for, and all between. */
  List<Integer> factors() {
    List<Integer> factors = new ArrayList<>();
    for (int crf = points.firstKey(); crf <= points.lastKey(); crf++) {
      factors.add(crf);
    }
    return factors;
  }

  /** At a factor; beyond what was tried, as at the nearest that was. */
  RatePoint at(int crf) {
    Map.Entry<Integer, RatePoint> finer = points.floorEntry(crf);
    Map.Entry<Integer, RatePoint> coarser = points.ceilingEntry(crf);
    if (finer == null) {
      return points.firstEntry().getValue();
    }
    if (coarser == null) {
      return points.lastEntry().getValue();
    }
    if (finer.getKey().equals(coarser.getKey())) {
      return finer.getValue();
    }
    double share = (double) (crf - finer.getKey()) / (coarser.getKey() - finer.getKey());
    return new RatePoint(
        Math.exp(
            between(
                Math.log(finer.getValue().bitrate()),
                Math.log(coarser.getValue().bitrate()),
                share)),
        between(finer.getValue().xpsnr(), coarser.getValue().xpsnr(), share));
  }

  /** The coarsest factor within the cap that reaches the quality; if none does, the finest. */
  int factorFor(double xpsnr, long mostBitrate) {
    List<Integer> within =
        factors().stream().filter(crf -> at(crf).bitrate() <= mostBitrate).toList();
    return within.stream()
        .filter(crf -> at(crf).xpsnr() >= xpsnr)
        .max(Integer::compare)
        .orElse(within.isEmpty() ? points.lastKey() : within.getFirst());
  }

  private static double between(double from, double to, double share) {
    return from + share * (to - from);
  }
}
