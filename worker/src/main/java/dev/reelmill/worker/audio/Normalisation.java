package dev.reelmill.worker.audio;

import dev.reelmill.common.media.Loudness;
import dev.reelmill.common.media.LoudnessTarget;
import dev.reelmill.worker.ffmpeg.arguments.SoundGain;
import org.jspecify.annotations.Nullable;

/**
 * Decides how much louder or quieter a track becomes. One gain for all of it, so that its dynamics
 * stay as they were mixed; a limiter only for peaks that the gain would push too high.
 */
final class Normalisation {

  /** More would raise the noise of a track that is nearly silent. */
  private static final double MOST_GAIN_DB = 20;

  /** More than this taken off the peaks is heard; a very dynamic track stays below the target. */
  private static final double MOST_LIMITING_DB = 10;

  /** Nobody hears less, and a track that is left alone is one that was not computed. */
  private static final double LEAST_GAIN_DB = 0.5;

  /** What coding adds to the peaks. */
  private static final double CODING_DB = 0.5;

  private Normalisation() {}

  /**
   * The gain, in tenths of a decibel.
   *
   * @param source as it is; absent if it is silent
   * @param target absent to leave everything as it is
   */
  static SoundGain of(@Nullable Loudness source, @Nullable LoudnessTarget target) {
    if (source == null || target == null) {
      return SoundGain.NONE;
    }
    double ceiling = target.truePeakDb() - CODING_DB;
    double wanted = Math.min(target.targetLufs() - source.integratedLufs(), MOST_GAIN_DB);
    double bearable =
        Math.max(ceiling + MOST_LIMITING_DB - source.truePeakDb(), Math.min(wanted, 0));
    double gain = tenths(Math.min(wanted, bearable));
    if (Math.abs(gain) < LEAST_GAIN_DB) {
      gain = 0;
    }
    boolean tooHigh = source.truePeakDb() + gain > target.truePeakDb();
    return new SoundGain(gain, tooHigh ? ceiling : null);
  }

  private static double tenths(double value) {
    return Math.round(value * 10) / 10.0;
  }
}
