package dev.reelmill.common.work;

import dev.reelmill.common.media.QualityFigures;
import org.jspecify.annotations.Nullable;

/**
 * Which pictures of a segment to compare with the source, in each of its rungs.
 *
 * @param firstFrame the first one that counts, from 0; one before it is looked at too if there is
 *     one, as XPSNR weighs what moves
 * @param frames how many count; absent for all that follow
 * @param frameRate about how many are shown a second, at least 1; XPSNR weighs fast ones otherwise
 * @param floor what they should reach; absent where nothing is asked
 */
public record QualityOrder(
    long firstFrame, @Nullable Long frames, int frameRate, @Nullable Floor floor) {

  public QualityOrder {
    if (firstFrame < 0 || (frames != null && frames < 1) || frameRate < 1) {
      throw new IllegalArgumentException(
          "frames %d +%s at %d a second".formatted(firstFrame, frames, frameRate));
    }
  }

  /**
   * The least that is good enough.
   *
   * @param xpsnr in dB, of the worst plane
   * @param ssim of all planes
   */
  public record Floor(double xpsnr, double ssim) {

    /** Whether these pictures are good enough. */
    public boolean isReachedBy(QualityFigures figures) {
      return figures.xpsnr() >= xpsnr && figures.ssim() >= ssim;
    }
  }
}
