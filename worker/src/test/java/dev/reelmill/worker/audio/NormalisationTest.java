package dev.reelmill.worker.audio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelmill.common.media.Loudness;
import dev.reelmill.common.media.LoudnessTarget;
import dev.reelmill.worker.ffmpeg.arguments.SoundGain;
import org.junit.jupiter.api.Test;

class NormalisationTest {

  private static final LoudnessTarget TARGET = new LoudnessTarget(-16, -1.5);

  @Test
  void loud_music_is_turned_down_without_a_limiter() {
    assertThat(gain(-9.3, 0.4)).isEqualTo(new SoundGain(-6.7, null));
  }

  @Test
  void quiet_speech_is_turned_up_and_its_peaks_are_limited() {
    assertThat(gain(-25, -6)).isEqualTo(new SoundGain(9, -2.0));
  }

  @Test
  void very_dynamic_sound_stays_below_the_target_rather_than_being_squashed() {
    assertThat(gain(-30, -1)).isEqualTo(new SoundGain(9, -2.0));
  }

  @Test
  void noise_is_not_raised_without_bounds() {
    assertThat(gain(-60, -50)).isEqualTo(new SoundGain(20, null));
  }

  @Test
  void what_is_right_already_is_left_alone_but_for_peaks_that_are_too_high() {
    assertThat(gain(-16.3, -3)).isEqualTo(SoundGain.NONE);
    assertThat(gain(-16.3, 0)).isEqualTo(new SoundGain(0, -2.0));
  }

  @Test
  void silence_or_no_target_changes_nothing() {
    assertThat(Normalisation.of(null, TARGET)).isEqualTo(SoundGain.NONE);
    assertThat(Normalisation.of(new Loudness(-9, 3, 0), null)).isEqualTo(SoundGain.NONE);
  }

  private static SoundGain gain(double lufs, double peak) {
    return Normalisation.of(new Loudness(lufs, 5, peak), TARGET);
  }
}
