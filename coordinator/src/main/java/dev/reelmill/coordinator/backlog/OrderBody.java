package dev.reelmill.coordinator.backlog;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.reelmill.common.media.Rational;
import dev.reelmill.common.media.VideoEncoding;
import dev.reelmill.common.pictures.PackLayout;
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
  @JsonSubTypes.Type(value = OrderBody.PackPictures.class, name = "pictures")
})
public sealed interface OrderBody {

  /** Look at the job's source. */
  record Inspect() implements OrderBody {}

  /**
   * One segment in all rungs of the job.
   *
   * @param number from 0
   */
  record Segment(
      int number,
      String format,
      int stream,
      SegmentInterval interval,
      @Nullable Still poster,
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
      SegmentInterval interval,
      List<VideoEncoding> points,
      int frameRate)
      implements OrderBody {
    public TrialEncode {
      points = List.copyOf(points);
    }
  }

  /** A whole audio track. */
  record Audio(String format, int stream, Rational origin, Rational duration, String rendition)
      implements OrderBody {}

  /** The pictures of the whole video, out of its segments' stills. */
  record PackPictures(PackLayout layout) implements OrderBody {}

  /** The size of a still. */
  record Still(int width, int height) {}
}
