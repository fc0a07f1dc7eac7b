package dev.reelmill.coordinator.farm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelmill.coordinator.database.Database;
import dev.reelmill.coordinator.database.DatabaseRole;
import dev.reelmill.coordinator.database.DatabaseSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedDatabaseIT {

  private static final int ROWS = 20;
  private static final String OWNER =
      "select distinct tableowner from pg_tables where schemaname in ('farm', 'quartz')";

  @TempDir Path folder;

  @Test
  void a_crash_loses_nothing_that_was_committed() throws Exception {
    Path data = folder.resolve("postgres");
    try (EmbeddedDatabase database = new EmbeddedDatabase(data, 0, name -> "secret", true)) {
      try (Connection connection = connect(database.settings());
          Statement statement = connection.createStatement()) {
        statement.execute("create table kept (number int)");
        for (int row = 0; row < ROWS; row++) {
          statement.execute("insert into kept values (" + row + ")");
        }
        crash(data);
      }
    }

    try (EmbeddedDatabase again = new EmbeddedDatabase(data, 0, name -> "secret", true)) {
      assertThat(value(again.settings(), "select count(*) from kept"))
          .isEqualTo(Integer.toString(ROWS));
      assertThat(value(again.settings(), "show fsync")).isEqualTo("on");
    }
  }

  @Test
  void cluster_from_before_the_roles_is_handed_over_to_them() throws Exception {
    Path data = folder.resolve("postgres");
    try (EmbeddedDatabase database = new EmbeddedDatabase(data, 0, name -> "secret", false)) {
      Database.open(database.settings()).close();
      assertThat(value(database.settings(), OWNER)).isEqualTo("postgres");
    }
    Files.writeString(folder.resolve("postgres.ready"), "");

    try (EmbeddedDatabase again = EmbeddedDatabase.migrated(data, 0, name -> "secret", false)) {
      assertThat(value(again.settings(), OWNER)).isEqualTo(DatabaseRole.MIGRATOR.roleName());
      assertThat(value(again.settings(DatabaseRole.COORDINATOR), "select count(*) from farm.job"))
          .isEqualTo("0");
    }
  }

  /** An immediate shutdown: nothing that is in memory is written. */
  private static void crash(Path data) throws Exception {
    ProcessHandle postmaster = EmbeddedDatabase.process(data).orElseThrow();
    new ProcessBuilder("kill", "-QUIT", Long.toString(postmaster.pid())).start().waitFor();
    postmaster.onExit().get(20, TimeUnit.SECONDS);
  }

  private static Connection connect(DatabaseSettings settings) throws SQLException {
    return DriverManager.getConnection(settings.url(), settings.user(), settings.password());
  }

  private static String value(DatabaseSettings settings, String sql) throws SQLException {
    try (Connection connection = connect(settings);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      assertThat(rows.next()).isTrue();
      return rows.getString(1);
    }
  }
}
