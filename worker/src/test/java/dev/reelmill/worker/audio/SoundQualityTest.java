package dev.reelmill.worker.audio;

import static dev.reelmill.worker.audio.SoundFixture.roughness;
import static dev.reelmill.worker.audio.SoundFixture.tone;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.reelmill.common.media.AudioCodec;
import dev.reelmill.common.media.AudioEncoding;
import dev.reelmill.common.media.LoudnessTarget;
import dev.reelmill.common.media.Rational;
import dev.reelmill.common.media.SoundFigures;
import dev.reelmill.worker.RealFfmpeg;
import dev.reelmill.worker.audio.SoundFixture.Result;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Sounds that are known to the sample go in; what comes out is decoded and measured. */
class SoundQualityTest {

  private static final double FAINT = 0.005;

  /** A fifth of the sines' amplitude. */
  private static final double CLEAR = 0.1;

  /** Samples at 48 kHz. */
  private static final int FIVE_MILLISECONDS = 240;

  private static final Rational LENGTH = Rational.of(4);
  private static final LoudnessTarget WEB = new LoudnessTarget(-16, -1.5);

  @TempDir Path folder;

  @SuppressWarnings("NullAway.Init") // before each test
  private SoundFixture sound;

  @BeforeEach
  void open() {
    sound = new SoundFixture(folder);
  }

  @ParameterizedTest
  @EnumSource(AudioCodec.class)
  void a_sine_stays_one_without_click_or_gap_and_begins_on_time(AudioCodec codec)
      throws IOException {
    clip("sine=f=500:r=48000:d=4,volume=12dB", "clip.wav");

    Result result = sound.encode(order("wav", 1, "mono", codec, 1), folder.resolve("clip.wav"));
    float[] heard = sound.decoded()[0];

    assertThat(result.object().codecs()).isEqualTo(codec == AudioCodec.AAC ? "mp4a.40.2" : "opus");
    assertThat(result.object().fragments().getFirst().startPts()).isZero();
    assertThat(heard.length).isBetween(192_000, 192_000 + 2048);
    // 0.5 × (1 − cos(2π·500/48000)) is how much a pure sine of amplitude 0.5 bends.
    assertThat(roughness(heard, 2400, 191_000)).isLessThan(0.003);
    assertThat(firstAbove(heard, FAINT)).isLessThan(FIVE_MILLISECONDS / 5);
    assertThat(firstAbove(heard, CLEAR)).isLessThan(FIVE_MILLISECONDS);
    assertThat(tone(heard, 2400, 186_000, 500, 48_000)).isCloseTo(0.5, within(0.02));
  }

  @ParameterizedTest
  @EnumSource(AudioCodec.class)
  void each_loudspeaker_keeps_its_sound_and_stereo_gets_its_share(AudioCodec codec)
      throws IOException {
    clip(
        "aevalsrc='0.4*sin(2*PI*400*t)|0.4*sin(2*PI*500*t)|0.4*sin(2*PI*600*t)"
            + "|0.4*sin(2*PI*60*t)|0.4*sin(2*PI*800*t)|0.4*sin(2*PI*900*t)':c=5.1:s=48000:d=4",
        "clip.wav");

    sound.encode(order("wav", 6, "5.1", codec, 6), folder.resolve("clip.wav"));
    double[] tones = {400, 500, 600, 60, 800, 900};
    float[][] surround = sound.decoded();
    for (int channel = 0; channel < 6; channel++) {
      for (int other = 0; other < 6; other++) {
        double expected = channel == other ? 0.4 : 0;
        assertThat(tone(surround[channel], 9600, 96_000, tones[other], 48_000))
            .as("%s: tone of channel %d in channel %d", codec, other, channel)
            .isCloseTo(expected, within(0.04));
      }
    }

    sound.encode(order("wav", 6, "5.1", codec, 2), folder.resolve("clip.wav"));
    float[][] stereo = sound.decoded();
    double front = tone(stereo[0], 9600, 96_000, 400, 48_000);
    assertThat(front).isCloseTo(0.4 / (1 + Math.sqrt(2)), within(0.02));
    assertThat(tone(stereo[0], 9600, 96_000, 600, 48_000)).isCloseTo(front * 0.707, within(0.02));
    assertThat(tone(stereo[0], 9600, 96_000, 800, 48_000)).isCloseTo(front * 0.707, within(0.02));
    assertThat(tone(stereo[0], 9600, 96_000, 500, 48_000)).isLessThan(0.01);
  }

  @ParameterizedTest(name = "{0} Hz, {1} channels of {2}")
  @CsvSource({"8000, 1, mono", "22050, 2, stereo", "96000, 2, stereo", "192000, 4, quad"})
  void every_rate_and_layout_becomes_one_that_players_take(int rate, int channels, String layout)
      throws IOException {
    clip(
        "sine=f=440:r=%d:d=4,volume=12dB,aformat=channel_layouts=%s".formatted(rate, layout),
        "clip.wav");
    int target = rate % 11_025 == 0 ? 44_100 : 48_000;
    AudioEncoding encoding =
        new AudioEncoding(AudioCodec.AAC, 128_000, target, Math.min(2, channels));

    Result result =
        sound.encode(
            sound.order(
                "wav",
                SoundFixture.track(channels, layout, Rational.ZERO, LENGTH),
                encoding,
                Rational.ZERO,
                LENGTH),
            folder.resolve("clip.wav"));

    float[] heard = sound.decoded()[0];
    assertThat(result.object().timescale()).isEqualTo(target);
    assertThat(firstAbove(heard, FAINT)).isLessThan(FIVE_MILLISECONDS / 5);
    assertThat(roughness(heard, target / 10, 3 * target)).isLessThan(0.003);
    assertThat(result.figures().lost()).isEmpty();
  }

  @ParameterizedTest(name = "at {0} dB, codec {1}")
  @CsvSource({"-30, AAC", "-3, AAC", "-30, OPUS"})
  void loudness_meets_the_target_by_one_gain(int level, AudioCodec codec) throws IOException {
    clip(
        "sine=f=997:r=48000:d=4,volume=%ddB,pan=stereo|c0=c0|c1=c0".formatted(level + 18),
        "clip.wav");

    SoundFigures figures = normalised(codec);

    double source = Objects.requireNonNull(figures.source()).integratedLufs();
    // A sine of 997 Hz in both channels is as many LUFS as dB of full scale (EBU Tech 3341, 1).
    assertThat(source).isCloseTo(level, within(0.6));
    assertThat(Objects.requireNonNull(figures.result()).integratedLufs())
        .isCloseTo(-16, within(0.3));
    assertThat(figures.gainDb()).isCloseTo(-16 - source, within(0.11));
    assertThat(figures.isLimited()).isFalse();
    assertThat(tone(sound.decoded()[1], 9600, 96_000, 997, 48_000))
        .isCloseTo(Math.pow(10, -16 / 20.0), within(0.01));
  }

  @Test
  void peaks_that_the_gain_would_push_too_high_are_held_down() throws IOException {
    clip(
        "aevalsrc='0.03*sin(2*PI*500*t)+0.4*sin(2*PI*900*t)*lt(mod(t,2),0.01)':s=48000:d=4"
            + ",aformat=channel_layouts=stereo",
        "clip.wav");

    SoundFigures figures = normalised(AudioCodec.AAC);

    assertThat(figures.isLimited()).isTrue();
    assertThat(figures.gainDb()).isGreaterThan(6);
    assertThat(Objects.requireNonNull(figures.result()).truePeakDb()).isLessThanOrEqualTo(-1.0);
  }

  @Test
  void silence_stays_silence_and_is_no_failure() throws IOException {
    clip("anullsrc=r=48000:cl=stereo:d=4", "clip.wav");

    SoundFigures figures = normalised(AudioCodec.AAC);

    assertThat(figures.source()).isNull();
    assertThat(figures.result()).isNull();
    assertThat(figures.gainDb()).isZero();
  }

  private SoundFigures normalised(AudioCodec codec) throws IOException {
    return sound
        .encode(
            SoundFixture.loud(order("wav", 2, "stereo", codec, 2), WEB), folder.resolve("clip.wav"))
        .figures();
  }

  private dev.reelmill.common.work.WorkOrder.EncodeAudio order(
      String format, int channels, String layout, AudioCodec codec, int into) {
    return sound.order(
        format,
        SoundFixture.track(channels, layout, Rational.ZERO, LENGTH),
        new AudioEncoding(codec, 96_000L * into, 48_000, into),
        Rational.ZERO,
        LENGTH);
  }

  private void clip(String source, String name) {
    RealFfmpeg.run(folder, "-f", "lavfi", "-i", source, "-c:a", "pcm_s24le", name);
  }

  private static int firstAbove(float[] samples, double level) {
    for (int i = 0; i < samples.length; i++) {
      if (Math.abs(samples[i]) > level) {
        return i;
      }
    }
    return samples.length;
  }
}
