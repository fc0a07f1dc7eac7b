package dev.reelmill.coordinator.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelmill.common.media.Rational;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SoundShiftTest {

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 40, 400, 1900})
  void shift_is_found_to_the_sample_in_both_directions(int samples) {
    float[] chirp = Sounds.chirp(3);
    Waveform at = Sounds.delayed(chirp, 2000);
    Waveform later = Sounds.delayed(chirp, 2000 + samples);

    assertThat(SoundShift.between(at, later)).contains(Rational.of(samples, Sounds.RATE));
    assertThat(SoundShift.between(later, at)).contains(Rational.of(-samples, Sounds.RATE));
  }

  @Test
  void loudness_and_some_noise_change_nothing() {
    float[] chirp = Sounds.chirp(2);
    float[] quiet = chirp.clone();
    Random random = new Random(3);
    for (int i = 0; i < quiet.length; i++) {
      quiet[i] = quiet[i] / 4 + 0.05f * random.nextFloat();
    }

    assertThat(SoundShift.between(Sounds.waveform(chirp), Sounds.delayed(quiet, 24)))
        .contains(Rational.of(24, Sounds.RATE));
  }

  @Test
  void silence_a_tone_and_another_sound_say_nothing() {
    Waveform silence = Sounds.waveform(new float[2 * Sounds.RATE]);
    Waveform tone = Sounds.waveform(Sounds.tone(440, 2));
    Waveform chirp = Sounds.waveform(Sounds.chirp(2));

    assertThat(SoundShift.between(silence, chirp)).isEmpty();
    assertThat(SoundShift.between(tone, tone)).isEmpty();
    assertThat(SoundShift.between(chirp, tone)).isEmpty();
  }
}
