package dev.reelmill.coordinator.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelmill.common.media.AudioCodec;
import dev.reelmill.common.media.AudioFacts;
import dev.reelmill.common.media.Rational;
import dev.reelmill.common.media.TrackLabel;
import dev.reelmill.coordinator.plan.Plan.PlannedAudio;
import dev.reelmill.coordinator.plan.Profile.AudioSpec;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SoundPlanTest {

  private static final List<AudioSpec> VARIANTS =
      List.of(
          new AudioSpec("audio", AudioCodec.AAC, 64_000, 2),
          new AudioSpec("surround", AudioCodec.AAC, 64_000, 6),
          new AudioSpec("opus", AudioCodec.OPUS, 48_000, 2));

  @Test
  void surround_is_kept_and_mixed_down_and_stereo_is_not_made_twice() {
    assertThat(made(track(0, 6, "5.1(side)", false), track(1, 2, "stereo", false)))
        .containsExactly(
            "audio 0 2", "audio-2 1 2", "audio-surround 0 6", "audio-opus 0 2", "audio-opus-2 1 2");
  }

  @Test
  void the_default_comes_first_and_is_the_only_one() {
    List<PlannedAudio> planned =
        SoundPlan.audio(
            List.of(
                track(1, 2, "stereo", false),
                track(2, 2, "stereo", true),
                track(3, 2, "stereo", true)),
            VARIANTS.subList(0, 1));

    assertThat(planned).extracting(audio -> audio.track().index()).containsExactly(2, 1, 3);
    assertThat(planned)
        .extracting(audio -> audio.track().label().isDefault())
        .containsExactly(true, false, false);
  }

  @ParameterizedTest(name = "{0} channels of {1} become {2}")
  @CsvSource({
    "1, mono, 1",
    "2, stereo, 2",
    "3, 2.1, 6",
    "4, quad, 6",
    "6, unknown, 6",
    "8, 7.1, 6",
    "4, ambisonic 1, 2",
    "16, unknown, 2",
    "12, 12 channels, 2",
  })
  void layouts_become_mono_stereo_or_surround(int channels, String layout, int most) {
    List<PlannedAudio> planned =
        SoundPlan.audio(List.of(track(0, channels, layout, true)), VARIANTS);

    assertThat(planned.stream().mapToInt(audio -> audio.encoding().channels()).max())
        .hasValue(most);
    assertThat(planned.getFirst().encoding().channels()).isEqualTo(Math.min(2, most));
  }

  @ParameterizedTest(name = "{0} Hz becomes {1} Hz")
  @CsvSource({
    "8000, 48000",
    "11025, 44100",
    "16000, 48000",
    "22050, 44100",
    "32000, 48000",
    "44100, 44100",
    "48000, 48000",
    "88200, 44100",
    "96000, 48000",
    "192000, 48000",
  })
  void rates_become_the_one_that_they_are_a_simple_ratio_of(int rate, int result) {
    AudioFacts track =
        new AudioFacts(
            0, "flac", rate, 2, "stereo", Rational.ZERO, Rational.of(1), TrackLabel.NONE);
    List<PlannedAudio> planned = SoundPlan.audio(List.of(track), VARIANTS);

    assertThat(planned.getFirst().encoding().sampleRate()).isEqualTo(result);
    assertThat(planned.getLast().encoding().sampleRate()).isEqualTo(48_000);
  }

  @Test
  void sound_alone_is_a_plan() {
    Plan plan =
        Planner.plan(PlanSources.tracks(false, track(0, 2, "stereo", true)), Profiles.named("web"));

    assertThat(plan.ladders()).isEmpty();
    assertThat(plan.segments()).isEmpty();
    assertThat(plan.pictures()).isNull();
    assertThat(plan.audio()).hasSize(1);
  }

  private static AudioFacts track(int index, int channels, String layout, boolean isDefault) {
    return new AudioFacts(
        index,
        "flac",
        48_000,
        channels,
        layout,
        Rational.ZERO,
        Rational.of(4),
        new TrackLabel(null, null, isDefault, List.of()));
  }

  private static List<String> made(AudioFacts... tracks) {
    return SoundPlan.audio(List.of(tracks), VARIANTS).stream()
        .map(
            audio -> audio.name() + " " + audio.track().index() + " " + audio.encoding().channels())
        .toList();
  }
}
