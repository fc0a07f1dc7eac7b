package dev.reelmill.coordinator.plan;

import dev.reelmill.common.media.Rational;
import dev.reelmill.common.media.VideoFacts;
import dev.reelmill.common.work.QualityOrder;
import dev.reelmill.common.work.WorkOrder.SegmentInterval;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Chooses which pictures of which segments are measured. Measuring decodes a stretch of the source
 * again; so with a sample, only segments that begin at one of the source's keyframes are taken, and
 * the first.
 */
public final class QualitySampling {

  /** A segment's first pictures are its best; the sample begins behind them. */
  private static final int LEAD = 6;

  private static final int MOST_FRAME_RATE = 300;

  private QualitySampling() {}

  /**
   * One entry a segment, in order.
   *
   * @param pictureStep every so many-th picture of the source is kept
   */
  public static List<Optional<QualityOrder>> of(
      @Nullable QualityPolicy policy,
      VideoFacts video,
      List<SegmentInterval> segments,
      int pictureStep) {
    int frameRate = frameRate(video, pictureStep);
    return switch (policy == null ? QualityPolicy.Sample.NONE : policy.sample()) {
      case NONE -> segments.stream().map(segment -> Optional.<QualityOrder>empty()).toList();
      case WHOLE -> {
        QualityOrder whole =
            new QualityOrder(0, null, frameRate, Objects.requireNonNull(policy).floor());
        yield segments.stream().map(segment -> Optional.of(whole)).toList();
      }
      case SOME -> some(Objects.requireNonNull(policy), frameRate, segments, pictureStep);
    };
  }

  /** About how many frames a second are shown. */
  static int frameRate(VideoFacts video, int pictureStep) {
    Rational kept = video.frameRate().dividedBy(Rational.of(pictureStep));
    return Math.clamp(kept.round(), 1, MOST_FRAME_RATE);
  }

  private static List<Optional<QualityOrder>> some(
      QualityPolicy policy, int frameRate, List<SegmentInterval> segments, int pictureStep) {
    int frames = Objects.requireNonNull(policy.frames());
    long every = Objects.requireNonNull(policy.everyFrames());
    List<Optional<QualityOrder>> orders = new ArrayList<>();
    long since = every;
    for (SegmentInterval segment : segments) {
      long pictures = segment.packets() / pictureStep;
      boolean free = orders.isEmpty() || segment.keyframePts() == segment.startPts();
      boolean due = free && since >= every;
      orders.add(
          due
              ? Optional.of(
                  new QualityOrder(
                      first(pictures, frames), (long) frames, frameRate, policy.floor()))
              : Optional.empty());
      since = pictures + (due ? 0 : since);
    }
    return orders;
  }

  private static long first(long pictures, int frames) {
    return Math.clamp(pictures - frames, 0, LEAD);
  }
}
