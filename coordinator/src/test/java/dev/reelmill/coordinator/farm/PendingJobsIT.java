package dev.reelmill.coordinator.farm;

import static dev.reelmill.sql.Tables.WORKER;
import static dev.reelmill.sql.Tables.WORK_ORDER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.reelmill.coordinator.Coordinator;
import dev.reelmill.coordinator.broker.EmbeddedBroker;
import dev.reelmill.coordinator.broker.EmbeddedBroker.Passwords;
import dev.reelmill.coordinator.dispatch.DispatchSettings;
import dev.reelmill.coordinator.testing.BundledFfmpeg;
import dev.reelmill.coordinator.testing.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Map;
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

  @TempDir Path folder;

  private EmbeddedBroker broker(String name, int port) {
    return new EmbeddedBroker(folder.resolve(name), port, new Passwords("one", "two"));
  }

  @Test
  @DisplayName("which the farm could not take when they arrived are driven again by themselves")
  void areDrivenAgainByThemselves() throws Exception {
    Path clip = BundledFfmpeg.find(folder).orElseThrow().clip(folder.resolve("c.mp4"), 320, 240, 2);
    int port = Ports.free();
    FarmParts parts = new FarmParts(folder);
    try (TestDatabase database = new TestDatabase();
        EmbeddedBroker before = broker("before", port);
        Coordinator coordinator =
            parts.coordinator(
                database.settings(),
                before.coordinator(),
                Map.of(DispatchSettings.UNCLAIMED, "2s"))) {
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
      String video = FarmParts.submit(coordinator, clip);
      await().atMost(PATIENCE).until(() -> isOrder(database, "dispatched"));
      database.context().update(WORKER).set(WORKER.LAST_SEEN, DSL.inline(LONG_AGO)).execute();
      await("Quartz puts back what nobody took")
          .atMost(PATIENCE)
          .until(() -> isOrder(database, "waiting"));

      try (EmbeddedBroker broker = broker("after", port);
          WorkerProcess worker = parts.worker("late", broker.worker())) {
        FarmParts.awaitPublished(coordinator, video);
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
}
