package dev.reelmill.coordinator.redrive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.reelmill.common.config.Settings;
import dev.reelmill.coordinator.dispatch.DispatchSettings;
import dev.reelmill.coordinator.dispatch.Hedges;
import dev.reelmill.coordinator.dispatch.Leases;
import dev.reelmill.coordinator.testing.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Quartz in two coordinators over one database. */
class RedriveIT {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Test
  void one_of_all_coordinators_tidies_up_every_hour() throws Exception {
    AtomicInteger tidied = new AtomicInteger();
    try (TestDatabase database = new TestDatabase();
        Redrive one = redrive(database, tidied);
        Redrive other = redrive(database, tidied)) {
      Instant next =
          Instant.ofEpochMilli(
              database
                  .context()
                  .fetchSingle(
                      "select next_fire_time from quartz.qrtz_triggers where trigger_name = 'tidy'")
                  .get(0, Long.class));
      assertThat(next).isBetween(Instant.now(), Instant.now().plus(Duration.ofHours(1)));
      assertThat(tidied).hasValue(0);

      database
          .context()
          .execute(
              "update quartz.qrtz_triggers set next_fire_time = ? where trigger_name = 'tidy'",
              Instant.now().toEpochMilli());

      await().atMost(PATIENCE).until(() -> tidied.get() == 1);
    }
    assertThat(tidied).as("and not by each of them").hasValue(1);
  }

  private static Redrive redrive(TestDatabase database, AtomicInteger tidied) {
    DispatchSettings settings =
        DispatchSettings.from(
            Settings.read(DispatchSettings.ALL, List.of(), null, Map.of(), Map.of()));
    Sweep sweep =
        new Sweep(
            new Leases(database.database(), settings),
            new Hedges(database.database(), settings),
            () -> {});
    return new Redrive(database.settings(), sweep, tidied::incrementAndGet);
  }
}
