package dev.reelmill.worker;

import dev.reelmill.common.config.Settings;
import dev.reelmill.worker.ffmpeg.Ffmpeg;
import dev.reelmill.worker.ffmpeg.Ffmpeg.Place;
import dev.reelmill.worker.ffmpeg.FfmpegSettings;
import dev.reelmill.worker.ffmpeg.RunControl;
import dev.reelmill.worker.ffmpeg.RunResult;
import dev.reelmill.worker.ffmpeg.arguments.SampleArguments;
import dev.reelmill.worker.scratch.Scratch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Makes a short video for a site that is still empty. */
@Command(name = "sample", description = "Make a short video out of nothing.")
final class SampleCommand implements Callable<Integer> {

  @SuppressWarnings("NullAway.Init") // picocli sets it before call()
  @ParentCommand
  private WorkerProgram program;

  @Parameters(paramLabel = "FILE", description = "The MP4 to write.")
  private Path file;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "16",
      description = "How long it plays (default: ${DEFAULT-VALUE}).")
  private int seconds;

  @Override
  public Integer call() throws IOException {
    Settings settings = program.read();
    try (Scratch scratch = Scratch.open(WorkerSettings.from(settings).scratch())) {
      Path folder = scratch.subfolder("sample");
      Ffmpeg ffmpeg = Ffmpeg.open(FfmpegSettings.from(settings), scratch.subfolder("ffmpeg"));
      Path made = folder.resolve("sample.mp4");
      RunResult result =
          ffmpeg.ffmpeg(
              SampleArguments.of(made, seconds, ffmpeg.settings().inputLimits()),
              new Place(folder, List.of()),
              ffmpeg.limits(),
              new RunControl(),
              line -> {});
      if (!result.succeeded()) {
        throw new IOException("FFmpeg could not make the sample: " + result.words());
      }
      Files.copy(made, file);
    }
    return 0;
  }
}
