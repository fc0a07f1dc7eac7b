package dev.reelmill.worker.ffmpeg.arguments;

import dev.reelmill.common.work.QualityOrder;
import java.nio.file.Path;
import java.util.List;

/**
 * Which results are compared with which pictures of the source.
 *
 * @param reference how the source was decoded and scaled; its outputs are not written
 * @param compared results, each with the rung of the reference that it is held against
 * @param order which frames
 */
public record QualityCommand(
    SegmentCommand reference, List<Compared> compared, QualityOrder order) {

  public QualityCommand {
    compared = List.copyOf(compared);
  }

  /**
   * One result.
   *
   * @param file our own
   * @param rung index of the reference's rung; the result is scaled to its size if it has another
   */
  public record Compared(Path file, int rung) {}

  /** The first frame that is decoded for the measuring, from 0. */
  long warmUp() {
    return Math.max(0, order.firstFrame() - 1);
  }

  /** How many lines of a statistics file come before those that count. */
  public long ignoredLines() {
    return order.firstFrame() - warmUp();
  }
}
