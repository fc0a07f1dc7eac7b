package dev.reelmill.coordinator.plan;

import dev.reelmill.common.pictures.PackLayout;
import dev.reelmill.common.pictures.SegmentStills;
import java.util.List;

/**
 * The small pictures of one video.
 *
 * @param posterSegment the segment with the first candidate, which is the poster for a start
 * @param segments what each segment yields
 * @param layout what all of it is made into
 */
public record PlannedPictures(int posterSegment, List<SegmentStills> segments, PackLayout layout) {

  public PlannedPictures {
    segments = List.copyOf(segments);
  }
}
