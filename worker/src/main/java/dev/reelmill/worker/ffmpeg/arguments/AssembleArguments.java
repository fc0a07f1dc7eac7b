package dev.reelmill.worker.ffmpeg.arguments;

import dev.reelmill.common.media.FileContainer;
import java.nio.file.Path;
import java.util.List;

/** Copies pictures and sound of our own into one progressive file, and lists what is in it. */
public final class AssembleArguments {

  private AssembleArguments() {}

  /** The command that copies. */
  public static List<String> of(AssembleCommand command, InputLimits limits) {
    Words words = new Words().ffmpeg(limits);
    // Times stay as they are: without this, each input would be moved to begin at 0.
    words.add("-copyts");
    own(words).add("-f", "mov").input(command.video());
    Path audio = command.audio();
    if (audio != null) {
      own(words).add("-f", "mov").input(audio);
    }
    words.add("-map", "0:v:0");
    if (audio != null) {
      words.add("-map", "1:a:0");
    }
    words.add("-c", "copy");
    // Decoding begins before time 0, so that showing begins on time; the muxer says so in an edit
    // list. https://ffmpeg.org/ffmpeg-bitstream-filters.html#setts
    words.add("-bsf:v", "setts=pts=PTS-%1$d:dts=DTS-%1$d".formatted(command.delay()));
    words.bare();
    words.add("-avoid_negative_ts", "disabled", "-fflags", "+bitexact");
    container(words, command);
    return words.add("file:" + command.file()).list();
  }

  /** https://ffmpeg.org/ffmpeg-formats.html#mov_002fmp4-muxers, #matroska */
  private static void container(Words words, AssembleCommand command) {
    switch (command.container()) {
      case MP4 -> {
        // Edit lists count in ticks of the movie: milliseconds, if it is not said otherwise.
        words.add("-movie_timescale", Math.max(1000, command.timescale()));
        words.add("-video_track_timescale", command.timescale());
        words.add("-movflags", "+faststart", "-f", "mp4");
      }
      case WEBM -> words.add("-cues_to_front", "1", "-f", "webm");
    }
  }

  /**
   * Every packet as {@code stream,pts_time,dts_time,duration_time}, in file order.
   * https://ffmpeg.org/ffprobe.html
   */
  public static List<String> packets(Path file, FileContainer container, InputLimits limits) {
    Words words = new Words().ffprobe(limits);
    return own(words)
        .add("-f", demuxer(container))
        .add("-print_format", "csv=print_section=0")
        .add("-show_entries", "packet=stream_index,pts_time,dts_time,duration_time")
        .input(file)
        .list();
  }

  private static Words own(Words words) {
    return words.add("-protocol_whitelist", "file", "-format_whitelist", "mov,matroska");
  }

  private static String demuxer(FileContainer container) {
    return switch (container) {
      case MP4 -> "mov";
      case WEBM -> "matroska";
    };
  }
}
