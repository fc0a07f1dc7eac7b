package dev.reelmill.coordinator.database;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.flywaydb.core.api.migration.BaseJavaMigration;
import org.flywaydb.core.api.migration.Context;

/** Gives roles their rights: again whenever these change, and when a role is new. */
final class R__grants extends BaseJavaMigration {

  private final List<String> statements;

  R__grants(List<String> statements) {
    this.statements = List.copyOf(statements);
  }

  @Override
  public Integer getChecksum() {
    return statements.hashCode();
  }

  @Override
  public void migrate(Context context) throws SQLException {
    try (Statement statement = context.getConnection().createStatement()) {
      for (String grant : statements) {
        statement.execute(grant);
      }
    }
  }
}
