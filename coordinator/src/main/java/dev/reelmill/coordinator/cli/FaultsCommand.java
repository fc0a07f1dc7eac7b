package dev.reelmill.coordinator.cli;

import dev.reelmill.common.log.LogSettings;
import dev.reelmill.common.log.LogSettings.LogFormat;
import dev.reelmill.common.log.LogSettings.LogLevel;
import dev.reelmill.common.log.Logging;
import dev.reelmill.coordinator.farm.Folders;
import dev.reelmill.coordinator.faults.Faults;
import dev.reelmill.coordinator.faults.FaultsOptions;
import dev.reelmill.coordinator.faults.FaultsReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Breaks a farm of its own, many times, and says how it took that. */
@Command(
    name = "faults",
    description = {
      "Start a farm of two coordinators, two workers, a broker and a database, feed it videos,",
      "and kill, stop and cut off its parts at random; then hold what came of it against a run",
      "without faults.",
      "Exit code: 0 nothing was lost, stuck or done twice; 1 something was; 2 wrong usage."
    })
final class FaultsCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--kills",
      paramLabel = "N",
      defaultValue = "20",
      description = "How many faults (default: ${DEFAULT-VALUE}).")
  private int kills;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "Which ones (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--keep",
      paramLabel = "DIR",
      description = "Keep the farm's folder, with its logs, here.")
  private @Nullable Path keep;

  @Override
  public Integer call() throws InterruptedException, IOException {
    Logging.configure(new LogSettings(LogLevel.ERROR, LogFormat.TEXT));
    try (Interruption interruption = new Interruption()) {
      Path folder =
          keep == null
              ? Files.createTempDirectory("reelmill-faults-")
              : Files.createDirectories(keep.toAbsolutePath());
      try {
        FaultsReport report = new Faults(new FaultsOptions(folder, kills, seed), this::say).run();
        spec.commandLine().getOut().print("\n" + report.text());
        spec.commandLine().getOut().flush();
        return report.complaints().isEmpty() ? 0 : 1;
      } finally {
        if (keep == null) {
          Folders.delete(folder);
        }
      }
    }
  }

  private void say(String line) {
    spec.commandLine().getErr().println(line);
    spec.commandLine().getErr().flush();
  }
}
