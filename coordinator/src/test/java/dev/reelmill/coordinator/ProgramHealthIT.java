package dev.reelmill.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reelmill.common.config.Settings;
import dev.reelmill.common.health.Health;
import dev.reelmill.common.json.Json;
import dev.reelmill.coordinator.database.Database;
import dev.reelmill.coordinator.dispatch.BrokerSession;
import dev.reelmill.coordinator.dispatch.DispatchSettings;
import dev.reelmill.coordinator.dispatch.Hedges;
import dev.reelmill.coordinator.dispatch.Leases;
import dev.reelmill.coordinator.redrive.Sweep;
import dev.reelmill.coordinator.testing.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What a coordinator says of itself. */
class ProgramHealthIT {

  private final AtomicLong nanos = new AtomicLong();

  @Test
  void coordinator_is_not_ready_while_nobody_sweeps_and_says_so_in_words() {
    Database database = TestDatabase.shared().database();
    BrokerSession broker = new BrokerSession(database, () -> {});
    broker.begun();
    Sweep sweep = sweep(database);
    Health health = ProgramHealth.ofCoordinator(database, broker, sweep);
    pass(Duration.ofMinutes(2));
    assertThat(health.ready().status()).isEqualTo(200);

    pass(Duration.ofSeconds(1));

    assertThat(health.ready().status()).isEqualTo(503);
    JsonNode parts = Json.tree(health.ready().json()).path("parts");
    assertThat(parts.path("sweep").asText()).isEqualTo("the last sweep was 121 s ago");
    assertThat(parts.path("database").asText()).isEqualTo("ok");
    assertThat(parts.path("broker").asText()).isEqualTo("ok");

    sweep.runIfForgotten();

    assertThat(health.ready().status()).isEqualTo(200);
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  private Sweep sweep(Database database) {
    DispatchSettings settings =
        DispatchSettings.from(
            Settings.read(DispatchSettings.ALL, List.of(), null, Map.of(), Map.of()));
    return new Sweep(
        new Leases(database, settings), new Hedges(database, settings), () -> {}, nanos::get);
  }
}
