package dev.reelmill.worker;

import dev.reelmill.common.config.Settings;
import dev.reelmill.common.failure.ReelmillException;
import dev.reelmill.common.json.Json;
import dev.reelmill.common.measure.MeasureOrder;
import dev.reelmill.common.measure.Measurements;
import dev.reelmill.worker.ffmpeg.Ffmpeg;
import dev.reelmill.worker.ffmpeg.FfmpegSettings;
import dev.reelmill.worker.measure.Measuring;
import dev.reelmill.worker.scratch.Scratch;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Decodes files and tells every frame's time: how published media are proven. */
@Command(
    name = "measure",
    description = {
      "Decode files from beginning to end, and tell the time of every frame.",
      "Each line of standard input is an order, as JSON; each is answered by a line."
    })
final class MeasureCommand implements Callable<Integer> {

  @SuppressWarnings("NullAway.Init") // picocli sets it before call()
  @ParentCommand
  private WorkerProgram program;

  @SuppressWarnings("NullAway.Init") // picocli sets it before call()
  @Spec
  private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Settings settings = program.read();
    try (Scratch scratch = Scratch.open(WorkerSettings.from(settings).scratch());
        BufferedReader orders =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      Ffmpeg ffmpeg = Ffmpeg.open(FfmpegSettings.from(settings), scratch.subfolder("ffmpeg"));
      Measuring measuring = new Measuring(ffmpeg, scratch.subfolder("measure"));
      PrintWriter answers = spec.commandLine().getOut();
      for (String line = orders.readLine(); line != null; line = orders.readLine()) {
        answers.println(Json.write(answer(measuring, line)));
        answers.flush();
      }
    }
    return 0;
  }

  /** What can't be measured is no reason to leave what comes after it. */
  private static Measurements answer(Measuring measuring, String line) {
    try {
      return measuring.measure(Json.read(line, MeasureOrder.class));
    } catch (ReelmillException | IOException e) {
      return Measurements.impossible(String.valueOf(e.getMessage()));
    }
  }
}
