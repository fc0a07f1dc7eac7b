package dev.reelmill.coordinator.redrive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.reelmill.common.config.Settings;
import dev.reelmill.coordinator.database.DatabaseSettings;
import dev.reelmill.coordinator.dispatch.DispatchSettings;
import dev.reelmill.coordinator.dispatch.Hedges;
import dev.reelmill.coordinator.dispatch.Leases;
import dev.reelmill.coordinator.faults.FaultyProxy;
import dev.reelmill.coordinator.testing.TestDatabase;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jooq.impl.DSL;
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

  @Test
  void starts_as_soon_as_a_database_that_went_away_is_back() throws Exception {
    try (TestDatabase database = new TestDatabase();
        FaultyProxy way = new FaultyProxy(URI.create(plain(database.settings())).getPort());
        ExecutorService thread = Executors.newSingleThreadExecutor()) {
      way.refuse();
      Future<Redrive> starts =
          thread.submit(
              () -> redrive(database, through(way, database.settings()), new AtomicInteger()));
      await().atMost(PATIENCE).until(() -> way.connections() > 1);
      assertThat(starts).isNotDone();

      way.heal();

      try (Redrive redrive = starts.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        assertThat(redrive).isNotNull();
        assertThat(database.context().fetchCount(DSL.table("quartz.qrtz_triggers"))).isEqualTo(2);
      }
    }
  }

  private static DatabaseSettings through(FaultyProxy way, DatabaseSettings direct) {
    URI url = URI.create(plain(direct));
    return new DatabaseSettings(
        direct.url().replace(":" + url.getPort(), ":" + way.port()),
        direct.user(),
        direct.password(),
        direct.connections());
  }

  /** Its URL without the word that makes it one of JDBC. */
  private static String plain(DatabaseSettings settings) {
    return settings.url().substring("jdbc:".length());
  }

  private static Redrive redrive(TestDatabase database, AtomicInteger tidied) {
    return redrive(database, database.settings(), tidied);
  }

  private static Redrive redrive(
      TestDatabase database, DatabaseSettings quartz, AtomicInteger tidied) {
    DispatchSettings settings =
        DispatchSettings.from(
            Settings.read(DispatchSettings.ALL, List.of(), null, Map.of(), Map.of()));
    Sweep sweep =
        new Sweep(
            new Leases(database.database(), settings),
            new Hedges(database.database(), settings),
            () -> {});
    return new Redrive(quartz, sweep, tidied::incrementAndGet);
  }
}
