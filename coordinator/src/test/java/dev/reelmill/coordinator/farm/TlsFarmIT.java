package dev.reelmill.coordinator.farm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelmill.common.work.BrokerSettings;
import dev.reelmill.coordinator.Coordinator;
import dev.reelmill.coordinator.broker.TlsBroker;
import dev.reelmill.coordinator.testing.BundledFfmpeg;
import dev.reelmill.coordinator.testing.TestDatabase;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A farm whose programs are known to the broker by their certificates alone. */
@Tag("long")
class TlsFarmIT {

  @TempDir Path folder;

  @Test
  void worker_with_a_certificate_encodes_and_one_without_is_not_let_in() throws Exception {
    Path clip = BundledFfmpeg.find(folder).orElseThrow().clip(folder.resolve("c.mp4"), 320, 240, 2);
    FarmParts parts = new FarmParts(folder);
    try (TlsBroker broker = new TlsBroker(folder);
        TestDatabase database = new TestDatabase();
        Coordinator coordinator =
            parts.coordinator(
                database.settings(), broker.client("c", "CN=c-1, OU=reelmill-coordinator"));
        WorkerProcess uninvited =
            parts.worker("uninvited", new BrokerSettings(broker.url(), "worker", "x"));
        WorkerProcess worker =
            parts.worker("invited", broker.client("w", "CN=w-1, OU=reelmill-worker"))) {
      FarmParts.awaitPublished(coordinator, FarmParts.submit(coordinator, clip));

      assertThat(coordinator.workers().list()).hasSize(1);
      assertThat(coordinator.workers().list().getFirst().worker()).isEqualTo("invited");
      assertThat(worker.exitCode()).isEmpty();
      assertThat(uninvited.exitCode()).as("it asks again and again").isEmpty();
    }
  }
}
