package dev.reelmill.worker.encode;

import dev.reelmill.common.media.TimeSpan;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What the encoder wrote.
 *
 * @param frames that it said it had put into each rung
 * @param rungs files in the order's order
 * @param stills small pictures, if some were ordered and could be made
 * @param lost where the source has frames that could not be decoded
 */
public record EncodedSegment(
    long frames, List<Path> rungs, Optional<CollectedStills> stills, List<TimeSpan> lost) {

  public EncodedSegment {
    rungs = List.copyOf(rungs);
    lost = List.copyOf(lost);
  }
}
