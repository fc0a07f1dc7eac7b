package dev.reelmill.worker.ffmpeg.arguments;

import java.nio.file.Path;
import java.util.List;

/** Decodes finished files strictly, all in one process, and counts what comes out of each. */
public final class VerifyArguments {

  private VerifyArguments() {}

  /**
   * The command. Counts are written to {@code count0}, {@code count1}, … in the process's folder:
   * one line per frame, the number of frames before it. The loudness of sound is measured, too.
   *
   * @param files our own results, in the order of the counts
   * @param stream {@code v} or {@code a}
   */
  public static List<String> of(List<Path> files, String stream, InputLimits limits) {
    Words words = new Words().ffmpeg(limits).add("-xerror");
    for (Path file : files) {
      words.add("-protocol_whitelist", "file", "-format_whitelist", "mov", "-threads", "1");
      // Any error of the bitstream ends the process:
      // https://ffmpeg.org/ffmpeg-codecs.html#Codec-Options
      words.add("-err_detect", "explode");
      if ("v".equals(stream)) {
        // The loop filter only changes pixels, which nobody looks at here; it costs half the CPU.
        words.add("-skip_loop_filter", "all");
      }
      words.add("-f", "mov").input(file);
    }
    for (int i = 0; i < files.size(); i++) {
      words.add("-map", i + ":" + stream + ":0");
      if ("v".equals(stream)) {
        words.add("-fps_mode", "passthrough");
      }
      words.add("-stats_enc_pre:" + stream, countFile(i), "-stats_enc_pre_fmt:" + stream, "{n}");
      words.add("-f", "null", "-");
      if ("a".equals(stream)) {
        words.add("-map", i + ":a:0", "-af", ListenArguments.METER, "-f", "null", "-");
      }
    }
    return words.list();
  }

  /** Name of the file with the count of the file of this index. */
  public static String countFile(int index) {
    return "count" + index;
  }
}
