package dev.reelmill.coordinator.farm;

import dev.reelmill.common.failure.ReelmillException;
import java.util.List;
import java.util.stream.Stream;

/** How this very program is started as a process of its own, for one role. */
public final class OwnProgramCommand {

  private static final ModuleProgram PROGRAM =
      new ModuleProgram("coordinator", "dev.reelmill.coordinator.cli.ReelmillProgram", "512m");

  private OwnProgramCommand() {}

  /**
   * The command line, with the cache that the launcher names, if it names one.
   *
   * @param options of the JVM, such as system properties
   * @param arguments role and options
   * @throws ReelmillException if the program has not been built
   */
  public static List<String> of(List<String> options, String... arguments) {
    return PROGRAM.command(
        Stream.concat(PROGRAM.cached().stream(), options.stream()).toList(), arguments);
  }
}
