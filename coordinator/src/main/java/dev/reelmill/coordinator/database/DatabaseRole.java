package dev.reelmill.coordinator.database;

import java.util.Locale;

/** Who there is at PostgreSQL. None is a superuser, or makes databases or roles. */
public enum DatabaseRole {
  /** Owns the database and its schemas, and changes them. */
  MIGRATOR,
  /** Reads and writes rows of the farm and of Quartz. */
  COORDINATOR,
  /** Reads what pages and players need. */
  SITE;

  /** Its name at PostgreSQL. */
  public String roleName() {
    return "reelmill_" + shortName();
  }

  /** Its name among the farm's own: of a file with its password. */
  public String shortName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
