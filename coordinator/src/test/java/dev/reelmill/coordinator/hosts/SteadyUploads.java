package dev.reelmill.coordinator.hosts;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Somebody who uploads the same clip again and again, each time as soon as the one before is done,
 * and who tries again where nobody answers.
 */
final class SteadyUploads {

  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final FarmClient farm;
  private final Path clip;
  private final List<String> videos = new CopyOnWriteArrayList<>();
  private final Thread uploading;
  private volatile boolean isOver;

  SteadyUploads(FarmClient farm, Path clip) {
    this.farm = farm;
    this.clip = clip;
    this.uploading = Thread.ofVirtual().start(this::upload);
  }

  private void upload() {
    while (!isOver) {
      String video =
          await()
              .atMost(PATIENCE)
              .ignoreExceptions()
              .until(() -> farm.upload(clip), Objects::nonNull);
      videos.add(video);
      awaitEnd(video);
    }
  }

  private JsonNode awaitEnd(String video) {
    return await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(300))
        .ignoreExceptions()
        .until(() -> farm.status(video), status -> status.path("final").asBoolean());
  }

  /** Ends with the video that is under way; all of them. */
  List<String> finish() throws InterruptedException {
    isOver = true;
    uploading.join();
    return videos;
  }
}
