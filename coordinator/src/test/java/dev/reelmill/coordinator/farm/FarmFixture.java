package dev.reelmill.coordinator.farm;

import static org.awaitility.Awaitility.await;

import dev.reelmill.common.config.Settings;
import dev.reelmill.common.log.LogSettings;
import dev.reelmill.common.store.ObjectKeys;
import dev.reelmill.coordinator.CoordinatorSettings;
import dev.reelmill.coordinator.publish.VideoStatus;
import dev.reelmill.coordinator.upload.Submission;
import dev.reelmill.coordinator.upload.VideoId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A real farm for a test, with real workers. */
public final class FarmFixture implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(4);

  public final Farm farm;

  public FarmFixture(Path data, int workers) {
    Settings settings =
        Settings.read(
            Stream.concat(CoordinatorSettings.ALL.stream(), LogSettings.ALL.stream()).toList(),
            List.of("worker.", "ffmpeg."),
            null,
            Map.of(),
            Map.of("http.port", "0"));
    this.farm = Farm.start(new FarmOptions(data, true, false, workers, 1, settings));
  }

  /** Submits a file; the video's id. */
  public String submit(Path file) throws IOException {
    String video = VideoId.random();
    String key = ObjectKeys.source(video);
    farm.coordinator().store().adopt(key, file.toAbsolutePath());
    farm.coordinator()
        .submissions()
        .submit(
            new Submission(
                video, "test", file.getFileName().toString(), key, Files.size(file), null));
    return video;
  }

  VideoStatus status(String video) {
    return farm.coordinator().publications().status(video).orElseThrow();
  }

  VideoStatus awaitStatus(String video, Predicate<VideoStatus> wanted) {
    return await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(200))
        .until(() -> status(video), wanted);
  }

  public VideoStatus awaitEnd(String video) {
    return awaitStatus(video, status -> status.state().isFinal());
  }

  @Override
  public void close() {
    farm.close();
  }
}
