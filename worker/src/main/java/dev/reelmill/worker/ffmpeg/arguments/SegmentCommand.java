package dev.reelmill.worker.ffmpeg.arguments;

import dev.reelmill.common.media.Rational;
import dev.reelmill.common.media.VideoEncoding;
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
 * @param poster a still besides
 */
public record SegmentCommand(
    Path source,
    String format,
    int stream,
    SegmentInterval interval,
    @Nullable Rational seek,
    boolean forceStart,
    List<Rung> rungs,
    @Nullable Poster poster) {

  public SegmentCommand {
    rungs = List.copyOf(rungs);
  }

  /** The same pictures for other outputs, and no still. */
  public SegmentCommand withRungs(List<Rung> others) {
    return new SegmentCommand(source, format, stream, interval, seek, forceStart, others, null);
  }

  /** An output and how it is encoded. */
  public record Rung(Path file, VideoEncoding encoding) {}

  /** A JPEG and its size in pixels. */
  public record Poster(Path file, int width, int height) {}
}
