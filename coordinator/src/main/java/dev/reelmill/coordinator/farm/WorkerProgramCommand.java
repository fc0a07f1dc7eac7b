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
   * The command line.
   *
   * @throws ReelmillException if the worker has not been built
   */
  public static List<String> of(String... arguments) {
    Path home = Path.of(System.getProperty("reelmill.home", ".")).toAbsolutePath();
    Path target = home.resolve("worker").resolve("target");
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
                "-XX:SharedArchiveFile=" + target.resolve("worker.jsa"),
                "-XX:+AutoCreateSharedArchive",
                "-Xshare:auto",
                "-Xlog:cds=off",
                "-Xlog:cds+dynamic=off",
                "-Dreelmill.home=" + home,
                "-cp",
                jar + ":" + target.resolve("lib") + "/*",
                MAIN));
    command.addAll(List.of(arguments));
    return command;
  }
}
