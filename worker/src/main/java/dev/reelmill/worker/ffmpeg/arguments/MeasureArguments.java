package dev.reelmill.worker.ffmpeg.arguments;

import dev.reelmill.common.measure.MeasureOrder.Grid;
import dev.reelmill.common.measure.MeasureOrder.Medium;
import dev.reelmill.common.measure.MeasureOrder.Pcm;
import java.nio.file.Path;
import java.util.List;

/** Decodes whole files to look at what comes out. https://ffmpeg.org/ffprobe.html */
public final class MeasureArguments {

  private static final String ENTRIES =
      "frame=media_type,stream_index,best_effort_timestamp,duration,nb_samples"
          + ":stream=index,codec_type,codec_name,time_base,width,height,sample_rate,channels"
          + ":stream_disposition=attached_pic";

  private MeasureArguments() {}

  /** Every decoded frame of every stream on a line of its own, then every stream. */
  public static List<String> frames(Medium medium, InputLimits limits) {
    Words words = new Words().ffprobe(limits).guarded(limits);
    format(words, medium);
    return words
        .add("-print_format", "compact", "-show_entries", ENTRIES)
        .input(Path.of(medium.file()))
        .list();
  }

  /** Every picture shrunk to a few grey cells. https://ffmpeg.org/ffmpeg-scaler.html */
  public static List<String> grid(
      Medium medium, int stream, Grid grid, Path file, InputLimits limits) {
    Words words = input(medium, limits);
    words.add("-map", "0:" + stream, "-fps_mode", "passthrough");
    words.add("-vf", "scale=%d:%d:flags=area,format=gray".formatted(grid.width(), grid.height()));
    return words.add("-c:v", "rawvideo", "-f", "rawvideo", "file:" + file).list();
  }

  /** All sound in one channel. */
  public static List<String> pcm(
      Medium medium, int stream, Pcm pcm, Path file, InputLimits limits) {
    Words words = input(medium, limits);
    words.add("-map", "0:" + stream, "-t", pcm.seconds(), "-ac", 1, "-ar", pcm.sampleRate());
    return words.add("-c:a", "pcm_f32le", "-f", "f32le", "file:" + file).list();
  }

  private static Words input(Medium medium, InputLimits limits) {
    Words words = new Words().ffmpeg(limits).guarded(limits);
    format(words, medium);
    return words.input(Path.of(medium.file()));
  }

  private static void format(Words words, Medium medium) {
    if (medium.format() != null) {
      words.add("-f", medium.format());
    }
  }
}
