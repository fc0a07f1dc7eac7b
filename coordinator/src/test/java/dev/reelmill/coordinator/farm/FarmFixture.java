package dev.reelmill.coordinator.farm;

import static org.awaitility.Awaitility.await;

import dev.reelmill.common.config.Settings;
import dev.reelmill.common.log.LogSettings;
import dev.reelmill.common.store.ObjectKeys;
import dev.reelmill.coordinator.CoordinatorSettings;
import dev.reelmill.coordinator.profile.ProfileSettings;
import dev.reelmill.coordinator.publish.VideoStatus;
import dev.reelmill.coordinator.store.S3Settings;
import dev.reelmill.coordinator.upload.SideCar;
import dev.reelmill.coordinator.upload.Submission;
import dev.reelmill.coordinator.upload.VideoId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A real farm for a test, with real workers. */
public final class FarmFixture implements AutoCloseable {

  private static final Path PROFILES = Path.of("src/test/resources/profiles");
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  public final Farm farm;

  /** With the profile that uploads get. */
  public FarmFixture(Path data, int workers) {
    this(data, workers, "web");
  }

  /**
   * @param profile a shipped one, or one of the tests' own in {@code src/test/resources/profiles}
   */
  public FarmFixture(Path data, int workers, String profile) {
    this(data, workers, profile, Map.of());
  }

  /**
   * @param more settings, of the coordinator and of workers
   */
  FarmFixture(Path data, int workers, String profile, Map<String, String> more) {
    Map<String, String> flags = new HashMap<>();
    flags.put("http.port", "0");
    flags.put(ProfileSettings.USUAL.key(), profile);
    flags.put(ProfileSettings.FOLDER.key(), PROFILES.toAbsolutePath().toString());
    flags.putAll(more);
    Settings settings =
        Settings.read(
            Stream.concat(CoordinatorSettings.ALL.stream(), LogSettings.ALL.stream()).toList(),
            List.of("worker.", "ffmpeg."),
            null,
            Map.of(),
            flags);
    // What is thrown away has its objects in a folder.
    boolean throwaway = !more.containsKey(S3Settings.BUCKET.key());
    this.farm = Farm.start(new FarmOptions(data, throwaway, false, workers, 1, settings));
  }

  /** Submits a file; the video's id. */
  public String submit(Path file) throws IOException {
    return submit(file, List.of(), null);
  }

  /** Submits a file for a profile other than the farm's usual one. */
  String submit(Path file, @Nullable String profile) throws IOException {
    return submit(file, List.of(), profile);
  }

  /** Submits a file with subtitles. */
  String submit(Path file, List<Path> subtitles) throws IOException {
    return submit(file, subtitles, null);
  }

  private String submit(Path file, List<Path> subtitles, @Nullable String profile)
      throws IOException {
    String video = VideoId.random();
    String key = ObjectKeys.source(video);
    farm.coordinator().store().adopt(key, file.toAbsolutePath());
    List<SideCar> sideCars = new ArrayList<>();
    for (Path path : subtitles) {
      String sideCar = ObjectKeys.sideCar(video, sideCars.size() + 1);
      farm.coordinator().store().adopt(sideCar, path.toAbsolutePath());
      sideCars.add(new SideCar(sideCar, path.getFileName().toString(), Files.size(path)));
    }
    farm.coordinator()
        .submissions()
        .submit(
            new Submission(
                video,
                "test",
                file.getFileName().toString(),
                key,
                Files.size(file),
                sideCars,
                profile));
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
