package dev.reelmill.coordinator.plan;

import dev.reelmill.common.media.AudioEncoding;
import dev.reelmill.common.media.VideoEncoding;
import dev.reelmill.common.work.WorkOrder.SegmentInterval;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that will be made of one source.
 *
 * @param rungs best first; each has all segments
 * @param segments in order, without gaps
 * @param pictures the small ones besides
 * @param audio the track, if there is one
 */
public record Plan(
    List<PlannedRung> rungs,
    List<SegmentInterval> segments,
    PlannedPictures pictures,
    @Nullable PlannedAudio audio) {

  public Plan {
    rungs = List.copyOf(rungs);
    segments = List.copyOf(segments);
  }

  /** Work orders that it takes. */
  public int orders() {
    return segments.size() + (audio == null ? 0 : 1);
  }

  /**
   * One rung of the ladder.
   *
   * @param name {@code 720p}
   */
  public record PlannedRung(String name, VideoEncoding encoding) {}

  /**
   * The audio rendition.
   *
   * @param name {@code audio}
   * @param stream index in the source
   */
  public record PlannedAudio(String name, int stream, AudioEncoding encoding) {}
}
