package dev.reelmill.coordinator.plan;

import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.failure.ReelmillException;
import dev.reelmill.common.media.AudioCodec;
import dev.reelmill.common.media.AudioEncoding;
import dev.reelmill.common.media.AudioFacts;
import dev.reelmill.common.media.Rational;
import dev.reelmill.common.media.SourceFacts;
import dev.reelmill.common.media.VideoEncoding;
import dev.reelmill.common.media.VideoFacts;
import dev.reelmill.common.work.WorkOrder.SegmentInterval;
import dev.reelmill.coordinator.plan.Plan.PlannedAudio;
import dev.reelmill.coordinator.plan.Plan.PlannedLadder;
import dev.reelmill.coordinator.plan.Plan.PlannedPoster;
import dev.reelmill.coordinator.plan.Plan.PlannedRung;
import dev.reelmill.coordinator.plan.Profile.AudioSpec;
import dev.reelmill.coordinator.plan.Profile.LadderSpec;
import java.util.Comparator;
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
        ladders, segments, poster(video, ladders, segments), audio(facts.audio(), profile.audio()));
  }

  /** Those that are made of such a source; the profile's first one always is. */
  private static List<PlannedLadder> ladders(List<LadderSpec> specs, VideoFacts video) {
    boolean hdr = video.colour().dynamicRange().isHdr();
    return specs.stream()
        .filter(spec -> spec.takes(hdr))
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

  private static List<PlannedAudio> audio(List<AudioFacts> tracks, List<AudioSpec> variants) {
    return tracks.stream()
        .min(Comparator.comparing(AudioFacts::isDefault).reversed())
        .map(track -> variants.stream().map(variant -> audio(track, variant)).toList())
        .orElse(List.of());
  }

  private static PlannedAudio audio(AudioFacts track, AudioSpec variant) {
    return new PlannedAudio(
        variant.name(), variant.name(), track.index(), encoding(track, variant));
  }

  private static AudioEncoding encoding(AudioFacts track, AudioSpec spec) {
    int channels = Math.clamp(track.channels(), 1, spec.maxChannels());
    // Rates that every player takes; 44.1 kHz stays as it is, so that music is not resampled. Opus
    // knows only 48 kHz.
    boolean kept = track.sampleRate() == 44_100 && spec.codec() == AudioCodec.AAC;
    int sampleRate = kept ? 44_100 : 48_000;
    return new AudioEncoding(
        spec.codec(), spec.bitratePerChannel() * channels, sampleRate, channels);
  }
}
