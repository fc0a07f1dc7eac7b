package dev.reelmill.coordinator.farm;

import static dev.reelmill.sql.Tables.ATTEMPT;
import static dev.reelmill.sql.Tables.WORK_ORDER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.reelmill.coordinator.Coordinator;
import dev.reelmill.coordinator.backlog.AttemptState;
import dev.reelmill.coordinator.broker.BrokerPair.Part;
import dev.reelmill.coordinator.broker.TlsBrokerPair;
import dev.reelmill.coordinator.database.Database;
import dev.reelmill.coordinator.faults.Oracle;
import dev.reelmill.coordinator.testing.BundledFfmpeg;
import dev.reelmill.coordinator.testing.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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

  @Test
  void a_farm_goes_on_at_the_backup_and_again_at_the_primary_when_that_is_back() throws Exception {
    Path clip =
        BundledFfmpeg.find(folder).orElseThrow().clip(folder.resolve("c.mp4"), 1280, 720, 20);
    FarmParts parts = new FarmParts(folder);
    try (TlsBrokerPair brokers = new TlsBrokerPair(folder);
        TestDatabase database = new TestDatabase();
        Coordinator coordinator =
            parts.coordinator(
                database.settings(), brokers.client("c", "CN=c-1, OU=reelmill-coordinator"));
        WorkerProcess first =
            parts.worker("first", brokers.client("w1", "CN=w-1, OU=reelmill-worker"));
        WorkerProcess second =
            parts.worker("second", brokers.client("w2", "CN=w-2, OU=reelmill-worker"))) {
      Oracle oracle =
          new Oracle(database.database(), parts.objects(), List.of(), parts.scratch("first"));
      String before = FarmParts.submit(coordinator, clip);
      FarmParts.awaitPublished(coordinator, before);

      String during = FarmParts.submit(coordinator, clip);
      await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(20))
          .until(() -> isEncoding(database.database()));
      brokers.kill(Part.PRIMARY);
      FarmParts.awaitPublished(coordinator, during);
      assertThat(brokers.said(Part.BACKUP)).contains("listens, in place of the other one");

      brokers.startAgain(Part.PRIMARY);
      String after = FarmParts.submit(coordinator, clip);
      FarmParts.awaitPublished(coordinator, after);

      await().atMost(PATIENCE).until(() -> oracle.unfinished().isEmpty());
      assertThat(oracle.outputs(before)).isNotEmpty();
      assertThat(oracle.outputs(during)).isEqualTo(oracle.outputs(before));
      assertThat(oracle.outputs(after)).isEqualTo(oracle.outputs(before));
      assertThat(oracle.complaints()).isEmpty();
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
}
