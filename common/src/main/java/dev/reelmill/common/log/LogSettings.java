package dev.reelmill.common.log;

import dev.reelmill.common.config.Setting;
import dev.reelmill.common.config.Settings;
import java.util.List;

/**
 * What is logged, and how it looks.
 *
 * @param level from which lines are shown
 * @param format of a line
 */
public record LogSettings(LogLevel level, LogFormat format) {

  /** How much is said. */
  public enum LogLevel {
    ERROR,
    WARN,
    INFO,
    DEBUG,
    TRACE
  }

  /** How a line looks. */
  public enum LogFormat {
    /** For people. */
    TEXT,
    /** One JSON object a line. */
    JSON
  }

  public static final Setting<LogLevel> LEVEL =
      Setting.choice("log.level", "info", LogLevel.class, "From which level lines are logged");
  public static final Setting<LogFormat> FORMAT =
      Setting.choice("log.format", "text", LogFormat.class, "How a line of the log looks");

  public static final List<Setting<?>> ALL = List.of(LEVEL, FORMAT);

  public static LogSettings from(Settings settings) {
    return new LogSettings(settings.get(LEVEL), settings.get(FORMAT));
  }
}
