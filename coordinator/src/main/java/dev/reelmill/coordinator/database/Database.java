package dev.reelmill.coordinator.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.failure.ReelmillException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
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
   * Connects, and brings the schema to this program's version, or looks whether it is.
   *
   * @throws ReelmillException {@link FailureCode#DATABASE_UNAVAILABLE} if it can't be reached, or
   *     its schema is of no use to this program
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
      prepare(pool, settings);
      return new Database(pool);
    } catch (RuntimeException | SQLException e) {
      if (pool != null) {
        pool.close();
      }
      throw new ReelmillException(
          FailureCode.DATABASE_UNAVAILABLE,
          "can't use the database " + settings.url() + ": " + e.getMessage(),
          e);
    }
  }

  private static void prepare(HikariDataSource pool, DatabaseSettings settings)
      throws SQLException {
    if (settings.migrate()) {
      Schema.migrate(pool);
      return;
    }
    Optional<String> trouble = Schema.trouble(pool);
    if (trouble.isPresent()) {
      throw new IllegalStateException(trouble.get());
    }
  }

  /**
   * Asks it something.
   *
   * @throws org.jooq.exception.DataAccessException if there is no answer
   */
  public void ask() {
    sql.selectOne().fetch();
  }

  /**
   * Looks whether the schema is one that this program can work with.
   *
   * @return in words, what is wrong; empty if all is well
   * @throws SQLException if the database can't be asked
   */
  public Optional<String> schemaTrouble() throws SQLException {
    return Schema.trouble(pool);
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
