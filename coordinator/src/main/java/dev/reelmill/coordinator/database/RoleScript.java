package dev.reelmill.coordinator.database;

import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.failure.ReelmillException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.postgresql.util.PasswordUtil;

/**
 * What a superuser does once, so that the farm needs none: roles, and who owns the database. To be
 * done again without harm.
 */
public final class RoleScript {

  private static final String NAME = "[a-z_][a-z0-9_]{0,62}";
  private static final String MIGRATOR = DatabaseRole.MIGRATOR.roleName();

  /** Tables of somebody else; their sequences go with them. */
  private static final String TAKE_OVER =
      """
      do $$
      declare
        found record;
      begin
        for found in
          select nspname as name from pg_namespace
          where nspname in ('farm', 'quartz') and nspowner <> 'MIGRATOR'::regrole
        loop
          execute format('alter schema %I owner to MIGRATOR', found.name);
        end loop;
        for found in
          select oid::regclass as name from pg_class
          where relnamespace in (select oid from pg_namespace where nspname in ('farm', 'quartz'))
            and relkind in ('r', 'p', 'v', 'm') and relowner <> 'MIGRATOR'::regrole
        loop
          execute format('alter table %s owner to MIGRATOR', found.name);
        end loop;
      end $$"""
          .replace("MIGRATOR", MIGRATOR);

  private final String database;
  private final Map<DatabaseRole, String> verifiers = new EnumMap<>(DatabaseRole.class);

  /**
   * @param database its name
   * @param passwords of roles that are to get one; others keep theirs
   * @throws ReelmillException {@link FailureCode#INVALID} for a name that would need quotes, or an
   *     empty password
   */
  public RoleScript(String database, Map<DatabaseRole, String> passwords) {
    if (!database.matches(NAME)) {
      throw new ReelmillException(
          FailureCode.INVALID,
          "'" + database + "' is no name for a database: lower case, digits and underscores");
    }
    this.database = database;
    passwords.forEach((role, password) -> verifiers.put(role, verifier(role, password)));
  }

  /** PostgreSQL takes it for the password, and neither it nor its log gets to know that. */
  private static String verifier(DatabaseRole role, String password) {
    if (password.isEmpty()) {
      throw new ReelmillException(
          FailureCode.INVALID, "the password of " + role.roleName() + " is empty");
    }
    return PasswordUtil.encodeScramSha256(password.toCharArray());
  }

  /** All of it, where the database is there already and it is what one is connected to. */
  public List<String> inDatabase() {
    return Stream.concat(roles().stream(), ownership().stream()).toList();
  }

  private List<String> roles() {
    List<String> statements = new ArrayList<>();
    for (DatabaseRole role : DatabaseRole.values()) {
      String name = role.roleName();
      statements.add(
          """
          do $$ begin
            if not exists (select from pg_roles where rolname = '%s') then create role %s; end if;
          end $$"""
              .formatted(name, name));
      String verifier = verifiers.get(role);
      statements.add(
          "alter role "
              + name
              + " login nosuperuser nocreatedb nocreaterole noreplication nobypassrls"
              + (verifier == null ? "" : " password '" + verifier + "'"));
    }
    return statements;
  }

  /** Who may do what with the database as a whole. */
  private List<String> ownership() {
    return List.of(
        "alter database " + database + " owner to " + MIGRATOR,
        "revoke all on database " + database + " from public",
        "grant connect on database %s to %s, %s"
            .formatted(database, DatabaseRole.COORDINATOR.roleName(), DatabaseRole.SITE.roleName()),
        "revoke all on schema public from public",
        TAKE_OVER);
  }

  /** All of it, with the database itself, for {@code psql}. */
  public String forPsql() {
    StringBuilder script = new StringBuilder();
    roles().forEach(statement -> script.append(statement).append(";\n"));
    script.append(
        """
        select 'create database %s owner %s template template0 encoding ''UTF8'''
          where not exists (select from pg_database where datname = '%s') \\gexec
        \\connect %s
        """
            .formatted(database, MIGRATOR, database, database));
    ownership().forEach(statement -> script.append(statement).append(";\n"));
    return script.toString();
  }
}
