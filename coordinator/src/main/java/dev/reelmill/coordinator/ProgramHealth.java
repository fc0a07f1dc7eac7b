package dev.reelmill.coordinator;

import dev.reelmill.common.health.BoundedPart;
import dev.reelmill.common.health.Health;
import dev.reelmill.common.health.ProgramVersion;
import dev.reelmill.coordinator.database.Database;
import dev.reelmill.coordinator.dispatch.BrokerSession;
import dev.reelmill.coordinator.redrive.Sweep;
import java.time.Duration;
import java.util.Optional;

/** What has to be well in this program for each of its roles. */
final class ProgramHealth {

  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private ProgramHealth() {}

  static Health ofSite(Database database) {
    return of("site", database);
  }

  static Health ofCoordinator(Database database, BrokerSession broker, Sweep sweep) {
    return of("coordinator", database)
        .with(
            "broker",
            () ->
                broker.isConnected()
                    ? Optional.empty()
                    : Optional.of("there is no connection to the broker"))
        .with("sweep", sweep::trouble);
  }

  private static Health of(String role, Database database) {
    return new Health(role, ProgramVersion.of(ProgramHealth.class))
        .with(
            "database",
            new BoundedPart(
                () -> {
                  database.ask();
                  return Optional.empty();
                },
                PATIENCE))
        .with("schema", new BoundedPart(database::schemaTrouble, PATIENCE));
  }
}
