package dev.reelmill.coordinator.cli;

import dev.reelmill.common.config.Setting;
import dev.reelmill.common.config.Settings;
import dev.reelmill.common.log.LogSettings;
import dev.reelmill.common.log.Logging;
import dev.reelmill.coordinator.farm.DataFolder;
import dev.reelmill.coordinator.farm.Farm;
import dev.reelmill.coordinator.farm.FarmOptions;
import dev.reelmill.coordinator.farm.SampleVideo;
import dev.reelmill.coordinator.web.HttpSettings;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Starts a whole farm on this machine and keeps it running until it is told to stop. */
@Command(
    name = "up",
    description = "Start the whole farm here; Ctrl-C stops it, and starting again goes on.")
final class UpCommand implements Callable<Integer> {

  private static final Duration SAMPLE = Duration.ofSeconds(16);

  @Spec private CommandSpec spec;
  @Mixin private SettingsOptions settings;
  @Mixin private FarmSizeOptions size;

  @Mixin private DataOption data;

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "Port of the site (default: 8080, or the next that is free).")
  private @Nullable Integer port;

  @Option(names = "--no-sample", description = "Don't put a sample video on an empty site.")
  private boolean noSample;

  @Override
  public Integer call() throws InterruptedException {
    Map<Setting<?>, String> flags = new HashMap<>();
    if (port != null) {
      flags.put(HttpSettings.PORT, port.toString());
    }
    Settings all = settings.read(flags);
    Logging.configure(LogSettings.from(all));
    long begun = System.nanoTime();
    try (Interruption interruption = new Interruption();
        Farm farm =
            Farm.start(
                new FarmOptions(
                    data.folder(), false, port == null, size.workers(), size.slotsEach(), all))) {
      announce(farm, begun);
      if (!noSample) {
        SampleVideo.seed(farm, SAMPLE);
      }
      new CountDownLatch(1).await();
    }
    return 0;
  }

  private void announce(Farm farm, long begun) {
    PrintWriter out = spec.commandLine().getOut();
    double seconds = (System.nanoTime() - begun) / 1e9;
    out.printf("Reelmill is ready after %.1f s.%n%n", seconds);
    out.printf("  Site      %s%n", farm.coordinator().url());
    out.printf("  Data      %s%n", farm.data().root());
    out.printf(
        "  Workers   %d, with %d slots each; their logs are in %s%n",
        size.workers(), size.slotsEach(), farm.data().logs());
    out.printf("  Token     in %s%n%n", DataFolder.adminToken(farm.data().root()));
    out.println("Ctrl-C stops everything; starting again goes on where it was.");
    out.flush();
  }
}
