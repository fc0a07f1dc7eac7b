package dev.reelmill.coordinator.plan;

import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.TreeSet;

/**
 * Compares the bitrates of two ladders at equal quality, after Bjøntegaard (ITU-T VCEG-M33): the
 * mean distance of their curves of logarithmic bitrate over the quality that both reach. Between
 * rungs the curves are straight, so that no polynomial swings where there are few of them.
 */
final class RateSaving {

  private RateSaving() {}

  /** Share of the bitrate that the second ladder saves; negative if it takes more. */
  static OptionalDouble of(List<RatePoint> before, List<RatePoint> after) {
    double from = Math.max(least(before), least(after));
    double to = Math.min(most(before), most(after));
    if (from > to) {
      return OptionalDouble.empty();
    }
    double distance =
        to == from
            ? logarithm(after, from) - logarithm(before, from)
            : area(before, after, from, to) / (to - from);
    return OptionalDouble.of(1 - Math.exp(distance));
  }

  /** Exact, as both curves are straight between neighbouring corners. */
  private static double area(
      List<RatePoint> before, List<RatePoint> after, double from, double to) {
    TreeSet<Double> corners = new TreeSet<>(List.of(from, to));
    before.forEach(point -> corners.add(point.xpsnr()));
    after.forEach(point -> corners.add(point.xpsnr()));
    double area = 0;
    Double left = null;
    for (double right : corners.subSet(from, true, to, true)) {
      if (left != null) {
        double atLeft = logarithm(after, left) - logarithm(before, left);
        double atRight = logarithm(after, right) - logarithm(before, right);
        area += (right - left) * (atLeft + atRight) / 2;
      }
      left = right;
    }
    return area;
  }

  private static double logarithm(List<RatePoint> ladder, double xpsnr) {
    List<RatePoint> sorted =
        ladder.stream().sorted(Comparator.comparingDouble(RatePoint::xpsnr)).toList();
    RatePoint below = sorted.getFirst();
    for (RatePoint point : sorted) {
      if (point.xpsnr() >= xpsnr) {
        double span = point.xpsnr() - below.xpsnr();
        double share = span == 0 ? 1 : (xpsnr - below.xpsnr()) / span;
        return Math.log(below.bitrate())
            + share * (Math.log(point.bitrate()) - Math.log(below.bitrate()));
      }
      below = point;
    }
    return Math.log(below.bitrate());
  }

  private static double least(List<RatePoint> ladder) {
    return ladder.stream().mapToDouble(RatePoint::xpsnr).min().orElseThrow();
  }

  private static double most(List<RatePoint> ladder) {
    return ladder.stream().mapToDouble(RatePoint::xpsnr).max().orElseThrow();
  }
}
