package dev.reelmill.worker.audio;

import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.failure.ReelmillException;
import dev.reelmill.common.media.Loudness;
import dev.reelmill.common.media.TimeSpan;
import dev.reelmill.common.work.WorkOrder.EncodeAudio;
import dev.reelmill.worker.fetch.Source;
import dev.reelmill.worker.ffmpeg.EncodeFailures;
import dev.reelmill.worker.ffmpeg.Ffmpeg;
import dev.reelmill.worker.ffmpeg.Ffmpeg.Place;
import dev.reelmill.worker.ffmpeg.RunControl;
import dev.reelmill.worker.ffmpeg.RunResult;
import dev.reelmill.worker.ffmpeg.arguments.AudioArguments;
import dev.reelmill.worker.ffmpeg.arguments.AudioCommand;
import dev.reelmill.worker.ffmpeg.arguments.ListenArguments;
import dev.reelmill.worker.ffmpeg.arguments.ListenArguments.Waveform;
import dev.reelmill.worker.ffmpeg.arguments.SoundCodec;
import dev.reelmill.worker.ffmpeg.arguments.SoundGain;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Encodes audio tracks, in two passes: the first listens, the second knows how loud the track is.
 * What can't be decoded is silence.
 */
public final class AudioEncoder {

  private static final Logger log = LoggerFactory.getLogger(AudioEncoder.class);

  private final Ffmpeg ffmpeg;

  public AudioEncoder(Ffmpeg ffmpeg) {
    this.ffmpeg = ffmpeg;
  }

  private record Work(
      EncodeAudio order, Source source, AudioCommand command, Path scratch, RunControl control) {
    Work withGaps() {
      return new Work(order, source, command.withGaps(), scratch, control);
    }
  }

  /**
   * What listening brought.
   *
   * @param gaps whether blocks are missing because they don't decode
   */
  private record Heard(
      @Nullable Loudness loudness, List<TimeSpan> lost, boolean gaps, Optional<Path> waveform) {}

  /**
   * Encodes.
   *
   * @param source of which the track is fetched
   * @param scratch folder of this attempt
   * @throws ReelmillException {@link FailureCode#SOURCE_UNDECODABLE} if no sound decodes at all;
   *     else as running FFmpeg throws
   */
  public EncodedAudio encode(EncodeAudio order, Source source, Path scratch, RunControl control)
      throws IOException {
    source.track(order.track().index());
    AudioCommand command =
        new AudioCommand(
            source.file().toRealPath(),
            order.format(),
            order.track(),
            order.origin(),
            order.duration(),
            order.encoding(),
            false);
    Work work = new Work(order, source, command, scratch, control);
    Heard heard = listen(work);
    if (!heard.lost.isEmpty() && !source.isWhole()) {
      source.whole("some of the sound did not decode");
      heard = listen(work);
    }
    SoundGain gain = Normalisation.of(heard.loudness, order.loudness());
    Path file = encode(heard.gaps ? work.withGaps() : work, gain);
    return new EncodedAudio(
        file, command.samples(), heard.loudness, gain, heard.lost, heard.waveform);
  }

  /** Where a track is written. */
  public static Path file(Path scratch) {
    return scratch.resolve("audio.mp4");
  }

  /** Whether the file is only appended to: of Opus, the beginning is mended in the end. */
  public static boolean isWrittenOnce(EncodeAudio order) {
    return SoundCodec.of(order.encoding()) != SoundCodec.OPUS;
  }

  private Heard listen(Work work) throws IOException {
    Path decoded = work.scratch.resolve("decoded");
    Waveform waveform = waveform(work);
    RunResult result =
        run(
            work,
            ListenArguments.of(work.command, decoded, waveform, ffmpeg.settings().inputLimits()));
    if (!result.succeeded()) {
      throw EncodeFailures.of(result);
    }
    if (!Files.exists(decoded) || Files.size(decoded) == 0) {
      throw new ReelmillException(
          FailureCode.SOURCE_UNDECODABLE,
          "no sound of stream %d decodes: %s"
              .formatted(work.order.track().index(), result.words()));
    }
    DecodedSpans spans = new DecodedSpans(work.order.track(), work.order.origin());
    try (Stream<String> lines = Files.lines(decoded, StandardCharsets.US_ASCII)) {
      lines.forEach(spans::hear);
    }
    List<TimeSpan> lost = spans.lost(work.order.duration());
    return new Heard(
        result.loudness(),
        lost,
        !lost.isEmpty() && !result.complaints().isEmpty(),
        Optional.ofNullable(waveform).map(Waveform::file).filter(Files::exists));
  }

  private Path encode(Work work, SoundGain gain) throws IOException {
    Path file = file(work.scratch);
    RunResult result =
        run(work, AudioArguments.of(work.command, gain, file, ffmpeg.settings().inputLimits()));
    if (!result.succeeded()) {
      throw EncodeFailures.of(result);
    }
    if (!result.complaints().isEmpty()) {
      log.info("audio with complaints: {}", result.words());
    }
    if (!isWrittenOnce(work.order)) {
      OpusDelay.clear(file);
    }
    return file;
  }

  private RunResult run(Work work, List<String> words) {
    RunResult result = runOnce(work, words);
    return work.source.missed(result) ? runOnce(work, words) : result;
  }

  private RunResult runOnce(Work work, List<String> words) {
    return ffmpeg.ffmpeg(
        words,
        new Place(work.scratch, List.of(work.command.source())),
        ffmpeg.limits(),
        work.control,
        line -> {});
  }

  private static @Nullable Waveform waveform(Work work) {
    var ordered = work.order.waveform();
    return ordered == null
        ? null
        : new Waveform(work.scratch.resolve("waveform.jpg"), ordered.width(), ordered.height());
  }
}
