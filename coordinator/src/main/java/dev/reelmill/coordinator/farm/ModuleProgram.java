package dev.reelmill.coordinator.farm;

import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.failure.ReelmillException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The program that a module of this project is built into, as a process of its own.
 *
 * @param module whose name its jar has too
 * @param main class that starts it
 * @param heap of its JVM, as after {@code -Xmx}
 */
record ModuleProgram(String module, String main, String heap) {

  /** Where the module is installed, or else built. */
  Path target() {
    Path installed = home().resolve(module);
    return Files.exists(installed.resolve(jar())) ? installed : installed.resolve("target");
  }

  private String jar() {
    return "reelmill-" + module + ".jar";
  }

  private static Path home() {
    return Path.of(System.getProperty("reelmill.home", ".")).toAbsolutePath();
  }

  /**
   * Options that use the cache of classes which the launcher names, if it names one. Only the
   * launcher knows whether a cache is of the present classes; the JVM does not always notice if it
   * isn't.
   */
  List<String> cached() {
    String cache = System.getProperty("reelmill." + module + ".cache", "");
    return !cache.isEmpty() && Files.exists(Path.of(cache))
        ? List.of("-XX:AOTCache=" + cache, "-Xlog:aot*=off", "-Xlog:cds*=off")
        : List.of();
  }

  /**
   * The command line.
   *
   * @param options of the JVM
   * @throws ReelmillException if the module has not been built
   */
  List<String> command(List<String> options, String... arguments) {
    Path jar = target().resolve(jar());
    if (!Files.exists(jar)) {
      throw new ReelmillException(
          FailureCode.INTERNAL,
          jar + " is missing. Build the project, or start this program with ./reelmill.");
    }
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // It watches what others do: a small JVM leaves the cores to FFmpeg.
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx" + heap,
                // Netty's.
                "--sun-misc-unsafe-memory-access=allow",
                "--enable-native-access=ALL-UNNAMED",
                "-Dreelmill.home=" + home()));
    command.addAll(options);
    command.addAll(List.of("-cp", jar + ":" + target().resolve("lib") + "/*", main));
    command.addAll(List.of(arguments));
    return command;
  }
}
