package dev.reelmill.coordinator.plan;

import dev.reelmill.common.media.CutPoint;
import dev.reelmill.common.media.Rational;
import dev.reelmill.common.media.VideoFacts;
import dev.reelmill.common.work.WorkOrder.SegmentInterval;
import dev.reelmill.coordinator.plan.Profile.SegmentPolicy;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a picture stream into segments. Every frame belongs to exactly one: each begins at a frame
 * that inspection named, and ends where the next begins.
 */
final class Segmentation {

  /** A long video is cut into about this many segments, as far as the policy's lengths allow. */
  private static final int WANTED_SEGMENTS = 120;

  /** Towards the end, a segment takes at most this part of what is left. */
  private static final Rational SHARE_OF_REST = Rational.of(1, 4);

  /** A rest that is shorter than this part of a tail segment joins its neighbour. */
  private static final Rational LEAST_REST = Rational.of(1, 2);

  private final SegmentPolicy policy;
  private final VideoFacts facts;
  private final long origin;
  private final @Nullable Long end;
  private final Rational steady;

  /**
   * @param origin what is subtracted from every PTS, in the stream's timebase
   * @param damaged whether there may be frames with times behind the end, which are cut off
   */
  Segmentation(SegmentPolicy policy, VideoFacts facts, long origin, boolean damaged) {
    this.policy = policy;
    this.facts = facts;
    this.origin = origin;
    this.end = damaged ? facts.endPts() : null;
    this.steady = clamp(length(facts.startPts()).dividedBy(Rational.of(WANTED_SEGMENTS)));
  }

  List<SegmentInterval> segments() {
    List<CutPoint> cuts = chosenCuts();
    List<SegmentInterval> segments = new ArrayList<>();
    for (int i = 0; i < cuts.size(); i++) {
      CutPoint start = cuts.get(i);
      boolean last = i == cuts.size() - 1;
      long packetsBeforeEnd = last ? facts.packets() : cuts.get(i + 1).packetsBefore();
      segments.add(
          new SegmentInterval(
              facts.timebase(),
              start.keyframePts(),
              start.pts(),
              last ? end : (Long) cuts.get(i + 1).pts(),
              origin,
              packetsBeforeEnd - start.packetsBefore(),
              facts.jumps()));
    }
    return segments;
  }

  private List<CutPoint> chosenCuts() {
    List<CutPoint> chosen = new ArrayList<>();
    List<CutPoint> candidates = facts.cuts();
    int next = 0;
    while (next < candidates.size()) {
      CutPoint cut = candidates.get(next);
      chosen.add(cut);
      next = bestAfter(next, wantedLength(chosen.size() - 1, length(cut.pts())));
    }
    return chosen;
  }

  /** Index of the candidate that ends the segment begun at {@code from}, or past the last one. */
  private int bestAfter(int from, Rational wanted) {
    List<CutPoint> candidates = facts.cuts();
    long start = candidates.get(from).pts();
    int best = candidates.size();
    Rational bestScore = null;
    for (int i = from + 1; i < candidates.size(); i++) {
      CutPoint candidate = candidates.get(i);
      Rational length = facts.seconds(candidate.pts() - start);
      if (length(candidate.pts()).compareTo(policy.tailSeconds().times(LEAST_REST)) < 0) {
        break;
      }
      Rational score = score(length, wanted, candidate);
      if (bestScore == null || score.compareTo(bestScore) < 0) {
        best = i;
        bestScore = score;
      } else if (length.compareTo(wanted.times(2)) > 0) {
        break;
      }
    }
    return best;
  }

  /**
   * A second that is decoded for nothing weighs as much as one of unwanted length: cuts at the
   * source's own keyframes are often changes of scene, and cost the encoder less time and bytes.
   */
  private Rational score(Rational length, Rational wanted, CutPoint candidate) {
    Rational missed = length.minus(wanted);
    Rational distance = missed.isPositive() ? missed : Rational.ZERO.minus(missed);
    Rational preroll = facts.seconds(candidate.pts() - candidate.keyframePts());
    return distance.plus(preroll);
  }

  private Rational wantedLength(int segment, Rational rest) {
    if (segment < policy.heads()) {
      return policy.headSeconds();
    }
    Rational share = max(rest.times(SHARE_OF_REST), policy.tailSeconds());
    return share.compareTo(steady) < 0 ? share : steady;
  }

  /** Seconds from a PTS to the end. */
  private Rational length(long from) {
    return facts.seconds(facts.endPts() - from);
  }

  private Rational clamp(Rational length) {
    Rational atLeast = max(length, policy.leastSeconds());
    return atLeast.compareTo(policy.mostSeconds()) < 0 ? atLeast : policy.mostSeconds();
  }

  private static Rational max(Rational left, Rational right) {
    return left.compareTo(right) < 0 ? right : left;
  }
}
