package dev.reelmill.worker;

import dev.reelmill.common.config.Settings;
import dev.reelmill.common.json.Json;
import dev.reelmill.common.media.AudioEncoding;
import dev.reelmill.common.media.Picture;
import dev.reelmill.common.media.VideoEncoding;
import dev.reelmill.worker.ffmpeg.Ffmpeg;
import dev.reelmill.worker.ffmpeg.Ffmpeg.Place;
import dev.reelmill.worker.ffmpeg.FfmpegSettings;
import dev.reelmill.worker.ffmpeg.RunControl;
import dev.reelmill.worker.ffmpeg.RunResult;
import dev.reelmill.worker.ffmpeg.arguments.LadderArguments;
import dev.reelmill.worker.ffmpeg.arguments.LadderArguments.Ladder;
import dev.reelmill.worker.ffmpeg.arguments.LadderArguments.Sound;
import dev.reelmill.worker.ffmpeg.arguments.SegmentCommand.Rung;
import dev.reelmill.worker.scratch.Scratch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Encodes a whole ladder with one plain FFmpeg process: what the farm is measured against. */
@Command(
    name = "ladder",
    description = "Encode a whole ladder with one plain FFmpeg, and print how long it took.")
final class LadderCommand implements Callable<Integer> {

  @SuppressWarnings("NullAway.Init") // picocli sets it before call()
  @ParentCommand
  private WorkerProgram program;

  @SuppressWarnings("NullAway.Init") // picocli sets it before call()
  @Spec
  private CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "What to make of which source, as JSON.")
  private Path order;

  /**
   * What to encode.
   *
   * @param picture what its frames are like
   * @param audioStream index of the track, if there is one
   * @param audio how to encode it
   */
  record Order(
      String source,
      String format,
      int videoStream,
      Picture picture,
      List<VideoEncoding> rungs,
      @Nullable Integer audioStream,
      @Nullable AudioEncoding audio) {}

  /** What it took. */
  record Took(long wallMillis, long cpuMillis, long bytes) {}

  @Override
  public Integer call() throws IOException {
    Settings settings = program.read();
    try (Scratch scratch = Scratch.open(WorkerSettings.from(settings).scratch())) {
      Ffmpeg ffmpeg = Ffmpeg.open(FfmpegSettings.from(settings), scratch.subfolder("ffmpeg"));
      Took took = run(ffmpeg, scratch.subfolder("ladder"));
      spec.commandLine().getOut().println(Json.write(took));
      spec.commandLine().getOut().flush();
    }
    return 0;
  }

  private Took run(Ffmpeg ffmpeg, Path folder) throws IOException {
    Ladder ladder = ladder(Json.read(Files.readString(order), Order.class), folder);
    long begun = System.nanoTime();
    RunResult result =
        ffmpeg.ffmpeg(
            LadderArguments.of(ladder, ffmpeg.settings().inputLimits()),
            new Place(folder, List.of(ladder.source().toRealPath())),
            ffmpeg.limits(),
            new RunControl(),
            line -> {});
    long wall = (System.nanoTime() - begun) / 1_000_000;
    if (!result.succeeded()) {
      throw new IOException("FFmpeg failed: " + result.words());
    }
    long bytes = 0;
    for (Rung rung : ladder.rungs()) {
      bytes += Files.size(rung.file());
    }
    return new Took(wall, result.cpu().toMillis(), bytes);
  }

  private static Ladder ladder(Order order, Path folder) {
    List<Rung> rungs =
        IntStream.range(0, order.rungs().size())
            .mapToObj(i -> new Rung(folder.resolve("rung" + i + ".mp4"), order.rungs().get(i)))
            .toList();
    Sound sound =
        order.audioStream() == null || order.audio() == null
            ? null
            : new Sound(order.audioStream(), order.audio(), folder.resolve("audio.mp4"));
    return new Ladder(
        Path.of(order.source()),
        order.format(),
        order.videoStream(),
        order.picture(),
        rungs,
        sound);
  }
}
