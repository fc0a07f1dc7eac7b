package dev.reelmill.coordinator.farm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.reelmill.common.config.Setting;
import dev.reelmill.common.config.Settings;
import dev.reelmill.common.log.LogSettings;
import dev.reelmill.common.store.ObjectKeys;
import dev.reelmill.common.work.BrokerSettings;
import dev.reelmill.common.work.BrokerTls;
import dev.reelmill.coordinator.Coordinator;
import dev.reelmill.coordinator.CoordinatorSettings;
import dev.reelmill.coordinator.database.DatabaseSettings;
import dev.reelmill.coordinator.profile.ProfileSettings;
import dev.reelmill.coordinator.publish.VideoStatus;
import dev.reelmill.coordinator.publish.VideoStatus.State;
import dev.reelmill.coordinator.store.StoreSettings;
import dev.reelmill.coordinator.upload.Submission;
import dev.reelmill.coordinator.upload.VideoId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Parts of a farm as on several machines, where a test brings database and broker: a coordinator in
 * this JVM, and workers as programs of their own, that do not reach the store's folder.
 */
final class FarmParts {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Path folder;

  /**
   * @param folder for the store, and for scratch and logs of workers
   */
  FarmParts(Path folder) {
    this.folder = folder;
  }

  /** Where objects are, by their keys. */
  Path objects() {
    return store().resolve("objects");
  }

  private Path store() {
    return folder.resolve("store");
  }

  /** Scratch of the worker of that name. */
  Path scratch(String worker) {
    return folder.resolve("scratch-" + worker);
  }

  /** Starts one, with the tests' profile {@code quick}. */
  Coordinator coordinator(DatabaseSettings database, BrokerSettings broker) {
    return coordinator(database, broker, Map.of());
  }

  /**
   * Starts one.
   *
   * @param more settings
   */
  Coordinator coordinator(
      DatabaseSettings database, BrokerSettings broker, Map<Setting<?>, String> more) {
    Map<String, String> flags = new HashMap<>(flags(broker));
    flags.put(DatabaseSettings.URL.key(), database.url());
    flags.put(DatabaseSettings.USER.key(), database.user());
    flags.put(DatabaseSettings.PASSWORD.key(), database.password());
    flags.put(DatabaseSettings.MIGRATE.key(), Boolean.toString(database.migrate()));
    flags.put("http.port", "0");
    flags.put(StoreSettings.PATH.key(), store().toString());
    flags.put(CoordinatorSettings.URL_SECRET.key(), "a secret of thirty-two characters, about");
    flags.put(CoordinatorSettings.ADMIN_TOKEN.key(), "token");
    flags.put(ProfileSettings.USUAL.key(), "quick");
    flags.put(
        ProfileSettings.FOLDER.key(),
        Path.of("src/test/resources/profiles").toAbsolutePath().toString());
    more.forEach((setting, text) -> flags.put(setting.key(), text));
    return Coordinator.start(
        CoordinatorSettings.from(
            Settings.read(
                Stream.concat(CoordinatorSettings.ALL.stream(), LogSettings.ALL.stream()).toList(),
                List.of(),
                null,
                Map.of(),
                flags)));
  }

  private static Map<String, String> flags(BrokerSettings broker) {
    Map<String, String> flags = new HashMap<>();
    flags.put(BrokerSettings.URL.key(), broker.url());
    BrokerTls tls = broker.tls();
    if (tls == null) {
      flags.put(BrokerSettings.USER.key(), broker.user());
      flags.put(BrokerSettings.PASSWORD.key(), broker.password());
    } else {
      flags.put(BrokerTls.KEY_STORE.key(), tls.keyStore().toString());
      flags.put(BrokerTls.KEY_STORE_PASSWORD.key(), tls.keyStorePassword());
      flags.put(BrokerTls.TRUST_STORE.key(), tls.trustStore().toString());
      flags.put(BrokerTls.TRUST_STORE_PASSWORD.key(), tls.trustStorePassword());
    }
    return flags;
  }

  /** Starts one with one slot. */
  WorkerProcess worker(String name, BrokerSettings broker) {
    return worker(name, broker, Map.of());
  }

  /**
   * Starts one with one slot.
   *
   * @param more settings, as variables
   */
  WorkerProcess worker(String name, BrokerSettings broker, Map<String, String> more) {
    Map<String, String> environment = new HashMap<>(more);
    flags(broker).forEach((key, value) -> environment.put(Setting.environmentName(key), value));
    environment.put("REELMILL_WORKER_NAME", name);
    environment.put("REELMILL_WORKER_SLOTS", "1");
    environment.put("REELMILL_WORKER_DRAIN_TIME", "0s");
    environment.put("REELMILL_WORKER_SCRATCH", scratch(name).toString());
    return new WorkerProcess(
        name,
        WorkerProgramCommand.working("run", "--with-parent"),
        environment,
        folder.resolve(name + ".log"));
  }

  /** Submits a file; the video's id. */
  static String submit(Coordinator coordinator, Path clip) throws IOException {
    return submit(coordinator, clip, null);
  }

  /** The same, for a profile. */
  static String submit(Coordinator coordinator, Path clip, @Nullable String profile)
      throws IOException {
    String video = VideoId.random();
    String key = ObjectKeys.source(video);
    String name = clip.getFileName().toString();
    coordinator.store().adopt(key, clip);
    coordinator
        .submissions()
        .submit(new Submission(video, "test", name, key, Files.size(clip), profile));
    return video;
  }

  /** Waits until it is published, and fails with the reason if it is not. */
  static void awaitPublished(Coordinator coordinator, String video) {
    VideoStatus status =
        await()
            .atMost(PATIENCE)
            .until(
                () -> coordinator.publications().status(video).orElseThrow(),
                now -> now.state().isFinal());
    assertThat(status.state()).as(status.failureDetail()).isEqualTo(State.PUBLISHED);
  }
}
