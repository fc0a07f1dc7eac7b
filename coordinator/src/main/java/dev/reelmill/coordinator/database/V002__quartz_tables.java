package dev.reelmill.coordinator.database;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.sql.Statement;
import org.flywaydb.core.api.migration.BaseJavaMigration;
import org.flywaydb.core.api.migration.Context;
import org.quartz.impl.StdSchedulerFactory;

/** Quartz's own tables, as its release brings them, in a schema of their own. */
final class V002__quartz_tables extends BaseJavaMigration {

  private static final String SCRIPT = "/org/quartz/impl/jdbcjobstore/tables_postgres.sql";

  @Override
  public void migrate(Context context) throws SQLException, IOException {
    try (InputStream script = StdSchedulerFactory.class.getResourceAsStream(SCRIPT);
        Statement statement = context.getConnection().createStatement()) {
      if (script == null) {
        throw new IOException("Quartz's jar has no " + SCRIPT);
      }
      String tables = new String(script.readAllBytes(), StandardCharsets.UTF_8);
      statement.execute("create schema quartz");
      statement.execute("set local search_path to quartz");
      // Flyway's transaction is the one that counts.
      statement.execute(tables.replaceAll("(?im)^\\s*commit\\s*;", ""));
      statement.execute("set local search_path to farm");
    }
  }
}
