package dev.reelmill.common.config;

import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.failure.ReelmillException;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The values in force, each with where it came from. Later layers win: defaults, file, environment,
 * flags. A key that no setting declares is an error that names the nearest one that does.
 */
public final class Settings {

  private record Value(String text, String origin) {}

  /** Variables that tests are told by; no setting begins like this. */
  private static final String OF_TESTS = "REELMILL_TEST_";

  private final Map<String, Value> values = new TreeMap<>();
  private final Map<String, Setting<?>> known = new LinkedHashMap<>();
  private final List<String> forwardedPrefixes;
  private final Map<String, String> forwarded = new TreeMap<>();

  private Settings(Collection<Setting<?>> known, List<String> forwardedPrefixes) {
    this.forwardedPrefixes = List.copyOf(forwardedPrefixes);
    for (Setting<?> setting : known) {
      if (this.known.put(setting.key(), setting) != null) {
        throw new IllegalArgumentException("setting declared twice: " + setting.key());
      }
    }
  }

  /**
   * Reads all layers.
   *
   * @param known every setting of this program
   * @param forwardedPrefixes of settings that another program, started by this one, will check
   * @param file absent if there is none; a Java properties file
   * @param environment {@code System.getenv()}
   * @param flags keys to values
   * @throws ReelmillException {@link FailureCode#INVALID} for an unknown key or a value that its
   *     setting does not take
   */
  public static Settings read(
      Collection<Setting<?>> known,
      List<String> forwardedPrefixes,
      @Nullable Path file,
      Map<String, String> environment,
      Map<String, String> flags) {
    Settings settings = new Settings(known, forwardedPrefixes);
    if (file != null) {
      load(file).forEach((key, text) -> settings.put(key, text, file.toString()));
    }
    settings.known.values().forEach(setting -> settings.takeFrom(environment, setting));
    settings.refuseUnknown(environment);
    flags.forEach((key, text) -> settings.put(key, text, "the command line"));
    return settings;
  }

  /** The value in force. */
  public <T> Optional<T> find(Setting<T> setting) {
    Value value = values.get(setting.key());
    String text = value != null ? value.text() : setting.defaultText();
    return text == null ? Optional.empty() : Optional.of(parse(setting, text, origin(setting)));
  }

  /**
   * The value in force.
   *
   * @throws ReelmillException {@link FailureCode#INVALID} if it has neither value nor default
   */
  public <T> T get(Setting<T> setting) {
    return find(setting)
        .orElseThrow(
            () ->
                new ReelmillException(
                    FailureCode.INVALID,
                    setting.key()
                        + " is not set, and has no default ("
                        + setting.meaning()
                        + "). Set it in the configuration file, as "
                        + setting.environmentName()
                        + " or with --set "
                        + setting.key()
                        + "=…"));
  }

  /** What another program is to be given, as environment variables. */
  public Map<String, String> forwarded() {
    return Map.copyOf(forwarded);
  }

  /** These settings with one more on top, as if given on the command line. */
  public <T> Settings with(Setting<T> setting, String text) {
    Settings copy = new Settings(known.values(), forwardedPrefixes);
    copy.values.putAll(values);
    copy.forwarded.putAll(forwarded);
    copy.put(setting.key(), text, "this program");
    return copy;
  }

  /** These settings, with another value for one that nobody has set. */
  public <T> Settings usually(Setting<T> setting, String text) {
    return values.containsKey(setting.key()) ? this : with(setting, text);
  }

  private String origin(Setting<?> setting) {
    Value value = values.get(setting.key());
    return value == null ? "its default" : value.origin();
  }

  private void put(String key, String text, String origin) {
    Setting<?> setting = known.get(key);
    if (setting == null && forwardedPrefixes.stream().anyMatch(key::startsWith)) {
      forwarded.put(Setting.environmentName(key), text.strip());
      return;
    }
    if (setting == null) {
      throw unknown(key, origin, key, known.keySet());
    }
    parse(setting, text.strip(), origin);
    values.put(key, new Value(text.strip(), origin));
  }

  private void takeFrom(Map<String, String> environment, Setting<?> setting) {
    String text = environment.get(setting.environmentName());
    if (text != null) {
      put(setting.key(), text, "the environment (" + setting.environmentName() + ")");
    }
  }

  private void refuseUnknown(Map<String, String> environment) {
    List<String> names = known.values().stream().map(Setting::environmentName).toList();
    List<String> prefixes = forwardedPrefixes.stream().map(Setting::environmentName).toList();
    for (String name : environment.keySet()) {
      if (prefixes.stream().anyMatch(name::startsWith)) {
        forwarded.put(name, environment.getOrDefault(name, ""));
      } else if (name.startsWith("REELMILL_")
          && !name.startsWith(OF_TESTS)
          && !names.contains(name)) {
        throw unknown(name, "the environment", name, names);
      }
    }
  }

  private static ReelmillException unknown(
      String key, String origin, String wanted, Collection<String> candidates) {
    String nearest =
        candidates.stream()
            .min(Comparator.comparingInt(candidate -> distance(wanted, candidate)))
            .orElse("");
    return new ReelmillException(
        FailureCode.INVALID,
        "unknown setting " + key + " in " + origin + "; did you mean " + nearest + "?");
  }

  private static <T> T parse(Setting<T> setting, String text, String origin) {
    try {
      return setting.parser().apply(text);
    } catch (IllegalArgumentException e) {
      throw new ReelmillException(
          FailureCode.INVALID, setting.key() + " in " + origin + ": " + e.getMessage(), e);
    }
  }

  private static Map<String, String> load(Path file) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      throw new ReelmillException(
          FailureCode.INVALID,
          "can't read the configuration file " + file + ": " + e.getMessage(),
          e);
    }
    Map<String, String> loaded = new TreeMap<>();
    properties.stringPropertyNames().forEach(key -> loaded.put(key, properties.getProperty(key)));
    return loaded;
  }

  /** Levenshtein's: how many letters have to change. */
  static int distance(String left, String right) {
    int[] previous = new int[right.length() + 1];
    for (int j = 0; j <= right.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= left.length(); i++) {
      int[] current = new int[right.length() + 1];
      current[0] = i;
      for (int j = 1; j <= right.length(); j++) {
        int replaced = previous[j - 1] + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(replaced, Math.min(previous[j], current[j - 1]) + 1);
      }
      previous = current;
    }
    return previous[right.length()];
  }
}
