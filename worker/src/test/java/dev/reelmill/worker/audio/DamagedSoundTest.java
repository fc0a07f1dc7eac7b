package dev.reelmill.worker.audio;

import static dev.reelmill.worker.audio.SoundFixture.tone;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.reelmill.common.media.AudioCodec;
import dev.reelmill.common.media.AudioEncoding;
import dev.reelmill.common.media.Rational;
import dev.reelmill.common.media.TimeSpan;
import dev.reelmill.worker.RealFfmpeg;
import dev.reelmill.worker.audio.SoundFixture.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DamagedSoundTest {

  private static final Rational LENGTH = Rational.of(6);

  @TempDir Path folder;

  @Test
  void what_decodes_is_kept_in_its_place_and_what_is_lost_is_told() throws IOException {
    RealFfmpeg.run(
        folder, "-f", "lavfi", "-i", "sine=f=500:r=48000:d=6,volume=12dB", "-c:a", "flac", "a.mka");
    Path clip = folder.resolve("a.mka");
    byte[] bytes = Files.readAllBytes(clip);
    // From a third to a half of the file, roughly seconds 2 to 3, nothing can be recognised.
    for (int i = bytes.length / 3; i < bytes.length / 2; i++) {
      bytes[i] = (byte) ((i * 31) >> 3);
    }
    Files.write(clip, bytes);

    SoundFixture sound = new SoundFixture(folder);
    Result result =
        sound.encode(
            sound.order(
                "matroska",
                SoundFixture.track(1, "mono", Rational.ZERO, LENGTH),
                new AudioEncoding(AudioCodec.AAC, 96_000, 48_000, 1),
                Rational.ZERO,
                LENGTH),
            clip);

    float[] heard = sound.decoded()[0];
    List<TimeSpan> lost = result.figures().lost();
    assertThat(lost).isNotEmpty();
    double from = lost.getFirst().start().toDouble();
    double to = lost.getLast().end().toDouble();
    assertThat(from).isBetween(1.0, 3.0);
    // The container is found again at its next cluster, five seconds into the file.
    assertThat(to).isBetween(2.0, 5.1);
    assertThat(tone(heard, 9600, 24_000, 500, 48_000)).isCloseTo(0.5, within(0.03));
    assertThat(tone(heard, (int) ((to + 0.1) * 48_000), 24_000, 500, 48_000))
        .isCloseTo(0.5, within(0.03));
  }
}
