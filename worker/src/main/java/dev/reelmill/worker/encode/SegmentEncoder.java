package dev.reelmill.worker.encode;

import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.failure.ReelmillException;
import dev.reelmill.common.media.Rational;
import dev.reelmill.common.work.WorkOrder.EncodeSegment;
import dev.reelmill.common.work.WorkOrder.RungOrder;
import dev.reelmill.common.work.WorkOrder.SegmentInterval;
import dev.reelmill.common.work.WorkOrder.StillsOrder;
import dev.reelmill.worker.deliver.Verification;
import dev.reelmill.worker.ffmpeg.EncodeFailures;
import dev.reelmill.worker.ffmpeg.Ffmpeg;
import dev.reelmill.worker.ffmpeg.Ffmpeg.Place;
import dev.reelmill.worker.ffmpeg.ProcessLimits;
import dev.reelmill.worker.ffmpeg.RunControl;
import dev.reelmill.worker.ffmpeg.RunResult;
import dev.reelmill.worker.ffmpeg.arguments.SegmentArguments;
import dev.reelmill.worker.ffmpeg.arguments.SegmentCommand;
import dev.reelmill.worker.ffmpeg.arguments.SegmentCommand.Rung;
import dev.reelmill.worker.ffmpeg.arguments.SegmentCommand.Selection;
import dev.reelmill.worker.ffmpeg.arguments.SegmentCommand.Stills;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Encodes segments. Where a container's index leads past the first frame of a segment, it seeks
 * earlier, and at last decodes from the beginning of the file.
 */
public final class SegmentEncoder {

  private static final Logger log = LoggerFactory.getLogger(SegmentEncoder.class);

  private final Ffmpeg ffmpeg;

  public SegmentEncoder(Ffmpeg ffmpeg) {
    this.ffmpeg = ffmpeg;
  }

  /**
   * Encodes.
   *
   * @param source local file
   * @param attemptNumber from 1; later attempts trust the source's index less
   * @param scratch folder of this attempt
   * @throws ReelmillException {@link FailureCode#SOURCE_UNDECODABLE} if nothing in the interval
   *     decodes; else as running FFmpeg throws
   */
  public EncodedSegment encode(
      EncodeSegment order, Path source, int attemptNumber, Path scratch, RunControl control)
      throws IOException {
    Seek seek = attemptNumber > 1 ? Seek.EARLY : Seek.KEYFRAME;
    while (true) {
      Work work = new Work(order, source, seek, scratch);
      EncodedSegment encoded = once(work, control);
      OptionalLong first =
          encoded.frames() == 0
              ? OptionalLong.empty()
              : Verification.firstPts(encoded.rungs().getFirst());
      if (first.isPresent() && first.getAsLong() == plannedStart(order.interval())) {
        return encoded;
      }
      Optional<Seek> earlier = seek.earlier();
      if (earlier.isEmpty()) {
        throw new ReelmillException(
            FailureCode.SOURCE_UNDECODABLE,
            "nothing decodes from PTS %d to %s of stream %d"
                .formatted(order.interval().startPts(), order.interval().endPts(), order.stream()));
      }
      log.warn(
          "the first frame has PTS {} instead of {}; {}",
          first,
          plannedStart(order.interval()),
          earlier.get().does());
      seek = earlier.get();
    }
  }

  private record Work(EncodeSegment order, Path source, Seek seek, Path scratch) {}

  private static long plannedStart(SegmentInterval interval) {
    return (interval.startPts() - interval.originPts()) * interval.timebase().numerator();
  }

  private EncodedSegment once(Work work, RunControl control) throws IOException {
    StillsOrder stills = work.order().stills();
    RunResult result = run(command(work, stills != null), work, control);
    Optional<CollectedStills> collected = Optional.empty();
    if (stills != null && result.succeeded()) {
      collected = CollectedStills.of(stills.what(), work.scratch());
    } else if (stills != null) {
      log.warn("trying again without stills: {}", result.words());
      result = run(command(work, false), work, control);
    }
    if (!result.succeeded() && result.frames() > 0) {
      throw EncodeFailures.of(result);
    }
    if (!result.succeeded()) {
      EncodeFailures.throwIfNotTheSource(result);
    }
    return new EncodedSegment(
        result.succeeded() ? result.frames() : 0, command(work, false), collected);
  }

  private RunResult run(SegmentCommand command, Work work, RunControl control) throws IOException {
    ProcessLimits limits = ffmpeg.limits();
    return ffmpeg.ffmpeg(
        SegmentArguments.of(command, ffmpeg.settings().inputLimits()),
        new Place(work.scratch(), List.of(work.source().toRealPath())),
        // From the file's beginning, frames that nobody wants are decoded first, and none comes
        // out.
        work.seek() == Seek.BEGINNING ? limits.patient() : limits,
        control,
        line -> {});
  }

  private static SegmentCommand command(Work work, boolean withStills) {
    EncodeSegment order = work.order();
    List<Rung> rungs =
        IntStream.range(0, order.rungs().size())
            .mapToObj(
                i ->
                    new Rung(
                        work.scratch().resolve("rung" + i + ".mp4"),
                        order.rungs().get(i).encoding()))
            .toList();
    return new SegmentCommand(
        work.source(),
        order.format(),
        order.stream(),
        order.picture(),
        order.interval(),
        target(work),
        work.seek() == Seek.BEGINNING ? Selection.ALL_FROM_START : Selection.ALL,
        rungs,
        withStills ? stills(work) : null);
  }

  private static @Nullable Rational target(Work work) {
    SegmentInterval interval = work.order().interval();
    Rational keyframe = interval.timebase().times(interval.keyframePts());
    return work.seek().target(keyframe, work.order().format()).orElse(null);
  }

  private static @Nullable Stills stills(Work work) {
    StillsOrder ordered = work.order().stills();
    if (ordered == null) {
      return null;
    }
    List<String> names = work.order().rungs().stream().map(RungOrder::rendition).toList();
    int rung = Math.max(0, names.indexOf(ordered.what().rendition()));
    return new Stills(rung, ordered.what(), work.scratch());
  }
}
