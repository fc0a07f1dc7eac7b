package dev.reelmill.coordinator.testing;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The script {@code reelmill}, which a user types. */
public final class Launcher {

  private Launcher() {}

  /** A process that runs what these tests were built with. */
  public static ProcessBuilder command(String... arguments) {
    String script = Path.of(System.getProperty("reelmill.home"), "reelmill").toString();
    List<String> line = Stream.concat(Stream.of(script), Stream.of(arguments)).toList();
    ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("REELMILL_TEST_RUN", "1");
    return builder;
  }
}
