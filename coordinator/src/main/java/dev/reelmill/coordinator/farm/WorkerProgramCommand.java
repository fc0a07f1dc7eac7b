package dev.reelmill.coordinator.farm;

import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.failure.ReelmillException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How the worker's program is started: a program of its own, which shares no class with this one.
 */
public final class WorkerProgramCommand {

  private static final String MAIN = "dev.reelmill.worker.WorkerProgram";

  private WorkerProgramCommand() {}

  /**
   * The command line for a short task.
   *
   * @throws ReelmillException if the worker has not been built
   */
  public static List<String> of(String... arguments) {
    return of(List.of(), arguments);
  }

  /**
   * The command line for a worker that works: it starts faster with the cache that the launcher
   * names, and records what such a cache is made of when the launcher says so. Only the launcher
   * knows whether a cache is of the present classes; the JVM does not always notice if it isn't.
   *
   * @throws ReelmillException if the worker has not been built
   */
  public static List<String> working(String... arguments) {
    if (Boolean.getBoolean("reelmill.training")) {
      Path record = target().resolve("worker.aotconf");
      return of(List.of("-XX:AOTMode=record", "-XX:AOTConfiguration=" + record), arguments);
    }
    String cache = System.getProperty("reelmill.worker.cache", "");
    return !cache.isEmpty() && Files.exists(Path.of(cache))
        ? of(List.of("-XX:AOTCache=" + cache, "-Xlog:aot*=off", "-Xlog:cds*=off"), arguments)
        : of(arguments);
  }

  private static Path home() {
    return Path.of(System.getProperty("reelmill.home", ".")).toAbsolutePath();
  }

  private static Path target() {
    return home().resolve("worker").resolve("target");
  }

  private static List<String> of(List<String> options, String... arguments) {
    Path target = target();
    Path jar = target.resolve("reelmill-worker.jar");
    if (!Files.exists(jar)) {
      throw new ReelmillException(
          FailureCode.INTERNAL,
          jar + " is missing. Build the project, or start this program with ./reelmill.");
    }
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // A worker's JVM only watches FFmpeg: a small one leaves the cores to it.
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                // Netty's.
                "--sun-misc-unsafe-memory-access=allow",
                "--enable-native-access=ALL-UNNAMED",
                "-Dreelmill.home=" + home()));
    command.addAll(options);
    command.addAll(List.of("-cp", jar + ":" + target.resolve("lib") + "/*", MAIN));
    command.addAll(List.of(arguments));
    return command;
  }
}
