package dev.reelmill.worker.encode;

import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.failure.ReelmillException;
import dev.reelmill.common.media.Rational;
import dev.reelmill.common.media.TimeSpan;
import dev.reelmill.common.work.WorkOrder.EncodeSegment;
import dev.reelmill.common.work.WorkOrder.RungOrder;
import dev.reelmill.common.work.WorkOrder.SegmentInterval;
import dev.reelmill.common.work.WorkOrder.StillsOrder;
import dev.reelmill.worker.deliver.Verification;
import dev.reelmill.worker.fetch.Source;
import dev.reelmill.worker.fetch.Source.Stretch;
import dev.reelmill.worker.ffmpeg.EncodeFailures;
import dev.reelmill.worker.ffmpeg.Ffmpeg;
import dev.reelmill.worker.ffmpeg.Ffmpeg.Place;
import dev.reelmill.worker.ffmpeg.ProcessLimits;
import dev.reelmill.worker.ffmpeg.RunControl;
import dev.reelmill.worker.ffmpeg.RunResult;
import dev.reelmill.worker.ffmpeg.TimeBudget;
import dev.reelmill.worker.ffmpeg.arguments.SegmentArguments;
import dev.reelmill.worker.ffmpeg.arguments.SegmentCommand;
import dev.reelmill.worker.ffmpeg.arguments.SegmentCommand.Rung;
import dev.reelmill.worker.ffmpeg.arguments.SegmentCommand.Selection;
import dev.reelmill.worker.ffmpeg.arguments.SegmentCommand.Stills;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Encodes segments. Where a container's index leads past the first frame of a segment, it seeks
 * earlier, and at last decodes from the beginning of the file; where no frame decodes, another
 * picture stands in, so that players find no hole, and what was lost is told.
 */
public final class SegmentEncoder {

  private static final Logger log = LoggerFactory.getLogger(SegmentEncoder.class);

  private final Ffmpeg ffmpeg;

  public SegmentEncoder(Ffmpeg ffmpeg) {
    this.ffmpeg = ffmpeg;
  }

  /**
   * Fetches what encoding reads first.
   *
   * @param attemptNumber from 1; later attempts trust the source's index less
   */
  public void fetch(EncodeSegment order, Source source, int attemptNumber) {
    fetch(order, source, Try.first(attemptNumber));
  }

  /**
   * Encodes.
   *
   * @param source of which more is fetched if need be
   * @param attemptNumber from 1; later attempts trust the source's index less
   * @param scratch folder of this attempt
   * @throws ReelmillException {@link FailureCode#SOURCE_UNDECODABLE} if nothing in the file
   *     decodes; else as running FFmpeg throws
   */
  public EncodedSegment encode(
      EncodeSegment order, Source source, int attemptNumber, Path scratch, RunControl control)
      throws IOException {
    SegmentClock clock = new SegmentClock(order);
    Try now = Try.first(attemptNumber);
    TimeBudget time = new TimeBudget(ffmpeg.limits().wall());
    long late = clock.start();
    while (true) {
      Work work = new Work(order, source, now, scratch, time, false);
      Outcome outcome = once(work, control);
      if (outcome.shown().size() > order.interval().packets()) {
        log.warn("more frames came than the container counts; trying again with no more");
        outcome = once(work.capped(), control);
      }
      List<Long> shown = outcome.shown();
      if (!shown.isEmpty() && shown.getFirst() == clock.start()) {
        EncodedSegment encoded = encoded(outcome, clock, late);
        if (encoded.lost().isEmpty() || source.isWhole()) {
          return encoded;
        }
        source.whole("frames are missing in the segment at PTS " + order.interval().startPts());
        continue;
      }
      late = shown.isEmpty() ? clock.end() : shown.getFirst();
      Optional<Try> next = now.next(!shown.isEmpty());
      if (next.isEmpty()) {
        throw new ReelmillException(
            FailureCode.SOURCE_UNDECODABLE,
            "nothing decodes of stream %d, neither in its segment at PTS %d nor elsewhere"
                .formatted(order.stream(), order.interval().startPts()));
      }
      log.warn(
          "the segment begins at {}, but {}; {}",
          clock.start(),
          shown.isEmpty() ? "no frame is shown" : "its first frame is shown at " + late,
          next.get().action());
      now = next.get();
    }
  }

  /**
   * One try.
   *
   * @param time that all tries share
   * @param isCapped whether frames beyond those that the container counts are left out
   */
  private record Work(
      EncodeSegment order,
      Source source,
      Try how,
      Path scratch,
      TimeBudget time,
      boolean isCapped) {

    /** The sandbox shows the file itself, not the links on the way to it. */
    Path file() throws IOException {
      return source.file().toRealPath();
    }

    Work capped() {
      return new Work(order, source, how, scratch, time, true);
    }

    /** A command lets one more through than this counts. */
    SegmentInterval interval() {
      SegmentInterval whole = order.interval();
      return isCapped
          ? new SegmentInterval(
              whole.timebase(),
              whole.keyframePts(),
              whole.startPts(),
              whole.endPts(),
              whole.originPts(),
              whole.packets() - 1,
              whole.jumps())
          : whole;
    }
  }

  /**
   * What one try brought.
   *
   * @param shown when each frame is, in ticks of the track; none if it brought nothing
   */
  private record Outcome(
      Work work, RunResult result, List<Long> shown, Optional<CollectedStills> stills) {
    Outcome {
      shown = List.copyOf(shown);
    }
  }

  private static EncodedSegment encoded(Outcome outcome, SegmentClock clock, long late)
      throws IOException {
    return new EncodedSegment(
        outcome.shown().size(),
        command(outcome.work(), false),
        outcome.stills(),
        lost(outcome, clock, late));
  }

  private static List<TimeSpan> lost(Outcome outcome, SegmentClock clock, long late) {
    Selection selection = outcome.work().how().selection();
    Losses losses = clock.losses();
    if (selection.standsIn()) {
      return losses.whole(clock.start(), clock.end());
    }
    List<TimeSpan> lost = new ArrayList<>();
    boolean held = selection == Selection.ALL_FROM_START && late > clock.start();
    if (held) {
      lost.addAll(losses.whole(clock.start(), late));
    }
    // Containers may count frames that are never shown; a decoder that lacks one says so.
    List<Long> shown = outcome.shown();
    boolean less = shown.size() < clock.frames() && !outcome.result().complaints().isEmpty();
    if (less || outcome.work().isCapped()) {
      lost.addAll(losses.between(shown.subList(held ? 1 : 0, shown.size()), clock.end()));
    }
    return lost;
  }

  private Outcome once(Work work, RunControl control) throws IOException {
    fetch(work.order(), work.source(), work.how());
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
    boolean empty = !result.succeeded() || result.frames() == 0;
    Path file = command(work, false).rungs().getFirst().file();
    return new Outcome(work, result, empty ? List.of() : Verification.shown(file), collected);
  }

  private RunResult run(SegmentCommand command, Work work, RunControl control) throws IOException {
    RunResult result = runOnce(command, work, control);
    return work.source().missed(result) ? runOnce(command, work, control) : result;
  }

  private static void fetch(EncodeSegment order, Source source, Try how) {
    SegmentInterval interval = order.interval();
    if (!interval.jumps().isEmpty() || !how.isWithin()) {
      source.whole("all has to be read from the beginning");
    } else {
      long margin = how.margin().dividedBy(interval.timebase()).ceil();
      source.stretch(
          new Stretch(
              order.stream(),
              interval.keyframePts() - margin + later(order, source, how),
              interval.endPts()));
    }
  }

  /** How many ticks after the keyframe it seeks. */
  private static long later(EncodeSegment order, Source source, Try how) {
    return how.seek() == Seek.KEYFRAME
        ? source.later(order.stream(), order.interval().keyframePts())
        : 0;
  }

  private RunResult runOnce(SegmentCommand command, Work work, RunControl control)
      throws IOException {
    ProcessLimits limits = work.time().within(ffmpeg.limits());
    return ffmpeg.ffmpeg(
        SegmentArguments.of(command, ffmpeg.settings().inputLimits()),
        new Place(work.scratch(), List.of(work.file())),
        // From the file's beginning, frames that nobody wants are decoded first, and none comes
        // out.
        command.seek() == null || work.how().seek() != Seek.KEYFRAME ? limits.patient() : limits,
        control,
        line -> {});
  }

  /**
   * Where a rung is written, from its beginning to its end; another try begins it anew.
   *
   * @param number of the rung in its order, from 0
   */
  public static Path rungFile(Path scratch, int number) {
    return scratch.resolve("rung" + number + ".mp4");
  }

  private static SegmentCommand command(Work work, boolean withStills) throws IOException {
    EncodeSegment order = work.order();
    List<Rung> rungs =
        IntStream.range(0, order.rungs().size())
            .mapToObj(i -> new Rung(rungFile(work.scratch(), i), order.rungs().get(i).encoding()))
            .toList();
    return new SegmentCommand(
        work.file(),
        order.format(),
        order.stream(),
        order.picture(),
        work.interval(),
        target(work),
        work.how().selection(),
        rungs,
        withStills ? stills(work) : null);
  }

  private static @Nullable Rational target(Work work) {
    SegmentInterval interval = work.order().interval();
    if (!interval.jumps().isEmpty()) {
      return null;
    }
    long later = later(work.order(), work.source(), work.how());
    Rational keyframe = interval.timebase().times(interval.keyframePts() + later);
    return work.how().seek().target(keyframe, work.order().format()).orElse(null);
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
