package dev.reelmill.worker;

import dev.reelmill.common.config.Settings;
import dev.reelmill.common.json.Json;
import dev.reelmill.common.measure.MeasureOrder;
import dev.reelmill.worker.ffmpeg.Ffmpeg;
import dev.reelmill.worker.ffmpeg.FfmpegSettings;
import dev.reelmill.worker.measure.Measuring;
import dev.reelmill.worker.scratch.Scratch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Decodes files and prints every frame's time: how published media are proven. */
@Command(
    name = "measure",
    description = "Decode files from beginning to end, and print the time of every frame.")
final class MeasureCommand implements Callable<Integer> {

  @SuppressWarnings("NullAway.Init") // picocli sets it before call()
  @ParentCommand
  private WorkerProgram program;

  @SuppressWarnings("NullAway.Init") // picocli sets it before call()
  @Spec
  private CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "What to decode, as JSON.")
  private Path order;

  @Override
  public Integer call() throws IOException {
    Settings settings = program.read();
    try (Scratch scratch = Scratch.open(WorkerSettings.from(settings).scratch())) {
      Ffmpeg ffmpeg = Ffmpeg.open(FfmpegSettings.from(settings), scratch.subfolder("ffmpeg"));
      Measuring measuring = new Measuring(ffmpeg, scratch.subfolder("measure"));
      MeasureOrder wanted = Json.read(Files.readString(order), MeasureOrder.class);
      spec.commandLine().getOut().println(Json.write(measuring.measure(wanted)));
      spec.commandLine().getOut().flush();
    }
    return 0;
  }
}
