package dev.reelmill.worker.audio;

import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.failure.ReelmillException;
import dev.reelmill.common.work.WorkOrder.EncodeAudio;
import dev.reelmill.worker.ffmpeg.EncodeFailures;
import dev.reelmill.worker.ffmpeg.Ffmpeg;
import dev.reelmill.worker.ffmpeg.Ffmpeg.Place;
import dev.reelmill.worker.ffmpeg.RunControl;
import dev.reelmill.worker.ffmpeg.RunResult;
import dev.reelmill.worker.ffmpeg.arguments.AudioArguments;
import dev.reelmill.worker.ffmpeg.arguments.AudioCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Encodes audio tracks. What can't be decoded is silence. */
public final class AudioEncoder {

  private static final Logger log = LoggerFactory.getLogger(AudioEncoder.class);

  private final Ffmpeg ffmpeg;

  public AudioEncoder(Ffmpeg ffmpeg) {
    this.ffmpeg = ffmpeg;
  }

  /**
   * The file that was written, and how many samples per channel it has to cover.
   *
   * @param file fragmented MP4
   * @param samples from the published time 0 on
   */
  public record EncodedAudio(Path file, long samples) {}

  /**
   * Encodes.
   *
   * @param source local file
   * @param scratch folder of this attempt
   * @throws ReelmillException {@link FailureCode#SOURCE_UNDECODABLE} if no sound decodes at all;
   *     else as running FFmpeg throws
   */
  public EncodedAudio encode(EncodeAudio order, Path source, Path scratch, RunControl control)
      throws IOException {
    Path file = scratch.resolve("audio.mp4");
    AudioCommand command =
        new AudioCommand(
            source,
            order.format(),
            order.track().index(),
            order.origin(),
            order.duration(),
            order.encoding(),
            file);
    RunResult result =
        ffmpeg.ffmpeg(
            AudioArguments.of(command, ffmpeg.settings().inputLimits()),
            new Place(scratch, List.of(source.toRealPath())),
            ffmpeg.limits(),
            control,
            line -> {});
    if (!result.succeeded()) {
      throw EncodeFailures.of(result);
    }
    if (!Files.exists(file) || Files.size(file) == 0 || result.says("No filtered frames")) {
      throw new ReelmillException(
          FailureCode.SOURCE_UNDECODABLE,
          "no sound of stream %d decodes: %s".formatted(order.track().index(), result.words()));
    }
    if (!result.complaints().isEmpty()) {
      log.info("audio with complaints: {}", result.words());
    }
    return new EncodedAudio(file, AudioArguments.samples(command));
  }
}
