package dev.reelmill.worker.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.reelmill.common.media.AudioCodec;
import dev.reelmill.common.media.AudioEncoding;
import dev.reelmill.common.media.Fragment;
import dev.reelmill.common.media.MediaObject;
import dev.reelmill.common.media.Rational;
import dev.reelmill.worker.RealFfmpeg;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AudioEncoderTest {

  private static final double CLICK = 1.5;

  @TempDir Path folder;

  @SuppressWarnings("NullAway.Init") // before each test
  private SoundFixture sound;

  @BeforeEach
  void open() {
    sound = new SoundFixture(folder);
  }

  @ParameterizedTest(name = "{0} with {1} at {2} Hz, origin {4} s")
  @CsvSource({
    "m4a, aac,        44100, mov,      0/1",
    "m4a, aac,        48000, mov,      0/1",
    "mka, libopus,    48000, matroska, 0/1",
    "mp3, libmp3lame, 44100, mp3,      353600/14112000",
    "wav, pcm_s16le,  32000, wav,      1/2",
    "m4a, aac,        48000, mov,      -1/4",
    "ts,  aac,        48000, mpegts,   7/5",
  })
  void click_is_heard_at_its_time(
      String container, String codec, int rate, String format, String origin) throws IOException {
    RealFfmpeg.run(
        folder,
        "-f",
        "lavfi",
        "-i",
        "aevalsrc='if(between(t,"
            + CLICK
            + ","
            + CLICK
            + "+.02),sin(2*PI*1000*t),0)':s="
            + rate
            + ":d=5",
        "-c:a",
        codec,
        "clip." + container);
    Path clip = folder.resolve("clip." + container);
    Rational zero = Rational.parse(origin);
    double shift = zero.toDouble() - unsaid(container);

    MediaObject object = encoded(clip, format, zero, Rational.of(5), 48_000);

    assertThat(heardAt(object)).isCloseTo(CLICK - shift, within(0.005));
    assertThat(object.fragments().getFirst().startPts()).isZero();
    assertThat(object.codecs()).isEqualTo("mp4a.40.2");
  }

  @Test
  void fragments_are_equally_long_and_silence_fills_up_to_the_duration() throws IOException {
    RealFfmpeg.run(folder, "-f", "lavfi", "-i", "sine=d=5:r=44100", "-c:a", "aac", "clip.m4a");

    MediaObject object =
        encoded(folder.resolve("clip.m4a"), "mov", Rational.ZERO, Rational.of(10), 44_100);

    long total = object.fragments().stream().mapToLong(Fragment::duration).sum();
    assertThat(total).isBetween(441_000L, 441_000L + 2048);
    assertThat(object.fragments().subList(0, object.fragments().size() - 1))
        .allSatisfy(fragment -> assertThat(fragment.samples()).isEqualTo(96));
  }

  private MediaObject encoded(
      Path clip, String format, Rational origin, Rational duration, int rate) throws IOException {
    return sound
        .encode(
            sound.order(
                format,
                SoundFixture.track(2, "stereo", origin, origin.plus(duration)),
                new AudioEncoding(AudioCodec.AAC, 128_000, rate, 2),
                origin,
                duration),
            clip)
        .object();
  }

  /** What FFmpeg's muxers add in front, and a player can't know: the encoder's delay in a TS. */
  private static double unsaid(String container) {
    return switch (container) {
      case "ts" -> 1.4 + 1024.0 / 48_000;
      case "mp3" -> 353_600.0 / 14_112_000;
      default -> 0;
    };
  }

  private double heardAt(MediaObject object) throws IOException {
    float[] samples = sound.decoded()[0];
    for (int i = 0; i < samples.length; i++) {
      if (Math.abs(samples[i]) > 0.2) {
        return (double) i / object.timescale();
      }
    }
    return -1;
  }
}
