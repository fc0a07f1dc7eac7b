package dev.reelmill.coordinator.farm;

import static dev.reelmill.sql.Tables.WORKER;
import static dev.reelmill.sql.Tables.WORK_ORDER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.reelmill.common.config.Settings;
import dev.reelmill.common.log.LogSettings;
import dev.reelmill.common.store.ObjectKeys;
import dev.reelmill.common.work.BrokerSettings;
import dev.reelmill.coordinator.Coordinator;
import dev.reelmill.coordinator.CoordinatorSettings;
import dev.reelmill.coordinator.broker.EmbeddedBroker;
import dev.reelmill.coordinator.broker.EmbeddedBroker.Passwords;
import dev.reelmill.coordinator.dispatch.DispatchSettings;
import dev.reelmill.coordinator.profile.ProfileSettings;
import dev.reelmill.coordinator.publish.VideoStatus;
import dev.reelmill.coordinator.publish.VideoStatus.State;
import dev.reelmill.coordinator.store.StoreSettings;
import dev.reelmill.coordinator.testing.BundledFfmpeg;
import dev.reelmill.coordinator.testing.TestDatabase;
import dev.reelmill.coordinator.upload.Submission;
import dev.reelmill.coordinator.upload.UploadSettings;
import dev.reelmill.coordinator.upload.VideoId;
import dev.reelmill.coordinator.web.HttpSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A coordinator that takes a video while its broker is lost and there is no worker. */
@DisplayName("Pending jobs")
@Tag("long")
class PendingJobsIT {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final OffsetDateTime LONG_AGO = OffsetDateTime.parse("2020-01-01T00:00:00Z");
  private static final String SECRET = "a secret of thirty-two characters, about";

  @TempDir Path folder;

  private CoordinatorSettings settings(TestDatabase database, int port) {
    Settings given =
        Settings.read(
            Stream.concat(CoordinatorSettings.ALL.stream(), LogSettings.ALL.stream()).toList(),
            List.of("worker.", "ffmpeg."),
            null,
            Map.of(),
            Map.of(
                "http.port",
                "0",
                DispatchSettings.UNCLAIMED.key(),
                "2s",
                ProfileSettings.USUAL.key(),
                "quick",
                ProfileSettings.FOLDER.key(),
                Path.of("src/test/resources/profiles").toAbsolutePath().toString()));
    return new CoordinatorSettings(
        database.settings(),
        new BrokerSettings("tcp://127.0.0.1:" + port, "coordinator", "one"),
        new StoreSettings(folder.resolve("store")),
        HttpSettings.from(given),
        UploadSettings.from(given),
        DispatchSettings.from(given),
        SECRET,
        "token",
        false,
        ProfileSettings.from(given));
  }

  private WorkerProcess worker(BrokerSettings broker) {
    return new WorkerProcess(
        "late",
        WorkerProgramCommand.working("run", "--with-parent"),
        Map.of(
            "REELMILL_WORKER_NAME", "late",
            "REELMILL_WORKER_SLOTS", "1",
            "REELMILL_WORKER_SCRATCH", folder.resolve("scratch").toString(),
            "REELMILL_WORKER_STORE", folder.resolve("store/objects").toString(),
            "REELMILL_BROKER_URL", broker.url(),
            "REELMILL_BROKER_USER", broker.user(),
            "REELMILL_BROKER_PASSWORD", broker.password()),
        folder.resolve("worker.log"));
  }

  private EmbeddedBroker broker(String name, int port) {
    return new EmbeddedBroker(folder.resolve(name), port, new Passwords("one", "two"));
  }

  @Test
  @DisplayName("which the farm could not take when they arrived are driven again by themselves")
  void areDrivenAgainByThemselves() throws Exception {
    Path clip = BundledFfmpeg.find(folder).orElseThrow().clip(folder.resolve("c.mp4"), 320, 240, 2);
    int port = Ports.free();
    try (TestDatabase database = new TestDatabase();
        EmbeddedBroker before = broker("before", port);
        Coordinator coordinator = Coordinator.start(settings(database, port))) {
      before.close();
      // Somebody was here a moment ago, so that the order goes out, to a broker that is not there.
      database
          .context()
          .insertInto(WORKER)
          .set(WORKER.ID, "gone")
          .set(WORKER.HOST, "gone")
          .set(WORKER.VERSION, "1")
          .set(WORKER.SLOTS, 1)
          .execute();
      String video = submit(coordinator, clip);
      await().atMost(PATIENCE).until(() -> isOrder(database, "dispatched"));
      database.context().update(WORKER).set(WORKER.LAST_SEEN, DSL.inline(LONG_AGO)).execute();
      await("Quartz puts back what nobody took")
          .atMost(PATIENCE)
          .until(() -> isOrder(database, "waiting"));

      try (EmbeddedBroker broker = broker("after", port);
          WorkerProcess worker = worker(broker.worker())) {
        VideoStatus status =
            await()
                .atMost(PATIENCE)
                .until(
                    () -> coordinator.publications().status(video).orElseThrow(),
                    now -> now.state().isFinal());
        assertThat(status.state()).as(status.failureDetail()).isEqualTo(State.PUBLISHED);
        assertThat(worker.exitCode()).isEmpty();
      }
      assertThat(
              database
                  .context()
                  .select(WORK_ORDER.DISPATCH)
                  .from(WORK_ORDER)
                  .where(WORK_ORDER.KIND.eq("inspect"))
                  .fetchSingle()
                  .value1())
          .as("the hint that counted was a later one")
          .isGreaterThan(1);
    }
  }

  private static boolean isOrder(TestDatabase database, String state) {
    return database.context().fetchExists(WORK_ORDER, WORK_ORDER.STATE.eq(state));
  }

  private static String submit(Coordinator coordinator, Path clip) throws Exception {
    String video = VideoId.random();
    String key = ObjectKeys.source(video);
    coordinator.store().adopt(key, clip);
    coordinator
        .submissions()
        .submit(new Submission(video, "pending", "c.mp4", key, Files.size(clip), null));
    return video;
  }
}
