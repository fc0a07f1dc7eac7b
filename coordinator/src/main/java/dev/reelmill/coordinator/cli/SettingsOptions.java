package dev.reelmill.coordinator.cli;

import dev.reelmill.common.config.Setting;
import dev.reelmill.common.config.Settings;
import dev.reelmill.common.log.LogSettings;
import dev.reelmill.coordinator.CoordinatorSettings;
import dev.reelmill.coordinator.SiteSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Where settings come from, the same for every command that has some. */
final class SettingsOptions {

  /** Read if it exists and no other is named. */
  static final Path USUAL_FILE = Path.of("reelmill.properties");

  /** Checked by the workers, to whom they are handed on. */
  private static final List<String> OF_WORKERS = List.of("worker.", "ffmpeg.");

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Settings file (default: ./reelmill.properties).")
  private @Nullable Path file;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "One setting; docs/configuration.md lists them.")
  private Map<String, String> flags = new LinkedHashMap<>();

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  /** Reads them all. */
  Settings read() {
    Path chosen = file != null ? file : Files.exists(USUAL_FILE) ? USUAL_FILE : null;
    Settings settings = Settings.read(known(), OF_WORKERS, chosen, System.getenv(), flags);
    return command.root().userObject() instanceof ReelmillProgram program && program.isDebugging()
        ? settings.with(LogSettings.LEVEL, "debug")
        : settings;
  }

  /** Reads them, with some given by options of their own. */
  Settings read(Map<Setting<?>, String> more) {
    more.forEach((setting, text) -> flags.put(setting.key(), text));
    return read();
  }

  /** The defaults with some set, whatever file and environment say. */
  static Settings defaults(Map<Setting<?>, String> more) {
    Map<String, String> flags = new LinkedHashMap<>();
    more.forEach((setting, text) -> flags.put(setting.key(), text));
    return Settings.read(known(), OF_WORKERS, null, Map.of(), flags);
  }

  static List<Setting<?>> known() {
    return Stream.of(CoordinatorSettings.ALL, SiteSettings.ALL, LogSettings.ALL)
        .<Setting<?>>flatMap(List::stream)
        .toList();
  }
}
