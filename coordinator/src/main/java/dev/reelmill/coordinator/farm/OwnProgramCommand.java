package dev.reelmill.coordinator.farm;

import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.failure.ReelmillException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How this very program is started as a process of its own, for one role. */
public final class OwnProgramCommand {

  private static final String MAIN = "dev.reelmill.coordinator.cli.ReelmillProgram";

  private OwnProgramCommand() {}

  /**
   * The command line, with the cache that the launcher names, if it names one.
   *
   * @param options of the JVM, such as system properties
   * @param arguments role and options
   * @throws ReelmillException if the program has not been built
   */
  public static List<String> of(List<String> options, String... arguments) {
    Path home = Path.of(System.getProperty("reelmill.home", ".")).toAbsolutePath();
    Path target = home.resolve("coordinator").resolve("target");
    Path jar = target.resolve("reelmill-coordinator.jar");
    if (!Files.exists(jar)) {
      throw new ReelmillException(
          FailureCode.INTERNAL,
          jar + " is missing. Build the project, or start this program with ./reelmill.");
    }
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx512m",
                "--sun-misc-unsafe-memory-access=allow",
                "--enable-native-access=ALL-UNNAMED",
                "-Dreelmill.home=" + home));
    String cache = System.getProperty("reelmill.coordinator.cache", "");
    if (!cache.isEmpty() && Files.exists(Path.of(cache))) {
      command.addAll(List.of("-XX:AOTCache=" + cache, "-Xlog:aot*=off", "-Xlog:cds*=off"));
    }
    command.addAll(options);
    command.addAll(List.of("-cp", jar + ":" + target.resolve("lib") + "/*", MAIN));
    command.addAll(List.of(arguments));
    return command;
  }
}
