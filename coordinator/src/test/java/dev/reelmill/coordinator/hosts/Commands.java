package dev.reelmill.coordinator.hosts;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Programs of this machine. */
final class Commands {

  private Commands() {}

  /**
   * Runs one.
   *
   * @return what it printed
   * @throws IOException with what it printed, if it fails
   */
  static String run(String... command) throws IOException, InterruptedException {
    return run(Map.of(), List.of(command));
  }

  /** The same, with more environment. */
  static String run(Map<String, String> environment, List<String> command)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")));
    builder.environment().putAll(environment);
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(String.join(" ", command) + " failed:\n" + output);
    }
    return output;
  }
}
