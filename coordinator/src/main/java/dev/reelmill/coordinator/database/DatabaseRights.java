package dev.reelmill.coordinator.database;

import static dev.reelmill.sql.Tables.ATTEMPT;
import static dev.reelmill.sql.Tables.JOB;
import static dev.reelmill.sql.Tables.MEDIA_OBJECT;
import static dev.reelmill.sql.Tables.PROGRESSIVE_FILE;
import static dev.reelmill.sql.Tables.RENDITION;
import static dev.reelmill.sql.Tables.TEXT_TRACK;
import static dev.reelmill.sql.Tables.VIDEO;
import static dev.reelmill.sql.Tables.WORK_ORDER;

import dev.reelmill.sql.Farm;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jooq.Field;
import org.jooq.Named;
import org.jooq.Table;

/** Who may do what with which table of the farm. The grants are made of this. */
final class DatabaseRights {

  /** What a coordinator may do with every table of the farm, and of Quartz. */
  static final String ROWS = "select, insert, update, delete";

  /** Flyway's list of what it has done. Everybody may look which version the schema is of. */
  static final String HISTORY = "flyway_schema_history";

  /** What a site reads; of some tables, only columns that hold no secret. */
  private static final Map<Table<?>, List<Field<?>>> OF_SITES =
      Map.of(
          VIDEO,
          List.of(),
          JOB,
          List.of(),
          RENDITION,
          List.of(),
          MEDIA_OBJECT,
          List.of(),
          TEXT_TRACK,
          List.of(),
          PROGRESSIVE_FILE,
          List.of(),
          WORK_ORDER,
          List.of(
              WORK_ORDER.ID,
              WORK_ORDER.JOB_ID,
              WORK_ORDER.KIND,
              WORK_ORDER.SEGMENT,
              WORK_ORDER.STATE,
              WORK_ORDER.BODY),
          ATTEMPT,
          List.of(ATTEMPT.ID, ATTEMPT.ORDER_ID, ATTEMPT.STATE, ATTEMPT.FRAMES, ATTEMPT.CPU_MILLIS));

  private DatabaseRights() {}

  /** The farm's own tables, by name. */
  static List<Table<?>> tables() {
    return Farm.FARM.getTables().stream()
        .filter(table -> !table.getName().equals(HISTORY))
        .<Table<?>>map(table -> table)
        .sorted(Comparator.comparing(Named::getName))
        .toList();
  }

  /** Whether a site reads anything of a table. */
  static boolean isForSites(Table<?> table) {
    return OF_SITES.containsKey(table);
  }

  /** The columns of a table that a site reads; empty if that is all. */
  static List<String> columnsForSites(Table<?> table) {
    return OF_SITES.getOrDefault(table, List.of()).stream().map(Named::getName).toList();
  }

  /**
   * The statements by which the owner gives just these rights, and takes all others.
   *
   * @param present roles that there are; others get nothing
   */
  static List<String> grants(Set<DatabaseRole> present) {
    List<String> statements = new ArrayList<>();
    if (present.contains(DatabaseRole.COORDINATOR)) {
      statements.addAll(ofCoordinators(DatabaseRole.COORDINATOR.roleName()));
    }
    if (present.contains(DatabaseRole.SITE)) {
      statements.addAll(ofSites(DatabaseRole.SITE.roleName()));
    }
    return statements;
  }

  private static List<String> ofCoordinators(String role) {
    String tables =
        tables().stream().map(DatabaseRights::qualified).collect(Collectors.joining(", "));
    return List.of(
        "revoke all on all tables in schema farm, quartz from " + role,
        "grant usage on schema farm, quartz to " + role,
        "grant " + ROWS + " on " + tables + " to " + role,
        "grant select on farm." + HISTORY + " to " + role,
        "grant usage on all sequences in schema farm to " + role,
        "grant " + ROWS + " on all tables in schema quartz to " + role);
  }

  private static List<String> ofSites(String role) {
    List<String> statements = new ArrayList<>();
    statements.add("revoke all on all tables in schema farm, quartz from " + role);
    statements.add("grant usage on schema farm to " + role);
    statements.add("grant select on farm." + HISTORY + " to " + role);
    for (Table<?> table : tables()) {
      if (isForSites(table)) {
        List<String> columns = columnsForSites(table);
        String some = columns.isEmpty() ? "" : " (" + String.join(", ", columns) + ")";
        statements.add("grant select" + some + " on " + qualified(table) + " to " + role);
      }
    }
    return statements;
  }

  private static String qualified(Table<?> table) {
    return "farm." + table.getName();
  }
}
