package dev.reelmill.common.media;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * How like its source some pictures are.
 *
 * <p>Over several pictures, SSIM is their mean, and XPSNR is averaged as the square root of the
 * weighted squared error, plane by plane, which is what the filter's authors do for a sequence: a
 * single bad picture weighs more than it would in a mean of decibels.
 *
 * @param frames that were compared, at least one
 * @param ssim structural similarity of all planes, 1 where they are equal
 * @param xpsnrY extended perceptually weighted peak signal-to-noise ratio of luma, in dB
 * @param xpsnrU of the first chroma plane
 * @param xpsnrV of the second
 * @see <a href="https://ffmpeg.org/ffmpeg-filters.html#xpsnr">FFmpeg's filter xpsnr</a>
 */
public record QualityFigures(
    long frames, double ssim, double xpsnrY, double xpsnrU, double xpsnrV) {

  /** What stands for equal pictures, whose true figure is infinite. */
  public static final double MOST_XPSNR = 100;

  public QualityFigures {
    if (frames < 1) {
      throw new IllegalArgumentException("figures of " + frames + " frames");
    }
    xpsnrY = Math.min(xpsnrY, MOST_XPSNR);
    xpsnrU = Math.min(xpsnrU, MOST_XPSNR);
    xpsnrV = Math.min(xpsnrV, MOST_XPSNR);
  }

  /** The one figure of all planes: the worst of them, in dB. */
  public double xpsnr() {
    return Math.min(xpsnrY, Math.min(xpsnrU, xpsnrV));
  }

  /**
   * Of all these pictures together, each figure weighted by its frames.
   *
   * @throws IllegalArgumentException if there are none
   */
  public static QualityFigures together(List<QualityFigures> parts) {
    long frames = parts.stream().mapToLong(QualityFigures::frames).sum();
    return new QualityFigures(
        frames,
        parts.stream().mapToDouble(part -> part.frames * part.ssim).sum() / frames,
        xpsnr(parts, frames, QualityFigures::xpsnrY),
        xpsnr(parts, frames, QualityFigures::xpsnrU),
        xpsnr(parts, frames, QualityFigures::xpsnrV));
  }

  private static double xpsnr(
      List<QualityFigures> parts, long frames, ToDoubleFunction<QualityFigures> plane) {
    double rootError =
        parts.stream()
            .mapToDouble(part -> part.frames * Math.pow(10, -plane.applyAsDouble(part) / 20))
            .sum();
    return -20 * Math.log10(rootError / frames);
  }
}
