package dev.reelmill.coordinator.database;

import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.failure.ReelmillException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.output.MigrateResult;
import org.postgresql.ds.PGSimpleDataSource;

/** The farm's schemas: brings them to this program's version, or looks whether they are. */
public final class Schema {

  /** Of the last migration that this program knows. */
  static final int VERSION = 2;

  private static final String HOW = "run 'reelmill database migrate' as the database's owner";

  private static final String FIND_VERSION =
      "select max(version::int) from farm."
          + DatabaseRights.HISTORY
          + " where success and version is not null";

  private static final Set<String> MISSING = Set.of("42P01", "3F000");
  private static final String FORBIDDEN = "42501";

  private Schema() {}

  /**
   * Brings the schemas to this program's version, and gives those roles their rights that there
   * are. Whoever comes second waits, and has nothing left to do.
   *
   * @param owner how to reach the database, as who owns it
   * @return how many migrations were carried out
   * @throws ReelmillException {@link FailureCode#DATABASE_UNAVAILABLE} if that can't be done
   */
  public static int migrate(DatabaseSettings owner) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(owner.url());
    source.setUser(owner.user());
    source.setPassword(owner.password());
    source.setApplicationName("reelmill");
    try {
      return migrate(source);
    } catch (RuntimeException | SQLException e) {
      throw new ReelmillException(
          FailureCode.DATABASE_UNAVAILABLE,
          "can't migrate the database " + owner.url() + " as " + owner.user() + ": " + e,
          e);
    }
  }

  static int migrate(DataSource source) throws SQLException {
    MigrateResult result =
        Flyway.configure()
            .dataSource(source)
            .locations("classpath:migrations")
            .javaMigrations(
                new V002__quartz_tables(), new R__grants(DatabaseRights.grants(roles(source))))
            .defaultSchema("farm")
            .createSchemas(true)
            .load()
            .migrate();
    return result.migrationsExecuted;
  }

  private static Set<DatabaseRole> roles(DataSource source) throws SQLException {
    Set<DatabaseRole> present = EnumSet.noneOf(DatabaseRole.class);
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      for (DatabaseRole role : DatabaseRole.values()) {
        String find = "select from pg_roles where rolname = '" + role.roleName() + "'";
        try (ResultSet rows = statement.executeQuery(find)) {
          if (rows.next()) {
            present.add(role);
          }
        }
      }
    }
    return present;
  }

  /**
   * Looks whether a program of this version can work here. A newer schema will do: it was made so
   * that the release before can work with it.
   *
   * @return in words, what is wrong and what to do; empty if all is well
   * @throws SQLException if the database can't be asked
   */
  static Optional<String> trouble(DataSource source) throws SQLException {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(FIND_VERSION)) {
      rows.next();
      int version = rows.getInt(1);
      return version >= VERSION
          ? Optional.empty()
          : Optional.of(
              "its schema is of version "
                  + version
                  + ", and this program needs "
                  + VERSION
                  + "; "
                  + HOW);
    } catch (SQLException e) {
      if (MISSING.contains(e.getSQLState())) {
        return Optional.of("it has no schema of Reelmill's; " + HOW);
      }
      if (FORBIDDEN.equals(e.getSQLState())) {
        return Optional.of("this role has no rights there yet; " + HOW);
      }
      throw e;
    }
  }
}
