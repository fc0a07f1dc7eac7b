package dev.reelmill.coordinator.backlog;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.reelmill.common.media.AudioFacts;
import dev.reelmill.common.media.FileContainer;
import dev.reelmill.common.media.LoudnessTarget;
import dev.reelmill.common.media.Picture;
import dev.reelmill.common.media.Rational;
import dev.reelmill.common.media.TextFacts;
import dev.reelmill.common.media.VideoEncoding;
import dev.reelmill.common.pictures.PackLayout;
import dev.reelmill.common.pictures.SegmentStills;
import dev.reelmill.common.work.QualityOrder;
import dev.reelmill.common.work.WorkOrder.SegmentInterval;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the database keeps of an order; with the attempt's keys and signed URLs it becomes a {@link
 * dev.reelmill.common.work.WorkOrder} when it is claimed.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = OrderBody.Inspect.class, name = "inspect"),
  @JsonSubTypes.Type(value = OrderBody.Segment.class, name = "segment"),
  @JsonSubTypes.Type(value = OrderBody.Audio.class, name = "audio"),
  @JsonSubTypes.Type(value = OrderBody.TrialEncode.class, name = "trial"),
  @JsonSubTypes.Type(value = OrderBody.Text.class, name = "text"),
  @JsonSubTypes.Type(value = OrderBody.AssembleFile.class, name = "file"),
  @JsonSubTypes.Type(value = OrderBody.PackPictures.class, name = "pictures")
})
public sealed interface OrderBody {

  /** Look at the job's source. */
  record Inspect() implements OrderBody {}

  /**
   * One segment in all rungs of one ladder.
   *
   * @param number from 0
   * @param ladder whose rungs are made
   * @param frames that it shows at most, in each rung
   * @param stills the small pictures that it yields besides, if any
   */
  record Segment(
      int number,
      String ladder,
      String format,
      int stream,
      Picture picture,
      SegmentInterval interval,
      long frames,
      @Nullable SegmentStills stills,
      @Nullable QualityOrder quality)
      implements OrderBody {}

  /**
   * One stretch of the picture at all points of a grid, before there is a plan.
   *
   * @param sample its number, from 0
   */
  record TrialEncode(
      int sample,
      String format,
      int stream,
      Picture picture,
      SegmentInterval interval,
      List<VideoEncoding> points,
      int frameRate)
      implements OrderBody {
    public TrialEncode {
      points = List.copyOf(points);
    }
  }

  /** A whole audio track. */
  record Audio(
      String format,
      AudioFacts track,
      Rational origin,
      Rational duration,
      String rendition,
      @Nullable LoudnessTarget loudness,
      @Nullable Still waveform)
      implements OrderBody {}

  /**
   * One subtitle track.
   *
   * @param name of the published track
   * @param sideCar the file beside the source that holds it; the source itself if absent
   */
  record Text(
      String name,
      @Nullable StoredSideCar sideCar,
      String format,
      TextFacts track,
      Rational origin,
      Rational duration)
      implements OrderBody {}

  /** A subtitle file that came with the source. */
  record StoredSideCar(String key, String fileName, long sizeBytes) {}

  /**
   * One progressive file out of finished renditions.
   *
   * @param name of the file
   * @param video name of the rendition of its pictures
   * @param audio name of the rendition of its sound, if it has any
   */
  record AssembleFile(String name, FileContainer container, String video, @Nullable String audio)
      implements OrderBody {}

  /** The pictures of the whole video, out of its segments' stills. */
  record PackPictures(PackLayout layout) implements OrderBody {}

  /** The size of a still. */
  record Still(int width, int height) {}
}
