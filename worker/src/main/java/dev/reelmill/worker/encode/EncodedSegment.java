package dev.reelmill.worker.encode;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What the encoder wrote.
 *
 * @param frames that it said it had put into each rung
 * @param rungs files in the order's order
 * @param stills small pictures, if some were ordered and could be made
 */
public record EncodedSegment(long frames, List<Path> rungs, Optional<CollectedStills> stills) {

  public EncodedSegment {
    rungs = List.copyOf(rungs);
  }
}
