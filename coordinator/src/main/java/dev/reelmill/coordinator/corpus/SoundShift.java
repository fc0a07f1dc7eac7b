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

  private final Waveform source;
  private final Waveform published;
  private final int first;
  private final int count;

  private SoundShift(Waveform source, Waveform published) {
    this.source = source;
    this.published = published;
    this.first = onset(source);
    this.count = Math.min(COMPARED_SECONDS * source.sampleRate(), source.length() - first);
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
    double energy = energy(source, first, count);
    if (count < source.sampleRate() / 20 || energy == 0) {
      return Optional.empty();
    }
    int most = source.sampleRate() / MOST_PER_SECOND;
    double[] likeness = new double[2 * most + 1];
    int best = 0;
    for (int lag = -most; lag <= most; lag++) {
      likeness[lag + most] = likeness(lag, energy);
      if (likeness[lag + most] > likeness[best]) {
        best = lag + most;
      }
    }
    return likeness[best] < LEAST_LIKENESS || isAmbiguous(likeness, best)
        ? Optional.empty()
        : Optional.of(Rational.of(best - most, source.sampleRate()));
  }

  private double likeness(int lag, double energy) {
    double product = 0;
    double other = 0;
    for (int i = first; i < first + count; i++) {
      float heard = published.at(i + lag);
      product += source.at(i) * heard;
      other += heard * heard;
    }
    return other == 0 ? 0 : product / Math.sqrt(energy * other);
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

  private static double energy(Waveform wave, int from, int count) {
    double sum = 0;
    for (int i = from; i < from + count; i++) {
      sum += wave.at(i) * wave.at(i);
    }
    return sum;
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
