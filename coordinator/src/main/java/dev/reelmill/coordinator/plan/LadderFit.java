package dev.reelmill.coordinator.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a ladder was made to fit a title, for the report; all figures are what the trial expects.
 *
 * @param ladder its name
 * @param fixed the rungs as the profile has them
 * @param fitted the rungs that are made
 * @param bytesSavedAtEqualXpsnr share of the bytes, 0.1 for a tenth: the mean difference of the
 *     logarithms of both ladders' bitrates over the XPSNR that both offer; absent if they offer
 *     none in common
 * @param bytesSavedInStore share of the bytes of all rungs together, whatever they look like
 */
public record LadderFit(
    String ladder,
    List<Rung> fixed,
    List<Rung> fitted,
    @Nullable Double bytesSavedAtEqualXpsnr,
    double bytesSavedInStore) {

  public LadderFit {
    fixed = List.copyOf(fixed);
    fitted = List.copyOf(fitted);
  }

  /**
   * One rung.
   *
   * @param crf constant rate factor
   * @param maxBitrate cap in bits per second
   * @param bitrate that is expected, in bits per second
   * @param xpsnr that is expected in dB, at the size of the best rung
   */
  public record Rung(String name, int crf, long maxBitrate, long bitrate, double xpsnr) {}
}
