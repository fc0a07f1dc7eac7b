package dev.reelmill.worker.quality;

import dev.reelmill.common.media.QualityFigures;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads what the filters wrote about each frame.
 *
 * @see <a href="https://ffmpeg.org/ffmpeg-filters.html#xpsnr">xpsnr, stats_file</a>
 * @see <a href="https://ffmpeg.org/ffmpeg-filters.html#ssim">ssim, stats_file</a>
 */
final class FrameFigures {

  private static final String NUMBER = "\\s*(-?[0-9.]+|inf|-?nan)";
  private static final Pattern XPSNR =
      Pattern.compile(
          "n:\\s*\\d+\\s+XPSNR y:%1$s\\s+XPSNR u:%1$s\\s+XPSNR v:%1$s".formatted(NUMBER));
  private static final Pattern SSIM = Pattern.compile("n:\\d+ .*All:%s .*".formatted(NUMBER));

  private FrameFigures() {}

  /**
   * All frames of a result together; absent if there is none.
   *
   * @param ignored lines at the beginning that don't count, unless there are no others
   */
  static Optional<QualityFigures> read(Path xpsnr, Path ssim, long ignored) throws IOException {
    List<QualityFigures> frames = new ArrayList<>();
    List<Matcher> errors = lines(xpsnr, XPSNR);
    List<Matcher> likenesses = lines(ssim, SSIM);
    for (int i = 0; i < Math.min(errors.size(), likenesses.size()); i++) {
      Matcher error = errors.get(i);
      frames.add(
          new QualityFigures(
              1,
              number(likenesses.get(i).group(1)),
              number(error.group(1)),
              number(error.group(2)),
              number(error.group(3))));
    }
    List<QualityFigures> counted =
        frames.subList((int) Math.min(ignored, Math.max(0, frames.size() - 1)), frames.size());
    return counted.isEmpty() ? Optional.empty() : Optional.of(QualityFigures.together(counted));
  }

  private static List<Matcher> lines(Path file, Pattern pattern) throws IOException {
    if (!Files.exists(file)) {
      return List.of();
    }
    try (var lines = Files.lines(file, StandardCharsets.US_ASCII)) {
      return lines.map(pattern::matcher).filter(Matcher::matches).toList();
    }
  }

  /** Equal pictures have an infinite ratio, and so has the plane of a picture that lacks it. */
  private static double number(String text) {
    return text.equals("inf") || text.endsWith("nan")
        ? Double.POSITIVE_INFINITY
        : Double.parseDouble(text);
  }
}
