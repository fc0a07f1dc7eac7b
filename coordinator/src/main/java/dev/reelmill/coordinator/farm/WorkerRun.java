package dev.reelmill.coordinator.farm;

import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.failure.ReelmillException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs the worker's program for one short task, and reads what it prints. */
public final class WorkerRun {

  private WorkerRun() {}

  /**
   * What it printed on standard output.
   *
   * @param environment settings for it, as variables
   * @throws ReelmillException if it fails; its own words are in the message
   */
  public static String output(Map<String, String> environment, String... arguments) {
    ProcessBuilder builder = builder(environment, arguments);
    try {
      Path output = Files.createTempFile("reelmill-worker-", ".out");
      try {
        run(builder.redirectOutput(output.toFile()), List.of(arguments));
        return Files.readString(output);
      } finally {
        Files.delete(output);
      }
    } catch (IOException e) {
      throw new ReelmillException(
          FailureCode.INTERNAL, "can't run the worker's program: " + e.getMessage(), e);
    }
  }

  /** Says what is out of order on this program's standard error. */
  static ProcessBuilder builder(Map<String, String> environment, String... arguments) {
    ProcessBuilder builder =
        new ProcessBuilder(new ArrayList<>(WorkerProgramCommand.of(arguments)));
    builder.environment().keySet().removeIf(key -> key.startsWith("REELMILL_"));
    builder.environment().putAll(environment);
    builder.environment().put("REELMILL_LOG_LEVEL", "warn");
    return builder.redirectError(ProcessBuilder.Redirect.INHERIT);
  }

  private static void run(ProcessBuilder builder, List<String> arguments) throws IOException {
    Process process = builder.start();
    try {
      process.getOutputStream().close();
      int exit = process.waitFor();
      if (exit != 0) {
        throw new ReelmillException(
            FailureCode.INTERNAL,
            "the worker's program ended with exit code " + exit + " at " + arguments);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ReelmillException(FailureCode.INTERNAL, "interrupted", e);
    } finally {
      process.destroy();
    }
  }
}
