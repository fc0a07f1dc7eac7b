package dev.reelmill.coordinator.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.failure.ReelmillException;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.conf.Settings;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;

/** The farm's database: a pool, and transactions on it. Thread-safe. */
public final class Database implements AutoCloseable {

  /** Nothing was done, and doing it again is right: serialization failure, deadlock. */
  private static final Set<String> RETRIED_STATES = Set.of("40001", "40P01");

  private static final int MOST_TRIES = 5;

  static {
    System.setProperty("org.jooq.no-logo", "true");
    System.setProperty("org.jooq.no-tips", "true");
  }

  private final HikariDataSource pool;
  private final DSLContext sql;

  private Database(HikariDataSource pool) {
    this.pool = pool;
    this.sql = DSL.using(pool, SQLDialect.POSTGRES, new Settings().withExecuteLogging(false));
  }

  /**
   * Connects, and brings the schema to this program's version.
   *
   * @throws ReelmillException {@link FailureCode#DATABASE_UNAVAILABLE} if it can't be reached or
   *     its schema is a newer one
   */
  public static Database open(DatabaseSettings settings) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("farm");
    config.setJdbcUrl(settings.url());
    config.setUsername(settings.user());
    config.setPassword(settings.password());
    config.setMaximumPoolSize(settings.connections());
    config.setMinimumIdle(1);
    config.setConnectionTimeout(10_000);
    config.addDataSourceProperty("ApplicationName", "reelmill");
    HikariDataSource pool = null;
    try {
      pool = new HikariDataSource(config);
      migrate(pool);
      return new Database(pool);
    } catch (RuntimeException e) {
      if (pool != null) {
        pool.close();
      }
      throw new ReelmillException(
          FailureCode.DATABASE_UNAVAILABLE,
          "can't use the database " + settings.url() + ": " + e.getMessage(),
          e);
    }
  }

  private static void migrate(DataSource pool) throws FlywayException {
    Flyway.configure()
        .dataSource(pool)
        .locations("classpath:migrations")
        .javaMigrations(new V002__quartz_tables())
        .defaultSchema("farm")
        .createSchemas(true)
        .load()
        .migrate();
  }

  /** For single statements; each is a transaction of its own. */
  public DSLContext sql() {
    return sql;
  }

  /** Runs statements in one transaction, again where PostgreSQL says that this is right. */
  public <T> T transaction(Function<DSLContext, T> work) {
    for (int tries = 1; ; tries++) {
      try {
        return sql.transactionResult(configuration -> work.apply(configuration.dsl()));
      } catch (DataAccessException e) {
        if (tries == MOST_TRIES || !RETRIED_STATES.contains(e.sqlState())) {
          throw e;
        }
      }
    }
  }

  /** As {@link #transaction}, without a result. */
  public void transact(Consumer<DSLContext> work) {
    transaction(
        tx -> {
          work.accept(tx);
          return true;
        });
  }

  @Override
  public void close() {
    pool.close();
  }
}
