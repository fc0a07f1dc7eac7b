package dev.reelmill.coordinator.corpus;

/**
 * Finds what does not belong to a tone. In a sine every sample follows from the two before it,
 * {@code x[n] = 2·cos(ω)·x[n−1] − x[n−2]}, whatever its loudness and phase; a gap, a click or a
 * jump breaks that where it is.
 */
final class PureTone {

  static final int HERTZ = 440;

  /** Of full scale; what encoding leaves is a tenth of it, a lost millisecond ten times as much. */
  static final double AUDIBLE = 0.02;

  /** Where it begins and ends is no flaw. */
  private static final double MARGIN_SECONDS = 0.1;

  private PureTone() {}

  /** The greatest deviation from a tone of {@link #HERTZ}, in parts of full scale. */
  static double worst(Waveform wave) {
    double follow = 2 * Math.cos(2 * Math.PI * HERTZ / wave.sampleRate());
    int margin = (int) (MARGIN_SECONDS * wave.sampleRate());
    double worst = 0;
    for (int i = margin; i < wave.length() - margin; i++) {
      worst = Math.max(worst, Math.abs(wave.at(i) - follow * wave.at(i - 1) + wave.at(i - 2)));
    }
    return worst;
  }
}
