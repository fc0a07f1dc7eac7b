package dev.reelmill.coordinator.cli;

import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.failure.ReelmillException;
import picocli.CommandLine.Option;

/** How much of this machine a farm takes. */
final class FarmSizeOptions {

  private static final int MOST = 256;

  @Option(
      names = "--workers",
      paramLabel = "N",
      defaultValue = "1",
      description = "Worker processes (default: ${DEFAULT-VALUE}).")
  private int workers;

  @Option(
      names = "--slots",
      paramLabel = "N",
      description = "Encodes that all workers together run at once (default: one a core).")
  private int slots;

  int workers() {
    return within("--workers", workers);
  }

  /** Of each worker; together at least as many as were asked for. */
  int slotsEach() {
    int all = slots == 0 ? Runtime.getRuntime().availableProcessors() : within("--slots", slots);
    return Math.ceilDiv(all, workers());
  }

  private static int within(String option, int value) {
    if (value < 1 || value > MOST) {
      throw new ReelmillException(
          FailureCode.INVALID, option + " is " + value + ", not a number from 1 to " + MOST);
    }
    return value;
  }
}
