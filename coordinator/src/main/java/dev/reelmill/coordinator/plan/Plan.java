package dev.reelmill.coordinator.plan;

import dev.reelmill.common.media.AudioEncoding;
import dev.reelmill.common.media.AudioFacts;
import dev.reelmill.common.media.TextFacts;
import dev.reelmill.common.media.VideoEncoding;
import dev.reelmill.common.work.WorkOrder.SegmentInterval;
import java.util.List;

/**
 * All that will be made of one source.
 *
 * @param rungs best first; each has all segments
 * @param segments in order, without gaps
 * @param poster where the still comes from
 * @param audio every track in every variant, the one to play by default first
 * @param text every subtitle track of the source
 */
public record Plan(
    List<PlannedRung> rungs,
    List<SegmentInterval> segments,
    PlannedPoster poster,
    List<PlannedAudio> audio,
    List<PlannedText> text) {

  public Plan {
    rungs = List.copyOf(rungs);
    segments = List.copyOf(segments);
    audio = List.copyOf(audio);
    text = List.copyOf(text);
  }

  /** Work orders that it takes. */
  public int orders() {
    return segments.size() + audio.size() + text.size();
  }

  /**
   * One rung of the ladder.
   *
   * @param name {@code 720p}
   */
  public record PlannedRung(String name, VideoEncoding encoding) {}

  /**
   * One audio rendition.
   *
   * @param name {@code audio}, {@code audio-2-surround}
   * @param variant of the profile; renditions of one variant are alternatives of each other
   */
  public record PlannedAudio(
      String name, String variant, AudioFacts track, AudioEncoding encoding) {}

  /**
   * One subtitle track.
   *
   * @param name {@code text-1}
   */
  public record PlannedText(String name, TextFacts track) {}

  /**
   * The still picture.
   *
   * @param segment from which it is taken
   * @param width in pixels
   * @param height in pixels
   */
  public record PlannedPoster(int segment, int width, int height) {}
}
