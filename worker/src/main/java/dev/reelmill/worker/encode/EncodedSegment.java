package dev.reelmill.worker.encode;

import dev.reelmill.common.media.TimeSpan;
import dev.reelmill.worker.ffmpeg.arguments.SegmentCommand;
import dev.reelmill.worker.ffmpeg.arguments.SegmentCommand.Rung;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What the encoder wrote.
 *
 * @param frames that it said it had put into each rung
 * @param command that it did it with, without the stills
 * @param stills small pictures, if some were ordered and could be made
 * @param lost where the source has frames that could not be decoded
 */
public record EncodedSegment(
    long frames, SegmentCommand command, Optional<CollectedStills> stills, List<TimeSpan> lost) {

  public EncodedSegment {
    lost = List.copyOf(lost);
  }

  /** The files, in the order's order. */
  public List<Path> rungs() {
    return command.rungs().stream().map(Rung::file).toList();
  }
}
