package dev.reelmill.coordinator.cli;

import dev.reelmill.common.config.Settings;
import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.failure.ReelmillException;
import dev.reelmill.common.log.LogSettings;
import dev.reelmill.common.log.Logging;
import dev.reelmill.coordinator.database.DatabaseRole;
import dev.reelmill.coordinator.database.DatabaseSettings;
import dev.reelmill.coordinator.database.RoleScript;
import dev.reelmill.coordinator.database.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prepares a PostgreSQL that runs by itself; needs no farm. */
@Command(
    name = "database",
    synopsisSubcommandLabel = "COMMAND",
    description = "Prepare a PostgreSQL that runs by itself.")
final class DatabaseCommand {

  @Spec private CommandSpec spec;

  @Command(
      name = "roles",
      description =
          "Print what a superuser feeds to psql: it makes the database and the three roles, or takes"
              + " over what is there. It may be done again.")
  int roles(
      @Option(
              names = "--database",
              defaultValue = "reelmill",
              paramLabel = "NAME",
              description = "By default ${DEFAULT-VALUE}.")
          String database,
      @Option(
              names = "--passwords",
              paramLabel = "DIR",
              description =
                  "Folder of the files migrator, coordinator and site, each with that role's"
                      + " password; without it, or without a file, passwords stay as they are.")
          @Nullable Path folder) {
    Map<DatabaseRole, String> passwords = folder == null ? Map.of() : passwords(folder);
    spec.commandLine().getOut().print(new RoleScript(database, passwords).forPsql());
    spec.commandLine().getOut().flush();
    return 0;
  }

  private static Map<DatabaseRole, String> passwords(Path folder) {
    Map<DatabaseRole, String> found = new EnumMap<>(DatabaseRole.class);
    for (DatabaseRole role : DatabaseRole.values()) {
      Path file = folder.resolve(role.shortName());
      if (Files.exists(file)) {
        found.put(role, read(file));
      }
    }
    if (found.isEmpty()) {
      throw new ReelmillException(
          FailureCode.INVALID,
          folder + " has none of the files migrator, coordinator and site with their passwords");
    }
    return found;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new ReelmillException(FailureCode.INVALID, "can't read " + file + ": " + e, e);
    }
  }

  @Command(
      name = "migrate",
      description =
          "Bring the schema to this program's version, and give the roles their rights; as the role"
              + " that owns it. It may be done again.")
  int migrate(@Mixin SettingsOptions settings) {
    Settings all = settings.read();
    Logging.configure(LogSettings.from(all));
    DatabaseSettings database = DatabaseSettings.from(all);
    int done = Schema.migrate(database);
    spec.commandLine().getOut().printf("Migrations carried out: %d%n", done);
    spec.commandLine().getOut().flush();
    return 0;
  }
}
