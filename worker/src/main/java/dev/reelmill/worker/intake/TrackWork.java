package dev.reelmill.worker.intake;

import dev.reelmill.common.work.WorkOrder.EncodeAudio;
import dev.reelmill.common.work.WorkOrder.ExtractText;
import dev.reelmill.common.work.WorkOrder.PosterOrder;
import dev.reelmill.common.work.WorkResult.Output;
import dev.reelmill.common.work.WorkResult.StillObject;
import dev.reelmill.worker.audio.AudioEncoder;
import dev.reelmill.worker.audio.EncodedAudio;
import dev.reelmill.worker.deliver.AudioExpectation;
import dev.reelmill.worker.deliver.Delivery;
import dev.reelmill.worker.deliver.EarlyUploads;
import dev.reelmill.worker.deliver.Verification;
import dev.reelmill.worker.deliver.Verification.VerifiedSound;
import dev.reelmill.worker.fetch.Source;
import dev.reelmill.worker.ffmpeg.Ffmpeg;
import dev.reelmill.worker.ffmpeg.RunControl;
import dev.reelmill.worker.ffmpeg.arguments.SoundCodec;
import dev.reelmill.worker.text.TextExtractor;
import dev.reelmill.worker.text.TextExtractor.ExtractedText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** Carries out orders for one track of sound or text, whole. */
final class TrackWork {

  private final AudioEncoder audio;
  private final TextExtractor texts;
  private final Verification verification;
  private final Delivery delivery;
  private final Semaphore slots;
  private final long mostBytes;

  /**
   * @param slots encodes take one
   */
  TrackWork(Ffmpeg ffmpeg, Delivery delivery, Semaphore slots) {
    this.audio = new AudioEncoder(ffmpeg);
    this.texts = new TextExtractor(ffmpeg);
    this.verification = new Verification(ffmpeg);
    this.delivery = delivery;
    this.slots = slots;
    this.mostBytes = ffmpeg.settings().outputBytes();
  }

  private record Sound(EncodedAudio encoded, VerifiedSound verified) {}

  Output audio(EncodeAudio order, Source source, Path folder, RunControl control)
      throws IOException, InterruptedException {
    source.track(order.track().index());
    try (EarlyUploads early = delivery.early()) {
      Sound sound;
      slots.acquire();
      try {
        if (AudioEncoder.isWrittenOnce(order)) {
          early.begin(AudioEncoder.file(folder), order.target());
        }
        sound = encode(order, source, folder, control);
      } finally {
        slots.release();
      }
      return new Output.AudioEncoded(
          delivery.rendition(
              sound.verified.file(), order.rendition(), order.target(), early, control),
          sound.encoded.figures(sound.verified.loudness()),
          waveform(order, sound.encoded, control));
    }
  }

  private Sound encode(EncodeAudio order, Source source, Path folder, RunControl control)
      throws IOException {
    EncodedAudio encoded = audio.encode(order, source, folder, control);
    AudioExpectation expected =
        new AudioExpectation(
            order.encoding().sampleRate(),
            encoded.samples(),
            SoundCodec.of(order.encoding()).frameSamples(),
            mostBytes);
    return new Sound(encoded, verification.audio(encoded.file(), expected, folder, control));
  }

  private @Nullable StillObject waveform(
      EncodeAudio order, EncodedAudio encoded, RunControl control)
      throws IOException, InterruptedException {
    PosterOrder ordered = order.waveform();
    return ordered == null || encoded.waveform().isEmpty()
        ? null
        : delivery.still(encoded.waveform().get(), ordered, control);
  }

  Output text(ExtractText order, Source source, Path folder, RunControl control)
      throws IOException, InterruptedException {
    ExtractedText text = texts.extract(order, source, folder, control);
    return new Output.TextExtracted(
        text.file().isEmpty()
            ? null
            : delivery.text(text.file().get(), text.cues(), order.target(), control),
        text.warnings());
  }
}
