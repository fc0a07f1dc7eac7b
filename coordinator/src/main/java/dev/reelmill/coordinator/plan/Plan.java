package dev.reelmill.coordinator.plan;

import dev.reelmill.common.media.AudioEncoding;
import dev.reelmill.common.media.AudioFacts;
import dev.reelmill.common.media.TextFacts;
import dev.reelmill.common.media.VideoEncoding;
import dev.reelmill.common.work.WorkOrder.SegmentInterval;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that will be made of one source.
 *
 * @param ladders the most urgent first; each has all segments
 * @param segments in order, without gaps; none without ladders
 * @param pictures the small ones besides; absent without segments
 * @param audio every track in every variant, the one to play by default first
 * @param text every subtitle track of the source
 */
public record Plan(
    List<PlannedLadder> ladders,
    List<SegmentInterval> segments,
    @Nullable PlannedPictures pictures,
    List<PlannedAudio> audio,
    List<PlannedText> text) {

  public Plan {
    ladders = List.copyOf(ladders);
    segments = List.copyOf(segments);
    audio = List.copyOf(audio);
    text = List.copyOf(text);
  }

  /** The same with other ladders. */
  Plan withLadders(List<PlannedLadder> others) {
    return new Plan(others, segments, pictures, audio, text);
  }

  /** Every rung of every ladder, in order. */
  public List<PlannedRung> rungs() {
    return ladders.stream().flatMap(ladder -> ladder.rungs().stream()).toList();
  }

  /**
   * One codec and dynamic range.
   *
   * @param name {@code av1}
   * @param pictureStep every so many-th picture of a segment is kept
   * @param rungs best first
   */
  public record PlannedLadder(String name, int pictureStep, List<PlannedRung> rungs) {

    public PlannedLadder {
      rungs = List.copyOf(rungs);
    }
  }

  /**
   * One rung of a ladder.
   *
   * @param name {@code 720p} in the first ladder, {@code av1-720p} in others
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
  public record PlannedText(String name, TextFacts track) {

    /** The name of the track of this number, from 1. */
    public static String name(int number) {
      return "text-" + number;
    }
  }
}
