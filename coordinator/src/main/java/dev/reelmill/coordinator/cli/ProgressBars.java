package dev.reelmill.coordinator.cli;

import dev.reelmill.coordinator.transcode.ProgressDisplay;
import dev.reelmill.coordinator.transcode.Terminal;
import picocli.CommandLine.Model.CommandSpec;

/** Progress on standard error, for every command that has some. */
final class ProgressBars {

  private ProgressBars() {}

  static ProgressDisplay of(CommandSpec command) {
    // The launcher knows whether stderr is a terminal, and its size; Java does not.
    Terminal terminal = Terminal.parse(System.getProperty("reelmill.terminal", "")).orElse(null);
    return new ProgressDisplay(command.commandLine().getErr(), terminal);
  }
}
