package dev.reelmill.coordinator.dispatch;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.reelmill.common.media.Rational;
import dev.reelmill.common.work.WorkOrder.SegmentInterval;
import org.jspecify.annotations.Nullable;

/**
 * What the database keeps of an order; with the attempt's keys and signed URLs it becomes a {@link
 * dev.reelmill.common.work.WorkOrder} when it is claimed.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = OrderBody.Inspect.class, name = "inspect"),
  @JsonSubTypes.Type(value = OrderBody.Segment.class, name = "segment"),
  @JsonSubTypes.Type(value = OrderBody.Audio.class, name = "audio")
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
   */
  record Segment(
      int number,
      String ladder,
      String format,
      int stream,
      SegmentInterval interval,
      long frames,
      @Nullable Still poster)
      implements OrderBody {}

  /** A whole audio track. */
  record Audio(String format, int stream, Rational origin, Rational duration, String rendition)
      implements OrderBody {}

  /** The size of a still. */
  record Still(int width, int height) {}
}
