package dev.reelmill.coordinator.farm;

import dev.reelmill.common.failure.ReelmillException;
import java.nio.file.Path;
import java.util.List;

/**
 * How the worker's program is started: a program of its own, which shares no class with this one.
 */
public final class WorkerProgramCommand {

  private static final ModuleProgram PROGRAM =
      new ModuleProgram("worker", "dev.reelmill.worker.WorkerProgram", "256m");

  private WorkerProgramCommand() {}

  /**
   * The command line for a short task.
   *
   * @throws ReelmillException if the worker has not been built
   */
  public static List<String> of(String... arguments) {
    return PROGRAM.command(List.of(), arguments);
  }

  /**
   * The command line for a worker that works: it starts faster with the cache that the launcher
   * names, and records what such a cache is made of when the launcher says so.
   *
   * @throws ReelmillException if the worker has not been built
   */
  public static List<String> working(String... arguments) {
    if (isTraining()) {
      Path record = PROGRAM.target().resolve("worker.aotconf");
      return PROGRAM.command(
          List.of("-XX:AOTMode=record", "-XX:AOTConfiguration=" + record), arguments);
    }
    return PROGRAM.command(PROGRAM.cached(), arguments);
  }

  /**
   * The command line for many simulated workers in one process.
   *
   * @throws ReelmillException if the worker has not been built
   */
  public static List<String> simulating(int workers, int slots) {
    return PROGRAM.command(
        List.of("-Xmx2g", "-XX:TieredStopAtLevel=4"),
        "simulate",
        "--workers=" + workers,
        "--slots=" + slots);
  }

  /** Whether the launcher wants to know which classes a farm needs. */
  static boolean isTraining() {
    return Boolean.getBoolean("reelmill.training");
  }
}
