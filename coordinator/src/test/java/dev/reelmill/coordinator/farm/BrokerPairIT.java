package dev.reelmill.coordinator.farm;

import static dev.reelmill.sql.Tables.ATTEMPT;
import static dev.reelmill.sql.Tables.WORK_ORDER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.reelmill.common.config.Setting;
import dev.reelmill.common.config.Settings;
import dev.reelmill.common.log.LogSettings;
import dev.reelmill.common.store.ObjectKeys;
import dev.reelmill.common.work.BrokerTls;
import dev.reelmill.coordinator.Coordinator;
import dev.reelmill.coordinator.CoordinatorSettings;
import dev.reelmill.coordinator.backlog.AttemptState;
import dev.reelmill.coordinator.broker.BrokerPair.Part;
import dev.reelmill.coordinator.broker.TlsBrokerPair;
import dev.reelmill.coordinator.database.Database;
import dev.reelmill.coordinator.faults.Oracle;
import dev.reelmill.coordinator.profile.ProfileSettings;
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
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A farm whose broker is two: what is under way when one of them dies is finished at the other. */
@Tag("long")
class BrokerPairIT {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir Path folder;

  /** The coordinator in this JVM has made its stores those of all connections. */
  @AfterEach
  void forget_the_stores() {
    System.getProperties()
        .keySet()
        .removeIf(key -> key.toString().startsWith("org.apache.activemq.ssl."));
  }

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

  private static Map<String, String> flags(TlsBrokerPair brokers, BrokerTls tls) {
    return Map.of(
        "broker.url",
        brokers.url(),
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
  void a_job_goes_on_at_the_backup_when_the_primary_is_killed() throws Exception {
    Path clip =
        BundledFfmpeg.find(folder).orElseThrow().clip(folder.resolve("c.mp4"), 1280, 720, 20);
    try (TlsBrokerPair brokers = new TlsBrokerPair(folder);
        TestDatabase database = new TestDatabase();
        Coordinator coordinator =
            Coordinator.start(
                settings(
                    database,
                    flags(brokers, brokers.issue("c", "CN=c-1, OU=reelmill-coordinator"))));
        WorkerProcess first =
            worker("first", flags(brokers, brokers.issue("w1", "CN=w-1, OU=reelmill-worker")));
        WorkerProcess second =
            worker("second", flags(brokers, brokers.issue("w2", "CN=w-2, OU=reelmill-worker")))) {
      Oracle oracle =
          new Oracle(
              database.database(),
              folder.resolve("store").resolve("objects"),
              List.of(),
              folder.resolve("scratch-first"));
      String before = submit(coordinator, clip);
      await().atMost(PATIENCE).until(() -> oracle.isPublished(before));

      String video = submit(coordinator, clip);
      await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(20))
          .until(() -> isEncoding(database.database()));
      brokers.killPrimary();
      await()
          .atMost(PATIENCE)
          .until(() -> oracle.isPublished(video) && oracle.unfinished().isEmpty());

      assertThat(oracle.outputs(video)).isEqualTo(oracle.outputs(before)).isNotEmpty();
      assertThat(oracle.complaints()).isEmpty();
      assertThat(brokers.said(Part.BACKUP)).contains("listens, in place of the other one");
      assertThat(first.exitCode()).isEmpty();
      assertThat(second.exitCode()).isEmpty();
    }
  }

  private static boolean isEncoding(Database database) {
    return database
        .sql()
        .fetchExists(
            DSL.selectOne()
                .from(ATTEMPT)
                .join(WORK_ORDER)
                .on(WORK_ORDER.ID.eq(ATTEMPT.ORDER_ID))
                .and(WORK_ORDER.KIND.eq("segment"))
                .where(ATTEMPT.STATE.eq(AttemptState.RUNNING.text())));
  }

  private static String submit(Coordinator coordinator, Path clip) throws Exception {
    String video = VideoId.random();
    String key = ObjectKeys.source(video);
    coordinator.store().adopt(key, clip);
    coordinator
        .submissions()
        .submit(new Submission(video, "pair", "c.mp4", key, Files.size(clip), null));
    return video;
  }
}
