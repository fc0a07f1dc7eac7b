package dev.reelmill.coordinator.publish;

import dev.reelmill.common.media.TrackLabel;
import dev.reelmill.common.media.TrackRole;
import dev.reelmill.common.text.Languages;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What manifests call tracks of sound and text. */
final class TrackNames {

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

  /** As RFC 5646 wants it. */
  static Optional<String> language(TrackLabel label) {
    return Optional.ofNullable(label.language()).flatMap(Languages::tag);
  }

  private static String name(TrackLabel label, int number) {
    if (label.title() != null) {
      return label.title();
    }
    String base = language(label).map(Languages::name).orElse("Track " + number);
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
}
