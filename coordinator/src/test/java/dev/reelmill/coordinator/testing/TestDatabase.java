package dev.reelmill.coordinator.testing;

import dev.reelmill.coordinator.database.Database;
import dev.reelmill.coordinator.database.DatabaseSettings;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jooq.DSLContext;

/** An embedded PostgreSQL with Reelmill's schema. */
public final class TestDatabase implements AutoCloseable {

  private static final String ROLE = "postgres";
  private static final int CONNECTIONS = 4;

  private final EmbeddedPostgres postgres;
  private final DatabaseSettings settings;
  private final Database database;

  public TestDatabase() throws IOException {
    postgres = EmbeddedPostgres.builder().setServerConfig("fsync", "off").start();
    String url = postgres.getJdbcUrl(ROLE, ROLE);
    settings = new DatabaseSettings(url, ROLE, ROLE, CONNECTIONS);
    database = Database.open(settings);
  }

  /** One for all classes of this JVM, each of which empties it; it ends with the JVM. */
  public static TestDatabase shared() {
    return Shared.INSTANCE;
  }

  private static final class Shared {

    static final TestDatabase INSTANCE = open();

    private static TestDatabase open() {
      try {
        return new TestDatabase();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Forgets everything. */
  public void clear() {
    context()
        .execute(
            "truncate farm.video, farm.upload, farm.worker, farm.outbox, farm.fair_share,"
                + " farm.paused, farm.golden_test, farm.dead_letter cascade");
    context().execute("update farm.virtual_time set tag = 0");
  }

  public Database database() {
    return database;
  }

  public DatabaseSettings settings() {
    return settings;
  }

  public DSLContext context() {
    return database.sql();
  }

  @Override
  public void close() throws IOException {
    database.close();
    postgres.close();
  }
}
