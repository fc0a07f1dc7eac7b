package dev.reelmill.common.config;

import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One thing that can be set. Declared as a constant of the class that it configures.
 *
 * @param key as in the file and after {@code --set}: words with dots, {@code broker.url}
 * @param form what a value looks like, for people
 * @param defaultText what holds when nobody sets it; empty if it then has no value
 * @param meaning one sentence
 * @param parser from text; throws {@link IllegalArgumentException} with a message for people
 */
public record Setting<T>(
    String key,
    String form,
    @Nullable String defaultText,
    String meaning,
    Function<String, T> parser) {

  private static final Pattern DURATION = Pattern.compile("(\\d+) ?(ms|s|m|h|d)");
  private static final Duration LONGEST = Duration.ofDays(36_500);
  private static final Pattern SIZE = Pattern.compile("(\\d+) ?([KMGT]?)i?B?");

  /** The environment variable of this setting: {@code REELMILL_BROKER_URL}. */
  public String environmentName() {
    return environmentName(key);
  }

  /** The environment variable of the setting with this key. */
  public static String environmentName(String key) {
    return "REELMILL_" + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }

  public static Setting<String> text(String key, @Nullable String defaultText, String meaning) {
    return new Setting<>(key, "text", defaultText, meaning, Function.identity());
  }

  public static Setting<Path> path(String key, @Nullable String defaultText, String meaning) {
    return new Setting<>(key, "path", defaultText, meaning, Path::of);
  }

  /** A whole number from {@code least} to {@code most}. */
  public static Setting<Integer> number(
      String key, @Nullable String defaultText, int least, int most, String meaning) {
    return new Setting<>(
        key,
        "number, " + least + " to " + most,
        defaultText,
        meaning,
        text -> {
          try {
            int value = Integer.parseInt(text);
            if (value >= least && value <= most) {
              return value;
            }
          } catch (NumberFormatException e) {
            // said below
          }
          throw new IllegalArgumentException(
              "'" + text + "' is not a whole number from " + least + " to " + most);
        });
  }

  public static Setting<Boolean> flag(String key, String defaultText, String meaning) {
    return choice(key, defaultText, List.of("true", "false"), meaning, Boolean::parseBoolean);
  }

  /** One of the names of an enum, in lower case with hyphens. */
  public static <E extends Enum<E>> Setting<E> choice(
      String key, String defaultText, Class<E> type, String meaning) {
    List<String> names =
        Arrays.stream(type.getEnumConstants())
            .map(constant -> constant.name().toLowerCase(Locale.ROOT).replace('_', '-'))
            .toList();
    return choice(
        key,
        defaultText,
        names,
        meaning,
        text -> Enum.valueOf(type, text.toUpperCase(Locale.ROOT).replace('-', '_')));
  }

  /** {@code 500ms}, {@code 30s}, {@code 5m}, {@code 2h}, {@code 7d}. */
  public static Setting<Duration> duration(String key, String defaultText, String meaning) {
    return new Setting<>(
        key, "duration (500ms, 30s, 5m, 2h, 7d)", defaultText, meaning, Setting::parseDuration);
  }

  /** Bytes: {@code 500M}, {@code 20G}; powers of 1024. */
  public static Setting<Long> size(String key, String defaultText, String meaning) {
    return new Setting<>(key, "size (500M, 20G)", defaultText, meaning, Setting::parseSize);
  }

  private static <T> Setting<T> choice(
      String key, String defaultText, List<String> names, String meaning, Function<String, T> of) {
    return new Setting<>(
        key,
        String.join(" or ", names),
        defaultText,
        meaning,
        text -> {
          if (!names.contains(text)) {
            throw new IllegalArgumentException(
                "'" + text + "' is not one of " + String.join(", ", names));
          }
          return of.apply(text);
        });
  }

  private static Duration parseDuration(String text) {
    Matcher matcher = DURATION.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "'" + text + "' is not a duration such as 500ms, 30s, 5m, 2h or 7d");
    }
    ChronoUnit unit =
        switch (matcher.group(2)) {
          case "ms" -> ChronoUnit.MILLIS;
          case "s" -> ChronoUnit.SECONDS;
          case "m" -> ChronoUnit.MINUTES;
          case "h" -> ChronoUnit.HOURS;
          default -> ChronoUnit.DAYS;
        };
    long amount = amount(matcher.group(1), text);
    if (amount > LONGEST.dividedBy(unit.getDuration())) {
      throw tooLarge(text);
    }
    return unit.getDuration().multipliedBy(amount);
  }

  private static long parseSize(String text) {
    Matcher matcher = SIZE.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("'" + text + "' is not a size such as 500M or 20G");
    }
    int power = matcher.group(2).isEmpty() ? 0 : "KMGT".indexOf(matcher.group(2)) + 1;
    long amount = amount(matcher.group(1), text);
    if (amount > Long.MAX_VALUE >> (10 * power)) {
      throw tooLarge(text);
    }
    return amount << (10 * power);
  }

  /** Nothing anybody means has more than fifteen digits; less than that can't overflow. */
  private static long amount(String digits, String text) {
    if (digits.length() > 15) {
      throw tooLarge(text);
    }
    return Long.parseLong(digits);
  }

  private static IllegalArgumentException tooLarge(String text) {
    return new IllegalArgumentException("'" + text + "' is too large");
  }
}
