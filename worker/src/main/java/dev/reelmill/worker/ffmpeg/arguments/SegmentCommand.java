package dev.reelmill.worker.ffmpeg.arguments;

import dev.reelmill.common.media.Picture;
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
 * @param picture what its frames are like
 * @param interval which frames
 * @param seek where to seek, in seconds on the source's clock; absent to decode from the beginning
 * @param selection which of the frames that decode there
 * @param rungs outputs, one per rung
 * @param stills small pictures besides
 */
public record SegmentCommand(
    Path source,
    String format,
    int stream,
    Picture picture,
    SegmentInterval interval,
    @Nullable Rational seek,
    Selection selection,
    List<Rung> rungs,
    @Nullable Stills stills) {

  public SegmentCommand {
    rungs = List.copyOf(rungs);
  }

  /** The same pictures for other outputs, and no still. */
  public SegmentCommand withRungs(List<Rung> others) {
    return new SegmentCommand(
        source, format, stream, picture, interval, seek, selection, others, null);
  }

  /** Which frames are encoded, and where they are shown. */
  public enum Selection {
    /** All of the interval, each in its own time. */
    ALL,
    /**
     * All of the interval; the first is shown from the interval's start, even if it comes later.
     */
    ALL_FROM_START,
    /** Where none decodes, the next one after the interval's start stands in for all. */
    NEXT,
    /** Where none follows either, black stands in for all. */
    BLACK;

    public boolean standsIn() {
      return this == NEXT || this == BLACK;
    }
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
