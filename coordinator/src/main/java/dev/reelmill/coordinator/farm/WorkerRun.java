package dev.reelmill.coordinator.farm;

import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.failure.ReelmillException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
    ProcessBuilder builder =
        new ProcessBuilder(new ArrayList<>(WorkerProgramCommand.of(arguments)));
    builder.environment().keySet().removeIf(key -> key.startsWith("REELMILL_"));
    builder.environment().putAll(environment);
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    try {
      Process process = builder.start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int exit = process.waitFor();
      if (exit != 0) {
        throw new ReelmillException(
            FailureCode.INTERNAL,
            "the worker's program ended with exit code " + exit + " at " + List.of(arguments));
      }
      return output;
    } catch (IOException e) {
      throw new ReelmillException(
          FailureCode.INTERNAL, "can't start the worker's program: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ReelmillException(FailureCode.INTERNAL, "interrupted", e);
    }
  }
}
