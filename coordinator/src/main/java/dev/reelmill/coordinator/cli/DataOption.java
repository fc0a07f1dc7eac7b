package dev.reelmill.coordinator.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The data folder of a farm that runs on this machine. */
final class DataOption {

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "data",
      description = "Data folder of a local farm (default: ./${DEFAULT-VALUE}).")
  private Path folder;

  Path folder() {
    return folder;
  }
}
