package dev.reelmill.worker.ffmpeg.arguments;

import dev.reelmill.common.media.Rational;
import dev.reelmill.common.media.VideoEncoding;
import dev.reelmill.common.pictures.SegmentStills;
import dev.reelmill.common.work.WorkOrder.SegmentInterval;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One segment: what to decode, and what to make of it.
 *
 * @param source local file
 * @param format its demuxer
 * @param stream index of the picture stream
 * @param interval which frames
 * @param seek where to seek, in seconds on the source's clock; absent to decode from the beginning
 * @param forceStart whether the first frame that decodes is shown from the interval's start, even
 *     if it comes later: for sources that are damaged there
 * @param rungs outputs, one per rung
 * @param stills small pictures besides
 */
public record SegmentCommand(
    Path source,
    String format,
    int stream,
    SegmentInterval interval,
    @Nullable Rational seek,
    boolean forceStart,
    List<Rung> rungs,
    @Nullable Stills stills) {

  public SegmentCommand {
    rungs = List.copyOf(rungs);
  }

  /** An output and how it is encoded. */
  public record Rung(Path file, VideoEncoding encoding) {}

  /**
   * Small pictures besides.
   *
   * @param rung index of the rung from whose pictures they are made
   * @param folder for {@link StillsArguments.Branch}'s files
   */
  public record Stills(int rung, SegmentStills what, Path folder) {}
}
