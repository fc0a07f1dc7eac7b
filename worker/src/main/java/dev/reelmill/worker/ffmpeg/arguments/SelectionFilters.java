package dev.reelmill.worker.ffmpeg.arguments;

import dev.reelmill.common.media.Picture;
import dev.reelmill.common.media.Rational;
import dev.reelmill.common.media.Scan;
import dev.reelmill.common.media.VideoEncoding;
import dev.reelmill.common.work.WorkOrder.SegmentInterval;
import java.util.ArrayList;
import java.util.List;

/**
 * The filters that choose a segment's frames by their own timestamps, and put them on the published
 * clock. https://ffmpeg.org/ffmpeg-filters.html#trim, #select, #setpts, #loop
 */
final class SelectionFilters {

  private SelectionFilters() {}

  static List<String> of(SegmentCommand command) {
    SegmentInterval interval = command.interval();
    List<String> filters = new ArrayList<>();
    // Fields are made into frames before anything is cut, for that needs the neighbours.
    fields(filters, command.picture(), interval.timebase());
    switch (command.selection()) {
      case ALL, ALL_FROM_START -> {
        trim(filters, interval);
        // Two frames with one timestamp, or time that runs backwards, would make the muxer fail.
        filters.add("select='isnan(prev_selected_pts)+gt(pts,prev_selected_pts)'");
        step(filters, command);
        filters.add("setpts='" + shift(command) + "'");
      }
      case NEXT -> {
        filters.add("trim=start_pts=" + interval.startPts());
        standIn(filters, command);
      }
      case BLACK -> standIn(filters, command);
    }
    return filters;
  }

  /**
   * One frame for each, at its own time. Telecined film gets its pictures back by pairing fields
   * anew; none is dropped, so that every time stays. https://ffmpeg.org/ffmpeg-filters.html#bwdif,
   * #fieldmatch
   */
  private static void fields(List<String> filters, Picture picture, Rational timebase) {
    Scan scan = picture.scan();
    if (scan == Scan.PROGRESSIVE) {
      return;
    }
    String parity = scan.topFirst() ? "tff" : "bff";
    if (scan.telecined()) {
      filters.add("fieldmatch=order=" + parity + ":combmatch=full");
    }
    filters.add(
        "bwdif=mode=send_frame:parity=%s:deint=%s"
            .formatted(parity, scan.telecined() ? "interlaced" : "all"));
    // It counts in halves of a tick.
    filters.add("settb=" + timebase);
  }

  private static void trim(List<String> filters, SegmentInterval interval) {
    Long end = interval.endPts();
    if (end == null) {
      filters.add("trim=start_pts=" + interval.startPts());
      return;
    }
    // A frame behind the end ends it all. The first such is at the end itself; one that is far
    // from there has a time that damage made up, and others follow.
    filters.add("select='lt(pts,%d+10/TB)'".formatted(end));
    filters.add("trim=start_pts=%d:end_pts=%d".formatted(interval.startPts(), end));
  }

  /** The same pictures for all rungs; the segment's first is always one of them. */
  private static void step(List<String> filters, SegmentCommand command) {
    int step = step(command);
    if (step > 1) {
      filters.add("select='not(mod(n,%d))'".formatted(step));
    }
  }

  private static int step(SegmentCommand command) {
    return command.rungs().getFirst().encoding().pictureStep();
  }

  private static String shift(SegmentCommand command) {
    long origin = command.interval().originPts();
    return command.selection() == SegmentCommand.Selection.ALL
        ? "PTS-(%d)".formatted(origin)
        : "if(eq(N,0),%d,PTS-(%d))".formatted(command.interval().startPts() - origin, origin);
  }

  /**
   * The first frame, as often as the container counts frames, evenly over the interval, for players
   * want no hole; where no end is known, at the usual rate.
   */
  private static void standIn(List<String> filters, SegmentCommand command) {
    SegmentInterval interval = command.interval();
    VideoEncoding encoding = command.rungs().getFirst().encoding();
    long counted = Math.ceilDiv(interval.packets(), encoding.pictureStep());
    Long end = interval.endPts();
    long length =
        end == null
            ? Rational.of(counted)
                .dividedBy(encoding.frameRate())
                .dividedBy(interval.timebase())
                .round()
            : end - interval.startPts();
    long frames = Math.clamp(counted, 1, Math.max(1, length));
    filters.add("trim=end_frame=1");
    filters.add("loop=loop=%d:size=1".formatted(frames - 1));
    filters.add(
        "setpts='%d+floor(N*%d/%d)'"
            .formatted(interval.startPts() - interval.originPts(), length, frames));
  }
}
