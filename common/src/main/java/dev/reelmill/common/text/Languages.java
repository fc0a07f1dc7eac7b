package dev.reelmill.common.text;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Names of languages as players want them: BCP 47, which takes the two letters of ISO 639-1 where
 * there are some. Containers have the three of ISO 639-2, in two flavours.
 */
public final class Languages {

  /** ISO 639-2/B, where it differs from /T. */
  private static final Map<String, String> BIBLIOGRAPHIC =
      Map.ofEntries(
          Map.entry("alb", "sq"),
          Map.entry("arm", "hy"),
          Map.entry("baq", "eu"),
          Map.entry("bur", "my"),
          Map.entry("chi", "zh"),
          Map.entry("cze", "cs"),
          Map.entry("dut", "nl"),
          Map.entry("fre", "fr"),
          Map.entry("geo", "ka"),
          Map.entry("ger", "de"),
          Map.entry("gre", "el"),
          Map.entry("ice", "is"),
          Map.entry("mac", "mk"),
          Map.entry("mao", "mi"),
          Map.entry("may", "ms"),
          Map.entry("per", "fa"),
          Map.entry("rum", "ro"),
          Map.entry("slo", "sk"),
          Map.entry("tib", "bo"),
          Map.entry("wel", "cy"));

  private static final Map<String, String> SHORT = shortNames();

  private Languages() {}

  /** The tag of a language; empty if the text is none. */
  public static Optional<String> tag(String text) {
    String tag = text.strip().replace('_', '-');
    if (!tag.matches("[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,3}")) {
      return Optional.empty();
    }
    String[] parts = tag.split("-", 2);
    String primary = parts[0].toLowerCase(Locale.ROOT);
    String name = SHORT.get(primary);
    return name == null
        ? Optional.empty()
        : Optional.of(canonical(parts.length == 1 ? name : name + "-" + parts[1]));
  }

  /** With each part in its usual case: {@code en-US}. */
  private static String canonical(String tag) {
    return Locale.forLanguageTag(tag).toLanguageTag();
  }

  /** What a reader calls it, in English; the tag itself where Java knows no name. */
  public static String name(String tag) {
    return Locale.forLanguageTag(tag).getDisplayName(Locale.ENGLISH);
  }

  private static Map<String, String> shortNames() {
    Map<String, String> names = new HashMap<>(BIBLIOGRAPHIC);
    for (String language : Locale.getISOLanguages()) {
      names.put(language, language);
      names.put(Locale.of(language).getISO3Language(), language);
    }
    return names;
  }
}
