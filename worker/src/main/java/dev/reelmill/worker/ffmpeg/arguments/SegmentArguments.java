package dev.reelmill.worker.ffmpeg.arguments;

import dev.reelmill.common.media.VideoEncoding;
import dev.reelmill.common.work.WorkOrder.SegmentInterval;
import dev.reelmill.worker.ffmpeg.arguments.SegmentCommand.Rung;
import dev.reelmill.worker.ffmpeg.arguments.SegmentCommand.Selection;
import dev.reelmill.worker.ffmpeg.arguments.SegmentCommand.Stills;
import dev.reelmill.worker.ffmpeg.arguments.StillsArguments.Branch;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Encodes one segment into all its rungs from one decode, such that the fragments of segments that
 * were encoded apart can be appended to each other byte by byte.
 */
public final class SegmentArguments {

  private SegmentArguments() {}

  public static List<String> of(SegmentCommand command, InputLimits limits) {
    Words words = new Words().ffmpeg(limits).guarded(limits);
    // However many packets are damaged, what decodes is kept.
    words.add("-max_error_rate", 1);
    // Filters on one thread, like decoder and encoders: the slots fill the cores.
    words.add("-filter_complex_threads", "1");
    source(words, command);
    words.add("-filter_complex", graph(command));
    for (int i = 0; i < command.rungs().size(); i++) {
      rung(words, i, command.rungs().get(i), command.interval());
    }
    Stills stills = command.stills();
    if (stills != null) {
      StillsArguments.branches(stills.what())
          .forEach(branch -> StillsArguments.output(words, branch, stills.folder()));
    }
    return words.list();
  }

  static void source(Words words, SegmentCommand command) {
    words.add("-f", command.format());
    // The source's own timestamps, unshifted: https://ffmpeg.org/ffmpeg.html#Advanced-options
    words.add("-copyts");
    if (command.seek() != null) {
      // -ss in the source's own time, not counted from its start; what comes before the segment is
      // cut by the trim filter exactly, where -ss would cut by seconds.
      words.add("-seek_timestamp", "1", "-noaccurate_seek");
      words.add("-ss", Words.seconds(command.seek()));
    }
    // The filters turn the picture themselves, after they have made frames of fields.
    words.add("-noautorotate");
    String decoder = command.picture().decoder();
    if (decoder != null) {
      words.add("-c:" + command.stream(), decoder);
    }
    words.jumps(command.stream(), command.interval().jumps()).input(command.source());
  }

  /** https://ffmpeg.org/ffmpeg-filters.html#split */
  static String graph(SegmentCommand command) {
    int rungs = command.rungs().size();
    PictureFilters filters =
        new PictureFilters(command.picture(), command.rungs().getFirst().encoding());
    StringBuilder graph = new StringBuilder("[0:%d]".formatted(command.stream()));
    graph.append(String.join(",", SelectionFilters.of(command)));
    filters.common().forEach(filter -> graph.append(',').append(filter));
    graph.append(",split=").append(rungs);
    for (int i = 0; i < rungs; i++) {
      graph.append("[split").append(i).append(']');
    }
    for (int i = 0; i < rungs; i++) {
      VideoEncoding encoding = command.rungs().get(i).encoding();
      graph.append(";[split%d]%s".formatted(i, String.join(",", filters.rung(encoding))));
      graph.append(command.selection() == Selection.BLACK ? PictureFilters.BLACK : "");
      graph.append(pads(i, command.stills()));
    }
    return graph.toString();
  }

  /** Where a rung's chain ends, and where stills branch off from it. */
  private static String pads(int rung, @Nullable Stills stills) {
    if (stills == null || stills.rung() != rung) {
      return "[rung%d]".formatted(rung);
    }
    List<Branch> branches = StillsArguments.branches(stills.what());
    return StillsArguments.tap(branches)
        + "[rung%d]".formatted(rung)
        + StillsArguments.pads(branches)
        + StillsArguments.chains(branches);
  }

  private static void rung(Words words, int index, Rung rung, SegmentInterval interval) {
    VideoEncoding encoding = rung.encoding();
    words.add("-map", "[rung" + index + "]");
    // One more than can be right: a source that yields frames without end is stopped, and noticed.
    words.add("-frames:v", interval.packets() + 1);
    CodecArguments.of(encoding).add(words, encoding);
    // Every frame keeps its own timestamp, in the source's timebase, and the track counts in ticks
    // of that timebase too: so each tfdt is exact.
    // https://ffmpeg.org/ffmpeg.html#Advanced-Video-options
    words.add("-fps_mode", "passthrough", "-enc_time_base:v", "demux");
    words.add("-video_track_timescale", interval.timebase().denominator());
    if (index == 0) {
      // -progress is silent until every output has begun, and a still may come late.
      words.add("-stats_enc_post:v", "pipe:1", "-stats_enc_post_fmt:v", "frame={n}");
    }
    lastDuration(words, interval);
    words.bare();
    fragments(words);
    words.add("-flags:v", "+bitexact");
    words.add("-f", "mp4", "file:" + rung.file());
  }

  /**
   * The last frame lasts until the next segment begins, however far that is: else players find a
   * hole where the rate varies, or where the last frames don't decode. Where they are as far apart
   * as usual it changes nothing. https://ffmpeg.org/ffmpeg-bitstream-filters.html#setts
   */
  private static void lastDuration(Words words, SegmentInterval interval) {
    Long end = interval.endPts();
    if (end != null) {
      words.add(
          "-bsf:v",
          "setts=pts=PTS:dts=DTS:duration='if(eq(NEXT_DTS,NOPTS),%d-(DTS-STARTDTS),DURATION)'"
              .formatted(end - interval.startPts()));
    }
  }

  /**
   * A fragment per GOP, tfdt from the timestamps, no edit list, no index at the end, nothing
   * shifted, no dates and versions. https://ffmpeg.org/ffmpeg-formats.html#mov_002fmp4-muxers
   */
  private static void fragments(Words words) {
    words.add("-movflags", "+cmaf+frag_keyframe+frag_discont+skip_trailer");
    words.add("-avoid_negative_ts", "disabled", "-fflags", "+bitexact");
  }
}
