package dev.reelmill.coordinator.farm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.reelmill.common.config.Setting;
import dev.reelmill.common.config.Settings;
import dev.reelmill.common.log.LogSettings;
import dev.reelmill.common.store.ObjectKeys;
import dev.reelmill.common.work.BrokerTls;
import dev.reelmill.coordinator.Coordinator;
import dev.reelmill.coordinator.CoordinatorSettings;
import dev.reelmill.coordinator.broker.TlsBroker;
import dev.reelmill.coordinator.profile.ProfileSettings;
import dev.reelmill.coordinator.publish.VideoStatus;
import dev.reelmill.coordinator.publish.VideoStatus.State;
import dev.reelmill.coordinator.store.StoreSettings;
import dev.reelmill.coordinator.testing.BundledFfmpeg;
import dev.reelmill.coordinator.testing.TestDatabase;
import dev.reelmill.coordinator.upload.Submission;
import dev.reelmill.coordinator.upload.VideoId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A farm whose programs are known to the broker by their certificates alone. */
@Tag("long")
class TlsFarmIT {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir Path folder;

  private CoordinatorSettings settings(TestDatabase database, Map<String, String> broker) {
    Map<String, String> flags = new HashMap<>(broker);
    flags.put("database.url", database.settings().url());
    flags.put("database.user", database.settings().user());
    flags.put("database.password", database.settings().password());
    flags.put("http.port", "0");
    flags.put(StoreSettings.PATH.key(), folder.resolve("store").toString());
    flags.put("security.url-secret", "a secret of thirty-two characters, about");
    flags.put("security.admin-token", "token");
    flags.put(ProfileSettings.USUAL.key(), "quick");
    flags.put(
        ProfileSettings.FOLDER.key(),
        Path.of("src/test/resources/profiles").toAbsolutePath().toString());
    return CoordinatorSettings.from(
        Settings.read(
            Stream.concat(CoordinatorSettings.ALL.stream(), LogSettings.ALL.stream()).toList(),
            List.of(),
            null,
            Map.of(),
            flags));
  }

  private static Map<String, String> flags(TlsBroker broker, BrokerTls tls) {
    return Map.of(
        "broker.url",
        broker.url(),
        BrokerTls.KEY_STORE.key(),
        tls.keyStore().toString(),
        BrokerTls.KEY_STORE_PASSWORD.key(),
        tls.keyStorePassword(),
        BrokerTls.TRUST_STORE.key(),
        tls.trustStore().toString(),
        BrokerTls.TRUST_STORE_PASSWORD.key(),
        tls.trustStorePassword());
  }

  private WorkerProcess worker(String name, Map<String, String> broker) {
    Map<String, String> environment = new HashMap<>();
    broker.forEach((key, value) -> environment.put(Setting.environmentName(key), value));
    environment.put("REELMILL_WORKER_NAME", name);
    environment.put("REELMILL_WORKER_SLOTS", "1");
    environment.put("REELMILL_WORKER_SCRATCH", folder.resolve("scratch-" + name).toString());
    return new WorkerProcess(
        name,
        WorkerProgramCommand.working("run", "--with-parent"),
        environment,
        folder.resolve(name + ".log"));
  }

  @Test
  void worker_with_a_certificate_encodes_and_one_without_is_not_let_in() throws Exception {
    Path clip = BundledFfmpeg.find(folder).orElseThrow().clip(folder.resolve("c.mp4"), 320, 240, 2);
    try (TlsBroker broker = new TlsBroker(folder);
        TestDatabase database = new TestDatabase();
        Coordinator coordinator =
            Coordinator.start(
                settings(
                    database,
                    flags(broker, broker.issue("c", "CN=c-1, OU=reelmill-coordinator"))));
        WorkerProcess uninvited =
            worker(
                "uninvited",
                Map.of(
                    "broker.url", broker.url(), "broker.user", "worker", "broker.password", "x"));
        WorkerProcess worker =
            worker("invited", flags(broker, broker.issue("w", "CN=w-1, OU=reelmill-worker")))) {
      String video = submit(coordinator, clip);
      VideoStatus status =
          await()
              .atMost(PATIENCE)
              .until(
                  () -> coordinator.publications().status(video).orElseThrow(),
                  now -> now.state().isFinal());
      assertThat(status.state()).as(status.failureDetail()).isEqualTo(State.PUBLISHED);
      assertThat(coordinator.workers().list()).hasSize(1);
      assertThat(coordinator.workers().list().getFirst().worker()).isEqualTo("invited");
      assertThat(worker.exitCode()).isEmpty();
      assertThat(uninvited.exitCode()).as("it asks again and again").isEmpty();
    }
  }

  private static String submit(Coordinator coordinator, Path clip) throws Exception {
    String video = VideoId.random();
    String key = ObjectKeys.source(video);
    coordinator.store().adopt(key, clip);
    coordinator
        .submissions()
        .submit(new Submission(video, "tls", "c.mp4", key, Files.size(clip), null));
    return video;
  }
}
