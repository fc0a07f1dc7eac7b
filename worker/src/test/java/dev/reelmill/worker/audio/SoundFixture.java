package dev.reelmill.worker.audio;

import dev.reelmill.common.media.AudioEncoding;
import dev.reelmill.common.media.AudioFacts;
import dev.reelmill.common.media.LoudnessTarget;
import dev.reelmill.common.media.MediaObject;
import dev.reelmill.common.media.Rational;
import dev.reelmill.common.media.SoundFigures;
import dev.reelmill.common.media.TrackLabel;
import dev.reelmill.common.work.SourceAccess;
import dev.reelmill.common.work.UploadTarget;
import dev.reelmill.common.work.WorkOrder.EncodeAudio;
import dev.reelmill.worker.RealFfmpeg;
import dev.reelmill.worker.deliver.AudioExpectation;
import dev.reelmill.worker.deliver.Verification;
import dev.reelmill.worker.deliver.Verification.VerifiedSound;
import dev.reelmill.worker.fetch.Source;
import dev.reelmill.worker.ffmpeg.RunControl;
import dev.reelmill.worker.ffmpeg.arguments.SoundCodec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/** Makes sounds, puts them through the encoder and its verification, and listens. */
final class SoundFixture {

  private final Path folder;
  private int folders;
  private Path file = Path.of("");
  private int channels;

  SoundFixture(Path folder) {
    this.folder = folder;
  }

  /** What came of a track. */
  record Result(MediaObject object, SoundFigures figures) {}

  static AudioFacts track(int channels, String layout, Rational start, Rational end) {
    return new AudioFacts(0, "", 48_000, channels, layout, start, end, TrackLabel.NONE);
  }

  EncodeAudio order(
      String format, AudioFacts track, AudioEncoding encoding, Rational origin, Rational duration) {
    return new EncodeAudio(
        new SourceAccess("sources/x", "http://x", 1),
        format,
        track,
        origin,
        duration,
        "audio-1",
        encoding,
        null,
        null,
        new UploadTarget("videos/x", "http://x"));
  }

  static EncodeAudio loud(EncodeAudio order, LoudnessTarget target) {
    return new EncodeAudio(
        order.source(),
        order.format(),
        order.track(),
        order.origin(),
        order.duration(),
        order.rendition(),
        order.encoding(),
        target,
        order.waveform(),
        order.target());
  }

  Result encode(EncodeAudio order, Path clip) throws IOException {
    Path work = Files.createDirectory(folder.resolve("work" + folders++));
    EncodedAudio encoded =
        new AudioEncoder(RealFfmpeg.INSTANCE)
            .encode(order, Source.of(clip), work, new RunControl());
    file = encoded.file();
    channels = order.encoding().channels();
    AudioExpectation expected =
        new AudioExpectation(
            order.encoding().sampleRate(),
            encoded.samples(),
            SoundCodec.of(order.encoding()).frameSamples(),
            10_000_000);
    VerifiedSound verified =
        new Verification(RealFfmpeg.INSTANCE).audio(file, expected, work, new RunControl());
    return new Result(verified.file().toObject("videos/x"), encoded.figures(verified.loudness()));
  }

  /** All samples of each channel of the last result. */
  float[][] decoded() throws IOException {
    RealFfmpeg.run(folder, "-i", file.toString(), "-f", "f32le", "heard");
    FloatBuffer samples =
        ByteBuffer.wrap(Files.readAllBytes(folder.resolve("heard")))
            .order(ByteOrder.LITTLE_ENDIAN)
            .asFloatBuffer();
    float[][] heard = new float[channels][samples.limit() / channels];
    for (int i = 0; i < samples.limit(); i++) {
      heard[i % channels][i / channels] = samples.get(i);
    }
    return heard;
  }

  /** How strong a tone is in a stretch of samples, as the amplitude of its sine (Goertzel). */
  static double tone(float[] samples, int from, int count, double frequency, int rate) {
    double real = 0;
    double imaginary = 0;
    for (int i = 0; i < count; i++) {
      double angle = 2 * Math.PI * frequency * i / rate;
      real += samples[from + i] * Math.cos(angle);
      imaginary += samples[from + i] * Math.sin(angle);
    }
    return 2 * Math.hypot(real, imaginary) / count;
  }

  /** The largest step from the line through its neighbours: a click stands out. */
  static double roughness(float[] samples, int from, int to) {
    double most = 0;
    for (int i = from + 1; i < to - 1; i++) {
      most = Math.max(most, Math.abs(samples[i] - (samples[i - 1] + samples[i + 1]) / 2));
    }
    return most;
  }
}
