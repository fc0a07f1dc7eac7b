package dev.reelmill.coordinator.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.reelmill.common.failure.ReelmillException;
import dev.reelmill.coordinator.farm.EmbeddedDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jooq.Named;
import org.jooq.Table;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.MethodSource;

/** What each role may do at PostgreSQL, tried one by one. */
@SuppressWarnings("NullAway.Init")
class DatabaseRolesIT {

  private static final String FORBIDDEN = "42501";

  @TempDir static Path folder;
  private static EmbeddedDatabase server;
  private static Connection superuser;
  private static Connection migrator;
  private static Connection coordinator;
  private static Connection site;

  @BeforeAll
  static void start() throws SQLException {
    server =
        EmbeddedDatabase.migrated(folder.resolve("postgres"), 0, name -> "secret-" + name, false);
    superuser = connect(server.settings());
    migrator = connect(server.settings(DatabaseRole.MIGRATOR));
    coordinator = connect(server.settings(DatabaseRole.COORDINATOR));
    site = connect(server.settings(DatabaseRole.SITE));
  }

  @AfterAll
  static void stop() throws SQLException {
    for (Connection connection : List.of(superuser, migrator, coordinator, site)) {
      connection.close();
    }
    server.close();
  }

  private static Connection connect(DatabaseSettings settings) throws SQLException {
    return DriverManager.getConnection(settings.url(), settings.user(), settings.password());
  }

  private static Connection as(DatabaseRole role) {
    return switch (role) {
      case MIGRATOR -> migrator;
      case COORDINATOR -> coordinator;
      case SITE -> site;
    };
  }

  /** How PostgreSQL takes it, without any lasting effect: "00000", or what is wrong with it. */
  private static String answer(Connection connection, String sql) throws SQLException {
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
      return "00000";
    } catch (SQLException e) {
      return e.getSQLState();
    } finally {
      connection.rollback();
      connection.setAutoCommit(true);
    }
  }

  private static void assertForbidden(Connection connection, String sql) throws SQLException {
    assertThat(answer(connection, sql)).as(sql).isEqualTo(FORBIDDEN);
  }

  /** Class 23 is what the row itself is refused for, by whoever may write it. */
  private static void assertAllowed(Connection connection, String sql) throws SQLException {
    assertThat(answer(connection, sql)).as(sql).matches("00000|23...");
  }

  private static List<String> values(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> found = new ArrayList<>();
      while (rows.next()) {
        found.add(rows.getString(1));
      }
      return found;
    }
  }

  static Stream<Table<?>> tables() {
    return DatabaseRights.tables().stream();
  }

  private static List<String> changes(String table, String column) {
    return List.of(
        "insert into " + table + " default values",
        "update " + table + " set " + column + " = " + column + " where false",
        "delete from " + table + " where false");
  }

  private static List<String> alterations(String table, String column) {
    return List.of(
        "truncate " + table + " cascade",
        "alter table " + table + " add column added int",
        "alter table " + table + " disable trigger all",
        "create index on " + table + " (" + column + ")",
        "drop table " + table + " cascade",
        "alter table " + table + " owner to " + DatabaseRole.SITE.roleName());
  }

  private static String lastColumn(Table<?> table) {
    return table.field(table.fields().length - 1).getName();
  }

  @Test
  void every_table_is_in_the_list() throws SQLException {
    assertThat(values(superuser, "select tablename from pg_tables where schemaname = 'farm'"))
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(tables().map(Named::getName), Stream.of(DatabaseRights.HISTORY))
                .toList());
  }

  @ParameterizedTest
  @MethodSource("tables")
  void coordinator_writes_rows_of_the_farm_and_changes_no_table(Table<?> table)
      throws SQLException {
    String name = "farm." + table.getName();
    assertAllowed(coordinator, "select * from " + name + " limit 0");
    for (String sql : changes(name, lastColumn(table))) {
      assertAllowed(coordinator, sql);
    }
    for (String sql : alterations(name, lastColumn(table))) {
      assertForbidden(coordinator, sql);
    }
  }

  @ParameterizedTest
  @MethodSource("tables")
  void site_reads_what_it_needs_and_writes_nothing(Table<?> table) throws SQLException {
    String name = "farm." + table.getName();
    List<String> columns = DatabaseRights.columnsForSites(table);
    boolean whole = DatabaseRights.isForSites(table) && columns.isEmpty();
    for (var field : table.fields()) {
      String sql = "select " + field.getName() + " from " + name + " limit 0";
      if (whole || columns.contains(field.getName())) {
        assertAllowed(site, sql);
      } else {
        assertForbidden(site, sql);
      }
    }
    assertForbidden(site, "select from " + name + " limit 0 for update");
    for (String sql : changes(name, lastColumn(table))) {
      assertForbidden(site, sql);
    }
    for (String sql : alterations(name, lastColumn(table))) {
      assertForbidden(site, sql);
    }
  }

  @Test
  void quartz_is_for_coordinators_alone() throws SQLException {
    List<String> tables =
        values(superuser, "select tablename from pg_tables where schemaname = 'quartz'");
    assertThat(tables).hasSizeGreaterThan(5);
    for (String table : tables) {
      String name = "quartz." + table;
      assertAllowed(coordinator, "select * from " + name + " limit 0");
      assertForbidden(site, "select * from " + name + " limit 0");
      for (String sql : changes(name, "sched_name")) {
        assertAllowed(coordinator, sql);
        assertForbidden(site, sql);
      }
      for (String sql : alterations(name, "sched_name")) {
        assertForbidden(coordinator, sql);
        assertForbidden(site, sql);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void no_role_reaches_beyond_its_database(DatabaseRole role) throws SQLException {
    for (String sql :
        List.of(
            "create role invented",
            "alter role " + role.roleName() + " superuser",
            "set session authorization postgres",
            "set role postgres",
            "copy (select 1) to program 'cat'",
            "select pg_read_file('/etc/passwd')",
            "select passwd from pg_shadow")) {
      assertForbidden(as(role), sql);
    }
    // These are for no transaction.
    for (String sql : List.of("create database invented", "alter system set fsync = off")) {
      assertThatExceptionOfType(SQLException.class)
          .isThrownBy(() -> execute(as(role), sql))
          .satisfies(e -> assertThat(e.getSQLState()).as(sql).isEqualTo(FORBIDDEN));
    }
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "MIGRATOR")
  void only_the_migrator_makes_anything(DatabaseRole role) throws SQLException {
    List<String> makings =
        List.of(
            "create schema invented",
            "create table farm.invented (number int)",
            "create table quartz.invented (number int)",
            "create view farm.invented as select 1 as number",
            "create function farm.invented() returns int language sql as 'select 1'",
            "drop schema farm cascade");
    for (String sql : makings) {
      assertForbidden(as(role), sql);
      assertAllowed(migrator, sql);
    }
    for (String sql :
        List.of(
            "create table public.invented (number int)",
            "create temporary table invented (number int)",
            "update farm.flyway_schema_history set success = false",
            "select setval('farm.attempt_id_seq', 1)",
            "set role reelmill_migrator")) {
      assertForbidden(as(role), sql);
    }
    assertAllowed(as(role), "select max(version) from farm.flyway_schema_history");
  }

  @Test
  void numbers_of_attempts_are_drawn_by_coordinators_alone() throws SQLException {
    assertAllowed(coordinator, "select nextval('farm.attempt_id_seq')");
    assertForbidden(site, "select nextval('farm.attempt_id_seq')");
  }

  @Test
  void a_second_migration_has_nothing_to_do_and_the_version_is_the_last_one() throws SQLException {
    assertThat(Schema.migrate(server.settings(DatabaseRole.MIGRATOR))).isZero();
    assertThat(
            values(superuser, "select max(version::int) from farm.flyway_schema_history")
                .getFirst())
        .isEqualTo(Integer.toString(Schema.VERSION));
  }

  @Test
  void database_of_one_owner_is_taken_over() throws SQLException {
    DatabaseSettings old = inDatabase("taken", server.settings());
    execute(superuser, "create database taken");
    try (Connection owner = connect(old)) {
      assertThat(Schema.migrate(old)).isPositive();
      execute(owner, "insert into farm.video (id, title) values ('kept', 'Kept')");
      for (int times = 0; times < 2; times++) {
        for (String sql : new RoleScript("taken", Map.of()).inDatabase()) {
          execute(owner, sql);
        }
      }
      Schema.migrate(inDatabase("taken", server.settings(DatabaseRole.MIGRATOR)));
      assertThat(
              values(
                  owner,
                  "select distinct tableowner from pg_tables where schemaname in ('farm', 'quartz')"))
          .containsExactly(DatabaseRole.MIGRATOR.roleName());
    }
    try (Connection reader = connect(inDatabase("taken", server.settings(DatabaseRole.SITE)))) {
      assertThat(values(reader, "select title from farm.video")).containsExactly("Kept");
    }
  }

  @Test
  void roles_that_come_after_the_schema_get_their_rights_at_the_next_migration() {
    assertThat(new R__grants(DatabaseRights.grants(Set.of())).getChecksum())
        .isNotEqualTo(
            new R__grants(DatabaseRights.grants(Set.of(DatabaseRole.SITE))).getChecksum());
  }

  @Test
  void program_that_only_looks_says_what_to_run() throws SQLException {
    execute(superuser, "create database bare");
    try (Connection owner = connect(inDatabase("bare", server.settings()))) {
      for (String sql : new RoleScript("bare", Map.of()).inDatabase()) {
        execute(owner, sql);
      }
      assertRefused("no schema of Reelmill's");
      Schema.migrate(inDatabase("bare", server.settings(DatabaseRole.MIGRATOR)));
      Database.open(inDatabase("bare", server.settings(DatabaseRole.SITE))).close();

      execute(owner, "delete from farm.flyway_schema_history where version = '002'");
      assertRefused("of version 1, and this program needs 2");
      execute(owner, "revoke usage on schema farm from reelmill_site");
      assertRefused("no rights there yet");
    }
  }

  private static void assertRefused(String words) {
    assertThatExceptionOfType(ReelmillException.class)
        .isThrownBy(() -> Database.open(inDatabase("bare", server.settings(DatabaseRole.SITE))))
        .withMessageContaining(words)
        .withMessageContaining("'reelmill database migrate'");
  }

  private static DatabaseSettings inDatabase(String name, DatabaseSettings settings) {
    return new DatabaseSettings(
        settings.url().replaceFirst("/postgres$", "/" + name),
        settings.user(),
        settings.password(),
        settings.connections(),
        settings.migrate());
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
