package dev.reelmill.coordinator.cli;

import dev.reelmill.common.config.Settings;
import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.failure.ReelmillException;
import dev.reelmill.common.log.LogSettings;
import dev.reelmill.common.log.Logging;
import dev.reelmill.coordinator.bench.BenchProfile;
import dev.reelmill.coordinator.bench.LadderBench;
import dev.reelmill.coordinator.bench.LadderBench.FarmRun;
import dev.reelmill.coordinator.bench.LadderBench.Took;
import dev.reelmill.coordinator.farm.Farm;
import dev.reelmill.coordinator.farm.FarmOptions;
import dev.reelmill.coordinator.farm.Folders;
import dev.reelmill.coordinator.plan.Profile;
import dev.reelmill.coordinator.plan.Profiles;
import dev.reelmill.coordinator.profile.ProfileLibrary;
import dev.reelmill.coordinator.profile.ProfileSettings;
import dev.reelmill.coordinator.web.HttpSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Measures. */
@Command(
    name = "bench",
    description = "Measure the farm against something else, side by side.",
    subcommands = BenchDispatchCommand.class)
final class BenchCommand {

  @Spec private CommandSpec spec;

  private record Pair(Took farm, Took plain) {
    double ratio(ToDoubleFunction<Took> figure) {
      return figure.applyAsDouble(farm) / figure.applyAsDouble(plain);
    }
  }

  @Command(
      name = "ladder",
      description =
          "One clip through the farm, and through one plain FFmpeg process that makes the same ladder"
              + " with the same settings, in turn. The farm's time runs from the job's creation"
              + " until everything is published, its CPU is that of all its processes: database,"
              + " broker, coordinator, workers, FFmpeg.")
  int ladder(
      @Mixin SettingsOptions settings,
      @Mixin FarmSizeOptions size,
      @Parameters(paramLabel = "CLIP") Path clip,
      @Option(
              names = "--runs",
              paramLabel = "N",
              defaultValue = "3",
              description = "Runs of each (default: ${DEFAULT-VALUE}).")
          int runs,
      @Option(
              names = "--everything",
              description =
                  "Let the farm make all that the usual profile has: also loudness, quality,"
                      + " thumbnails and files, for which the plain FFmpeg has no counterpart.")
          boolean everything)
      throws IOException, InterruptedException {
    if (!Files.isReadable(clip)) {
      throw new ReelmillException(FailureCode.SOURCE_UNREADABLE, "can't read " + clip);
    }
    try (Interruption interruption = new Interruption()) {
      Path folder = Files.createTempDirectory("reelmill-bench-");
      String profile = everything ? Profiles.DEFAULT : BenchProfile.ladderAlone(folder).toString();
      Settings all =
          settings.read(
              Map.of(
                  HttpSettings.PORT,
                  "0",
                  HttpSettings.HOST,
                  "127.0.0.1",
                  ProfileSettings.USUAL,
                  profile));
      Logging.configure(LogSettings.from(all));
      try (Farm farm =
          Farm.start(
              new FarmOptions(
                  folder.resolve("data"), true, false, size.workers(), size.slotsEach(), all))) {
        Profile usual = new ProfileLibrary(ProfileSettings.from(all)).usual();
        measure(new LadderBench(farm, clip.toAbsolutePath(), usual, folder), runs);
      } finally {
        Folders.delete(folder);
      }
    }
    return 0;
  }

  private void measure(LadderBench bench, int runs) throws IOException, InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    List<Pair> pairs = new ArrayList<>();
    out.println(
        "run   farm wall   farm CPU  (FFmpeg's)  plain wall  plain CPU   wall ×   CPU ×   bytes ×");
    for (int run = 1; run <= runs; run++) {
      FarmRun farm = bench.farm();
      Pair pair = new Pair(farm.took(), bench.plain(farm.video()));
      pairs.add(pair);
      out.printf(
          "%3d  %8.2f s  %7.2f s  %8.2f s  %8.2f s  %7.2f s  %7.3f %7.3f %9.4f%n",
          run,
          seconds(pair.farm.wall()),
          seconds(pair.farm.cpu()),
          seconds(farm.encoders()),
          seconds(pair.plain.wall()),
          seconds(pair.plain.cpu()),
          pair.ratio(took -> seconds(took.wall())),
          pair.ratio(took -> seconds(took.cpu())),
          pair.ratio(took -> (double) took.bytes()));
      out.flush();
    }
    out.printf(
        "median ratio, farm to plain: wall %.3f, CPU %.3f, bytes %.4f%n",
        median(pairs, took -> seconds(took.wall())),
        median(pairs, took -> seconds(took.cpu())),
        median(pairs, took -> (double) took.bytes()));
    out.flush();
  }

  private static double median(List<Pair> pairs, ToDoubleFunction<Took> figure) {
    double[] ratios = pairs.stream().mapToDouble(pair -> pair.ratio(figure)).sorted().toArray();
    int middle = ratios.length / 2;
    return ratios.length % 2 == 1 ? ratios[middle] : (ratios[middle - 1] + ratios[middle]) / 2;
  }

  private static double seconds(Duration time) {
    return time.toMillis() / 1000.0;
  }
}
