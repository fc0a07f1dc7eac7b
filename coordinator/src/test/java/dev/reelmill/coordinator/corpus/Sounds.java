package dev.reelmill.coordinator.corpus;

import dev.reelmill.common.media.Rational;
import java.util.List;

/** Sound for tests, at 8 kHz. */
final class Sounds {

  static final int RATE = Decoding.SAMPLE_RATE;

  private Sounds() {}

  static float[] tone(int hertz, int seconds) {
    float[] samples = new float[seconds * RATE];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (float) (0.4 * Math.sin(2 * Math.PI * hertz * i / RATE));
    }
    return samples;
  }

  /** Rises from 300 Hz on. */
  static float[] chirp(int seconds) {
    float[] samples = new float[seconds * RATE];
    for (int i = 0; i < samples.length; i++) {
      double time = (double) i / RATE;
      samples[i] = (float) (0.4 * Math.sin(2 * Math.PI * time * (300 + 120 * time)));
    }
    return samples;
  }

  /** Placed in one piece from 0 on. */
  static Waveform waveform(float[] samples) {
    SoundTimeline timeline =
        new SoundTimeline(Rational.of(1, RATE), RATE, List.of(0L), List.of(samples.length));
    return Waveform.place(samples, RATE, timeline, Rational.ZERO);
  }

  /** Later by so many samples of silence. */
  static Waveform delayed(float[] samples, int by) {
    SoundTimeline timeline =
        new SoundTimeline(Rational.of(1, RATE), RATE, List.of((long) by), List.of(samples.length));
    return Waveform.place(samples, RATE, timeline, Rational.ZERO);
  }
}
