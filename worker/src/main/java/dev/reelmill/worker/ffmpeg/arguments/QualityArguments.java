package dev.reelmill.worker.ffmpeg.arguments;

import dev.reelmill.common.media.VideoEncoding;
import dev.reelmill.worker.ffmpeg.arguments.QualityCommand.Compared;
import java.util.List;

/**
 * Decodes a stretch of the source as its encoding did, decodes the results, and compares them
 * picture by picture.
 */
public final class QualityArguments {

  private QualityArguments() {}

  /**
   * The command. Statistics are written to {@code xpsnr0}, {@code ssim0}, {@code xpsnr1}, … in the
   * process's folder, one line per frame.
   */
  public static List<String> of(QualityCommand command, InputLimits limits) {
    Words words = new Words().ffmpeg(limits).guarded(limits);
    words.add("-max_error_rate", 1);
    words.add("-filter_complex_threads", "1");
    SegmentArguments.source(words, command.reference());
    for (Compared compared : command.compared()) {
      words.add("-protocol_whitelist", "file", "-format_whitelist", "mov", "-threads", "1");
      words.add("-f", "mov").input(compared.file());
    }
    words.add("-filter_complex", graph(command));
    for (int i = 0; i < command.compared().size(); i++) {
      words.add("-map", "[measured" + i + "]", "-fps_mode", "passthrough", "-f", "null", "-");
    }
    return words.list();
  }

  /** Name of the file with the XPSNR of each frame of the result of this index. */
  public static String xpsnrFile(int index) {
    return "xpsnr" + index;
  }

  /** Name of the file with the SSIM of each frame of the result of this index. */
  public static String ssimFile(int index) {
    return "ssim" + index;
  }

  /** https://ffmpeg.org/ffmpeg-filters.html#xpsnr, #ssim, #trim, #setpts, #fps */
  private static String graph(QualityCommand command) {
    StringBuilder graph = new StringBuilder(SegmentArguments.graph(command.reference()));
    for (int rung = 0; rung < command.reference().rungs().size(); rung++) {
      reference(graph, command, rung);
    }
    for (int i = 0; i < command.compared().size(); i++) {
      compare(graph, command, i);
    }
    return graph.toString();
  }

  /** One copy of the source's pictures for each result that is held against this rung. */
  private static void reference(StringBuilder graph, QualityCommand command, int rung) {
    long users = command.compared().stream().filter(result -> result.rung() == rung).count();
    if (users == 0) {
      graph.append(";[rung").append(rung).append("]nullsink");
      return;
    }
    graph.append(";[rung").append(rung).append(']').append(pick(command));
    graph.append(",split=").append(users);
    for (int i = 0; i < command.compared().size(); i++) {
      if (command.compared().get(i).rung() == rung) {
        graph.append("[source").append(i).append(']');
      }
    }
  }

  /**
   * The first input of xpsnr is the one whose activity gives the weights, so it must be the source;
   * it is also what the filter passes on.
   */
  private static void compare(StringBuilder graph, QualityCommand command, int index) {
    VideoEncoding size =
        command.reference().rungs().get(command.compared().get(index).rung()).encoding();
    graph.append(
        ";[%1$d:v:0]%2$s,scale=%3$d:%4$d:flags=bicubic,split[one%5$d][two%5$d]"
            .formatted(index + 1, pick(command), size.width(), size.height(), index));
    graph.append(
        ";[source%1$d][one%1$d]xpsnr=stats_file=%2$s:shortest=1[passed%1$d]"
            .formatted(index, xpsnrFile(index)));
    graph.append(
        ";[passed%1$d][two%1$d]ssim=stats_file=%2$s:shortest=1[measured%1$d]"
            .formatted(index, ssimFile(index)));
  }

  /**
   * The n-th picture of the source belongs to the n-th of the result, whatever their clocks say;
   * verification has held the times against each other. The rate must be one that xpsnr knows.
   */
  private static String pick(QualityCommand command) {
    Long frames = command.order().frames();
    String end = frames == null ? "" : ":end_frame=" + (command.order().firstFrame() + frames);
    return "trim=start_frame=%1$d%2$s,settb=1/%3$d,setpts=N,fps=%3$d"
        .formatted(command.warmUp(), end, command.order().frameRate());
  }
}
