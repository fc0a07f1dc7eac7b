package dev.reelmill.coordinator.database;

import dev.reelmill.common.config.Setting;
import dev.reelmill.common.config.Settings;
import java.util.List;

/**
 * How to reach PostgreSQL.
 *
 * @param url JDBC URL
 * @param user role there
 * @param password of that role
 * @param connections most that this program opens for its own work; Quartz has two more
 * @param migrate whether a coordinator brings the schema to its version, as a role that owns it
 */
public record DatabaseSettings(
    String url, String user, String password, int connections, boolean migrate) {

  public static final Setting<String> URL =
      Setting.text("database.url", null, "JDBC URL, such as jdbc:postgresql://host:5432/reelmill");
  public static final Setting<String> USER =
      Setting.text("database.user", "reelmill", "Role at PostgreSQL");
  public static final Setting<String> PASSWORD =
      Setting.text("database.password", null, "Password of that role");
  public static final Setting<Integer> CONNECTIONS =
      Setting.number(
          "database.connections",
          "10",
          2,
          1000,
          "Most connections of one coordinator; Quartz has two more");

  public static final Setting<Boolean> MIGRATE =
      Setting.flag(
          "database.migrate",
          "true",
          "Whether a coordinator brings the schema to its version when it starts, for which its role"
              + " has to own it; if not, it only looks");

  public static final List<Setting<?>> ALL = List.of(URL, USER, PASSWORD, CONNECTIONS, MIGRATE);

  /** Of a role that owns everything. */
  public DatabaseSettings(String url, String user, String password, int connections) {
    this(url, user, password, connections, true);
  }

  /** The same database as another role, which changes no schema. */
  public DatabaseSettings as(DatabaseRole role, String rolePassword) {
    return new DatabaseSettings(url, role.roleName(), rolePassword, connections, false);
  }

  /** The same, for a program that never changes the schema. */
  public DatabaseSettings reading() {
    return new DatabaseSettings(url, user, password, connections, false);
  }

  public static DatabaseSettings from(Settings settings) {
    return new DatabaseSettings(
        settings.get(URL),
        settings.get(USER),
        settings.get(PASSWORD),
        settings.get(CONNECTIONS),
        settings.get(MIGRATE));
  }

  @Override
  public String toString() {
    return "DatabaseSettings[" + url + " as " + user + "]";
  }
}
