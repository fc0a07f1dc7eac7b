package dev.reelmill.worker.assemble;

import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.failure.ReelmillException;
import dev.reelmill.common.media.FileContainer;
import dev.reelmill.common.media.Rational;
import dev.reelmill.common.work.WorkOrder.AssembleFile;
import dev.reelmill.common.work.WorkOrder.TrackPieces;
import dev.reelmill.worker.deliver.JoinedTrack;
import dev.reelmill.worker.ffmpeg.EncodeFailures;
import dev.reelmill.worker.ffmpeg.Ffmpeg;
import dev.reelmill.worker.ffmpeg.Ffmpeg.Place;
import dev.reelmill.worker.ffmpeg.RunControl;
import dev.reelmill.worker.ffmpeg.RunResult;
import dev.reelmill.worker.ffmpeg.arguments.AssembleArguments;
import dev.reelmill.worker.ffmpeg.arguments.AssembleCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Joins, copies and looks at the result again. */
public final class FileAssembler {

  private static final String VIDEO = "joined-video.mp4";
  private static final String AUDIO = "joined-audio.mp4";

  private final Ffmpeg ffmpeg;

  public FileAssembler(Ffmpeg ffmpeg) {
    this.ffmpeg = ffmpeg;
  }

  /**
   * A file that was checked and may be delivered.
   *
   * @param frames pictures in it
   * @param duration to the end of its last picture or sample, in seconds
   */
  public record Assembled(Path file, long frames, Rational duration) {}

  /**
   * Assembles.
   *
   * @param video local files of the pictures' pieces, in order
   * @param audio those of the sound; empty if there is none
   * @param scratch folder of this attempt
   * @throws ReelmillException {@link FailureCode#VERIFICATION_FAILED} if the result is not what was
   *     ordered; else as running FFmpeg throws
   */
  public Assembled assemble(
      AssembleFile order, List<Path> video, List<Path> audio, Path scratch, RunControl control)
      throws IOException {
    JoinedTrack pictures =
        JoinedTrack.write(video, order.video().initBytes(), scratch.resolve(VIDEO));
    JoinedTrack sound = joined(order.audio(), audio, scratch);
    Path file = scratch.resolve("assembled." + order.container().text());
    AssembleCommand command =
        new AssembleCommand(
            pictures.file(),
            pictures.delay(),
            pictures.timescale(),
            sound == null ? null : sound.file(),
            order.container(),
            file);
    RunResult result = run(AssembleArguments.of(command, limits()), scratch, control);
    if (!result.succeeded()) {
      throw EncodeFailures.of(result);
    }
    Files.delete(pictures.file());
    PacketTotals totals = look(file, order, scratch, control);
    return new Assembled(file, totals.picture().packets(), totals.end());
  }

  private static @Nullable JoinedTrack joined(
      @Nullable TrackPieces sound, List<Path> pieces, Path scratch) throws IOException {
    return sound == null
        ? null
        : JoinedTrack.write(pieces, sound.initBytes(), scratch.resolve(AUDIO));
  }

  private PacketTotals look(Path file, AssembleFile order, Path scratch, RunControl control)
      throws IOException {
    if (order.container() == FileContainer.MP4) {
      FastStart.require(file);
    }
    PacketTotals totals = new PacketTotals();
    RunResult result =
        ffmpeg.ffprobe(
            AssembleArguments.packets(file, order.container(), limits()),
            new Place(scratch, List.of()),
            ffmpeg.limits().patient(),
            control,
            totals::hear);
    if (!result.succeeded()) {
      throw new ReelmillException(
          FailureCode.VERIFICATION_FAILED, order.name() + " can't be read: " + result.words());
    }
    totals.check(order);
    return totals;
  }

  private RunResult run(List<String> arguments, Path scratch, RunControl control) {
    return ffmpeg.ffmpeg(
        arguments, new Place(scratch, List.of()), ffmpeg.limits().patient(), control, line -> {});
  }

  private dev.reelmill.worker.ffmpeg.arguments.InputLimits limits() {
    return ffmpeg.settings().inputLimits();
  }
}
