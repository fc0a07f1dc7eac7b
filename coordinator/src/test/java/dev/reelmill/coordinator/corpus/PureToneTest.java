package dev.reelmill.coordinator.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PureToneTest {

  @Test
  void tone_has_no_flaw() {
    assertThat(PureTone.worst(Sounds.waveform(Sounds.tone(PureTone.HERTZ, 3)))).isLessThan(1e-4);
  }

  @Test
  void lost_samples_a_gap_and_a_click_are_heard() {
    float[] tone = Sounds.tone(PureTone.HERTZ, 3);
    float[] shortened = new float[tone.length - 8];
    System.arraycopy(tone, 0, shortened, 0, 12_000);
    System.arraycopy(tone, 12_008, shortened, 12_000, shortened.length - 12_000);
    float[] gap = tone.clone();
    IntStream.range(16_384, 16_400).forEach(i -> gap[i] = 0);
    float[] click = tone.clone();
    click[9000] += 0.1f;

    assertThat(PureTone.worst(Sounds.waveform(shortened))).isGreaterThan(PureTone.AUDIBLE);
    assertThat(PureTone.worst(Sounds.waveform(gap))).isGreaterThan(PureTone.AUDIBLE);
    assertThat(PureTone.worst(Sounds.waveform(click))).isGreaterThan(PureTone.AUDIBLE);
  }
}
