package dev.reelmill.coordinator.publish;

import dev.reelmill.common.media.TrackLabel;
import dev.reelmill.common.media.TrackRole;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What manifests call tracks of sound and text. */
final class TrackNames {

  /** Codes of three letters that files use beside those that Java knows (ISO 639-2/B). */
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

  private static final Map<String, String> SHORT = shortCodes();

  private TrackNames() {}

  /**
   * A name for people for each track: its title, or its language, or else its number; no two alike.
   */
  static List<String> of(List<TrackLabel> labels) {
    List<String> names = new ArrayList<>();
    for (TrackLabel label : labels) {
      String name = name(label, names.size() + 1);
      String unique = name;
      for (int i = 2; names.contains(unique); i++) {
        unique = name + " " + i;
      }
      names.add(unique);
    }
    return names;
  }

  /** As RFC 5646 wants it: with two letters where a language has such a code. */
  static Optional<String> language(TrackLabel label) {
    return Optional.ofNullable(label.language())
        .map(
            language -> {
              String[] parts = language.split("-", 2);
              String primary = SHORT.getOrDefault(parts[0], parts[0]);
              return Locale.forLanguageTag(parts.length == 1 ? primary : primary + "-" + parts[1])
                  .toLanguageTag();
            })
        .filter(tag -> !tag.equals("und"));
  }

  private static String name(TrackLabel label, int number) {
    if (label.title() != null) {
      return label.title();
    }
    String base =
        language(label)
            .map(tag -> Locale.forLanguageTag(tag).getDisplayName(Locale.ENGLISH))
            .orElse("Track " + number);
    return base + purpose(label);
  }

  private static String purpose(TrackLabel label) {
    if (label.is(TrackRole.COMMENTARY)) {
      return " (commentary)";
    }
    if (label.is(TrackRole.DESCRIPTION)) {
      return " (description)";
    }
    if (label.is(TrackRole.HEARING_IMPAIRED)) {
      return " (for the hard of hearing)";
    }
    return label.is(TrackRole.FORCED) ? " (forced)" : "";
  }

  private static Map<String, String> shortCodes() {
    Map<String, String> codes = new HashMap<>(BIBLIOGRAPHIC);
    for (String two : Locale.getISOLanguages()) {
      codes.put(Locale.of(two).getISO3Language(), two);
    }
    return Map.copyOf(codes);
  }
}
