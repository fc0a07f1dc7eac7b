package dev.reelmill.coordinator.plan;

import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.failure.ReelmillException;
import dev.reelmill.common.media.DynamicRange;
import dev.reelmill.common.media.Rational;
import dev.reelmill.common.media.SourceFacts;
import dev.reelmill.common.media.VideoEncoding;
import dev.reelmill.common.media.VideoFacts;
import dev.reelmill.common.work.WorkOrder.SegmentInterval;
import dev.reelmill.coordinator.plan.Plan.PlannedLadder;
import dev.reelmill.coordinator.plan.Plan.PlannedPoster;
import dev.reelmill.coordinator.plan.Plan.PlannedRung;
import dev.reelmill.coordinator.plan.Profile.LadderSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The function from facts and profile to plan. */
public final class Planner {

  private static final Rational POSTER_POSITION = Rational.of(1, 10);
  private static final Rational POSTER_LATEST = Rational.of(60);
  private static final int POSTER_MOST_HEIGHT = 720;

  private Planner() {}

  /**
   * Plans one job.
   *
   * @throws ReelmillException {@link FailureCode#SOURCE_NO_PICTURE} if there is nothing to see
   */
  public static Plan plan(SourceFacts facts, Profile profile) {
    VideoFacts video = facts.video();
    if (video == null) {
      throw new ReelmillException(
          FailureCode.SOURCE_NO_PICTURE, "the source has no picture stream to encode");
    }
    List<PlannedLadder> ladders = ladders(profile.video(), video);
    long origin = facts.origin().dividedBy(video.timebase()).floor();
    List<SegmentInterval> segments =
        ladders.isEmpty()
            ? List.of()
            : new Segmentation(profile.segments(), video, origin).segments();
    return new Plan(
        ladders,
        segments,
        poster(video, ladders, segments),
        SoundPlan.audio(facts.audio(), profile.audio()),
        SoundPlan.text(facts.text()));
  }

  /** Those that are made of such a source; the profile's first one always is. */
  private static List<PlannedLadder> ladders(List<LadderSpec> specs, VideoFacts video) {
    DynamicRange source = video.picture().colour().dynamicRange();
    return specs.stream()
        .filter(spec -> spec.takes(source))
        .map(spec -> new LadderPlan(spec, spec.equals(specs.getFirst()), video).planned())
        .toList();
  }

  /** A tenth into the video, where titles are over; early in a long one, so that it comes soon. */
  private static @Nullable PlannedPoster poster(
      VideoFacts video, List<PlannedLadder> ladders, List<SegmentInterval> segments) {
    if (ladders.isEmpty()) {
      return null;
    }
    List<PlannedRung> rungs = ladders.getFirst().rungs();
    Rational tenth = video.seconds(video.endPts() - video.startPts()).times(POSTER_POSITION);
    Rational at = tenth.compareTo(POSTER_LATEST) < 0 ? tenth : POSTER_LATEST;
    int segment = 0;
    while (segment + 1 < segments.size()
        && video.seconds(segments.get(segment + 1).startPts() - video.startPts()).compareTo(at)
            <= 0) {
      segment++;
    }
    VideoEncoding size =
        rungs.stream()
            .map(PlannedRung::encoding)
            .filter(rung -> Math.min(rung.width(), rung.height()) <= POSTER_MOST_HEIGHT)
            .findFirst()
            .orElse(rungs.getLast().encoding());
    return new PlannedPoster(segment, size.width(), size.height());
  }
}
