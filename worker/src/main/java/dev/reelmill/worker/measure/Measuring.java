package dev.reelmill.worker.measure;

import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.failure.ReelmillException;
import dev.reelmill.common.measure.MeasureOrder;
import dev.reelmill.common.measure.MeasureOrder.Grid;
import dev.reelmill.common.measure.MeasureOrder.Medium;
import dev.reelmill.common.measure.MeasureOrder.Pcm;
import dev.reelmill.common.measure.MeasuredMedium;
import dev.reelmill.common.measure.Measurements;
import dev.reelmill.worker.ffmpeg.Ffmpeg;
import dev.reelmill.worker.ffmpeg.Ffmpeg.Place;
import dev.reelmill.worker.ffmpeg.RunControl;
import dev.reelmill.worker.ffmpeg.RunResult;
import dev.reelmill.worker.ffmpeg.arguments.InputLimits;
import dev.reelmill.worker.ffmpeg.arguments.MeasureArguments;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Decodes files whole, and tells what came out. */
public final class Measuring {

  private final Ffmpeg ffmpeg;
  private final Path scratch;

  /**
   * @param scratch folder that the processes may write to
   */
  public Measuring(Ffmpeg ffmpeg, Path scratch) {
    this.ffmpeg = ffmpeg;
    this.scratch = scratch;
  }

  /**
   * Measures all. A file of which nothing decodes is no error, but a result without frames.
   *
   * @throws IOException if a file is missing or a result can't be written
   * @throws ReelmillException if FFmpeg can't be run or runs into its limits
   */
  public Measurements measure(MeasureOrder order) throws IOException {
    List<MeasuredMedium> media = new ArrayList<>();
    for (Medium medium : order.media()) {
      media.add(measure(medium));
    }
    return Measurements.of(media);
  }

  private MeasuredMedium measure(Medium medium) throws IOException {
    Place place = new Place(scratch, List.of(Path.of(medium.file()).toRealPath()));
    FrameList frames = new FrameList();
    RunResult result =
        ffmpeg.ffprobe(
            MeasureArguments.frames(medium, limits()),
            place,
            ffmpeg.limits().patient(),
            new RunControl(),
            frames::hear);
    Optional<Integer> picture = frames.pictureStream(medium);
    Optional<Integer> sound = frames.soundStream(medium);
    if (picture.isPresent() && medium.grid() != null) {
      grid(medium, picture.get(), medium.grid(), place);
    }
    if (sound.isPresent() && medium.pcm() != null) {
      pcm(medium, sound.get(), medium.pcm(), place);
    }
    return new MeasuredMedium(
        picture.map(frames::picture).orElse(null),
        sound.map(frames::sound).orElse(null),
        result.complaints());
  }

  private void grid(Medium medium, int stream, Grid grid, Place place) throws IOException {
    Path made = scratch.resolve("grid");
    write(MeasureArguments.grid(medium, stream, grid, made, limits()), place);
    hand(made, grid.file());
  }

  private void pcm(Medium medium, int stream, Pcm pcm, Place place) throws IOException {
    Path made = scratch.resolve("pcm");
    write(MeasureArguments.pcm(medium, stream, pcm, made, limits()), place);
    hand(made, pcm.file());
  }

  private void write(List<String> arguments, Place place) {
    RunResult result =
        ffmpeg.ffmpeg(arguments, place, ffmpeg.limits().patient(), new RunControl(), line -> {});
    if (!result.succeeded() && result.says("Cannot allocate memory", "No space left")) {
      throw new ReelmillException(FailureCode.ENCODER_FAILED, "measuring: " + result.words());
    }
  }

  /** Of a damaged file there may be nothing. */
  private static void hand(Path made, String wanted) throws IOException {
    if (Files.exists(made)) {
      Files.move(made, Path.of(wanted), StandardCopyOption.REPLACE_EXISTING);
    } else {
      Files.write(Path.of(wanted), new byte[0]);
    }
  }

  private InputLimits limits() {
    return ffmpeg.settings().inputLimits();
  }
}
