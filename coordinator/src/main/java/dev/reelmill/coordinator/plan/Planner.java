package dev.reelmill.coordinator.plan;

import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.failure.ReelmillException;
import dev.reelmill.common.media.DynamicRange;
import dev.reelmill.common.media.SourceFacts;
import dev.reelmill.common.media.VideoFacts;
import dev.reelmill.common.pictures.PictureSize;
import dev.reelmill.common.work.WorkOrder.SegmentInterval;
import dev.reelmill.coordinator.plan.Plan.PlannedAudio;
import dev.reelmill.coordinator.plan.Plan.PlannedLadder;
import dev.reelmill.coordinator.plan.Plan.PlannedRung;
import dev.reelmill.coordinator.plan.Profile.LadderSpec;
import java.util.List;

/** The function from facts and profile to plan. */
public final class Planner {

  private static final int PICTURES_HEIGHT = 720;

  private Planner() {}

  /**
   * Plans one job.
   *
   * @throws ReelmillException {@link FailureCode#SOURCE_NO_PICTURE} if there is neither a picture
   *     nor sound for it
   */
  public static Plan plan(SourceFacts facts, Profile profile) {
    List<PlannedAudio> audio = SoundPlan.audio(facts.audio(), profile.audio());
    VideoFacts video = facts.video();
    List<PlannedLadder> ladders = video == null ? List.of() : ladders(profile.video(), video);
    if (ladders.isEmpty() && audio.isEmpty()) {
      throw new ReelmillException(FailureCode.SOURCE_NO_PICTURE, nothing(facts, profile));
    }
    List<SegmentInterval> segments =
        video == null || ladders.isEmpty() ? List.of() : segments(facts, video, profile);
    return new Plan(
        ladders,
        segments,
        video == null || ladders.isEmpty()
            ? null
            : pictures(profile, video, ladders.getFirst().rungs(), segments),
        audio,
        SoundPlan.text(facts.text()));
  }

  private static String nothing(SourceFacts facts, Profile profile) {
    if (facts.video() == null && facts.audio().isEmpty()) {
      return "the source has neither a picture nor sound that can be decoded";
    }
    return "the profile %s makes nothing of what the source has: %s"
        .formatted(profile.name(), facts.video() == null ? "sound, but no picture" : "no sound");
  }

  private static List<SegmentInterval> segments(
      SourceFacts facts, VideoFacts video, Profile profile) {
    long origin = facts.origin().dividedBy(video.timebase()).floor();
    boolean damaged = !facts.missing().isEmpty();
    return new Segmentation(profile.segments(), video, origin, damaged).segments();
  }

  /** Those that are made of such a source; the profile's first one always is. */
  private static List<PlannedLadder> ladders(List<LadderSpec> specs, VideoFacts video) {
    DynamicRange source = video.picture().colour().dynamicRange();
    return specs.stream()
        .filter(spec -> spec.takes(source))
        .map(spec -> new LadderPlan(spec, spec.equals(specs.getFirst()), video).planned())
        .toList();
  }

  /** Out of the rung that is nearest to the largest of them, so that little is scaled. */
  private static PlannedPictures pictures(
      Profile profile, VideoFacts video, List<PlannedRung> rungs, List<SegmentInterval> segments) {
    PlannedRung rung =
        rungs.stream()
            .filter(r -> Math.min(r.encoding().width(), r.encoding().height()) <= PICTURES_HEIGHT)
            .findFirst()
            .orElse(rungs.getLast());
    PictureSize size = new PictureSize(rung.encoding().width(), rung.encoding().height());
    PicturesSpec spec = profile.pictures();
    return new PicturesPlan(
            spec == null ? PicturesSpec.POSTER_ONLY : spec, video, rung.name(), size, segments)
        .planned();
  }
}
