package dev.reelmill.coordinator.cli;

import dev.reelmill.common.config.Settings;
import dev.reelmill.common.log.LogSettings;
import dev.reelmill.common.log.Logging;
import dev.reelmill.coordinator.farm.Farm;
import dev.reelmill.coordinator.farm.FarmOptions;
import dev.reelmill.coordinator.farm.Folders;
import dev.reelmill.coordinator.farm.SampleVideo;
import dev.reelmill.coordinator.publish.VideoStatus;
import dev.reelmill.coordinator.web.HttpSettings;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * Does once, quickly, what farms do, so that the JVMs can record which classes that takes. The
 * launcher runs it after a build.
 */
@Command(
    name = "train",
    hidden = true,
    description = "Start a small farm, let a second of video through, and stop.")
final class TrainCommand implements Callable<Integer> {

  private static final Duration LONGEST = Duration.ofSeconds(30);
  private static final Duration POLL = Duration.ofMillis(100);

  @Parameters(paramLabel = "DIR", description = "Where to make a folder for that farm.")
  private Path parent;

  @Override
  public Integer call() throws InterruptedException, IOException {
    Settings all =
        SettingsOptions.defaults(Map.of(HttpSettings.PORT, "0", HttpSettings.HOST, "127.0.0.1"));
    Logging.configure(LogSettings.from(all));
    try (Interruption interruption = new Interruption()) {
      Path data = Files.createTempDirectory(Files.createDirectories(parent), "farm");
      try (Farm farm = Farm.start(new FarmOptions(data, true, false, 1, 1, all))) {
        SampleVideo.seed(farm, Duration.ofSeconds(1));
        for (VideoStatus video : farm.coordinator().publications().newest(1)) {
          visit(farm, video.video());
        }
      } finally {
        Folders.delete(data);
      }
    }
    return 0;
  }

  private static void visit(Farm farm, String video) throws InterruptedException, IOException {
    long deadline = System.nanoTime() + LONGEST.toNanos();
    while (!farm.coordinator().publications().status(video).orElseThrow().state().isFinal()
        && System.nanoTime() < deadline) {
      Thread.sleep(POLL);
    }
    try (HttpClient client = HttpClient.newHttpClient()) {
      for (String page : new String[] {"/", "/upload", "/videos/" + video}) {
        HttpRequest request =
            HttpRequest.newBuilder(farm.coordinator().url().resolve(page)).timeout(LONGEST).build();
        client.send(request, BodyHandlers.discarding());
      }
    }
  }
}
