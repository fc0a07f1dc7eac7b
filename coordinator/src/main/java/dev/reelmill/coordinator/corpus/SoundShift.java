package dev.reelmill.coordinator.corpus;

import dev.reelmill.common.media.Rational;
import java.util.Optional;

/**
 * How much later the same sound is heard in one recording than in another: the lag at which they
 * are most alike (cross-correlation).
 */
final class SoundShift {

  /** Shifts up to a quarter of a second are found. */
  private static final int MOST_PER_SECOND = 4;

  private static final int COMPARED_SECONDS = 5;

  /** Below this they are not the same sound, or the same but damaged beyond recognition. */
  private static final double LEAST_LIKENESS = 0.4;

  /** A tone is like itself at every period: then the lag says nothing. */
  private static final double AMBIGUOUS = 0.985;

  private static final double NOISE_FLOOR = 1e-3;

  /** Energy that is nothing but the rounding of sums. */
  private static final double SILENCE = 1e-9;

  private final int sampleRate;
  private final int most;

  /** Of the source, from a little before its first sound. */
  private final float[] original;

  /** Of what was published, longer by the greatest shift at both ends. */
  private final float[] heard;

  /** At each place, the sum of the squares of all that is heard before it. */
  private final double[] energyBefore;

  private SoundShift(Waveform source, Waveform published) {
    this.sampleRate = source.sampleRate();
    this.most = sampleRate / MOST_PER_SECOND;
    int first = onset(source);
    int count = Math.min(COMPARED_SECONDS * sampleRate, source.length() - first);
    this.original = source.slice(first, first + count);
    this.heard = published.slice(first - most, first + count + most);
    this.energyBefore = new double[heard.length + 1];
    for (int i = 0; i < heard.length; i++) {
      energyBefore[i + 1] = energyBefore[i] + heard[i] * heard[i];
    }
  }

  /**
   * Seconds that the published sound is later; negative if earlier. Empty for silence, for sounds
   * that are not alike, and for a tone, whose periods can't be told apart.
   *
   * @param published of the same sample rate
   */
  static Optional<Rational> between(Waveform source, Waveform published) {
    return new SoundShift(source, published).find();
  }

  private Optional<Rational> find() {
    double energy = product(original, original, 0);
    if (original.length < sampleRate / 20 || energy == 0) {
      return Optional.empty();
    }
    double[] likeness = new double[2 * most + 1];
    int best = 0;
    for (int lag = 0; lag < likeness.length; lag++) {
      likeness[lag] = likeness(lag, energy);
      if (likeness[lag] > likeness[best]) {
        best = lag;
      }
    }
    return likeness[best] < LEAST_LIKENESS || isAmbiguous(likeness, best)
        ? Optional.empty()
        : Optional.of(Rational.of(best - most, sampleRate));
  }

  private double likeness(int lag, double energy) {
    double other = energyBefore[lag + original.length] - energyBefore[lag];
    return other < SILENCE ? 0 : product(original, heard, lag) / Math.sqrt(energy * other);
  }

  /** Four sums, as one would have to wait for itself at each sample. */
  private static double product(float[] left, float[] right, int shift) {
    double first = 0;
    double second = 0;
    double third = 0;
    double fourth = 0;
    int i = 0;
    for (; i + 3 < left.length; i += 4) {
      first += left[i] * right[i + shift];
      second += left[i + 1] * right[i + 1 + shift];
      third += left[i + 2] * right[i + 2 + shift];
      fourth += left[i + 3] * right[i + 3 + shift];
    }
    for (; i < left.length; i++) {
      first += left[i] * right[i + shift];
    }
    return first + second + third + fourth;
  }

  /** Whether it is as like at another lag, beyond the slope of the best one. */
  private static boolean isAmbiguous(double[] likeness, int best) {
    double wanted = likeness[best] * AMBIGUOUS;
    int from = best;
    while (from > 0 && likeness[from - 1] >= wanted) {
      from--;
    }
    int to = best;
    while (to < likeness.length - 1 && likeness[to + 1] >= wanted) {
      to++;
    }
    for (int i = 0; i < likeness.length; i++) {
      if ((i < from || i > to) && likeness[i] >= wanted) {
        return true;
      }
    }
    return false;
  }

  /** A little before the first sound. */
  private static int onset(Waveform wave) {
    for (int i = 0; i < wave.length(); i++) {
      if (Math.abs(wave.at(i)) > NOISE_FLOOR) {
        return Math.max(0, i - wave.sampleRate() / 4);
      }
    }
    return 0;
  }
}
