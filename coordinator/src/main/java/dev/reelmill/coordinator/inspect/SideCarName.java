package dev.reelmill.coordinator.inspect;

import dev.reelmill.common.media.TextFacts;
import dev.reelmill.common.media.TrackLabel;
import dev.reelmill.common.media.TrackRole;
import dev.reelmill.common.text.Languages;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the name of a subtitle file says: {@code clip.en.forced.srt} is English, and SubRip.
 *
 * @param format FFmpeg's demuxer
 * @param codec of its one track
 * @param label what the words between name and ending tell
 */
record SideCarName(String format, String codec, TrackLabel label) {

  private static final Map<String, String[]> FORMATS =
      Map.of(
          "srt", new String[] {"srt", "subrip"},
          "vtt", new String[] {"webvtt", "webvtt"},
          "ass", new String[] {"ass", "ass"},
          "ssa", new String[] {"ass", "ass"});

  private static final Map<String, TrackRole> ROLES =
      Map.of(
          "forced", TrackRole.FORCED,
          "sdh", TrackRole.HEARING_IMPAIRED,
          "cc", TrackRole.HEARING_IMPAIRED,
          "hi", TrackRole.HEARING_IMPAIRED,
          "commentary", TrackRole.COMMENTARY);

  private static final String DEFAULT = "default";

  /** Empty for a file that is no subtitles by its ending. */
  static Optional<SideCarName> of(String fileName) {
    List<String> words = Arrays.asList(fileName.split("\\.", -1));
    String[] format = FORMATS.get(words.getLast().toLowerCase(Locale.ROOT));
    if (format == null || words.size() < 2) {
      return Optional.empty();
    }
    // Behind the name itself, from the ending on as far as words are known.
    List<String> told = new ArrayList<>(words.subList(1, words.size() - 1));
    Collections.reverse(told);
    List<TrackRole> roles = new ArrayList<>();
    String language = null;
    boolean isDefault = false;
    for (String word : told) {
      String lower = word.toLowerCase(Locale.ROOT);
      Optional<String> tag = Languages.tag(word);
      // "hi" is Hindi, unless a language stands before it.
      boolean role = ROLES.containsKey(lower) && !(lower.equals("hi") && told.size() == 1);
      if (role) {
        roles.add(ROLES.get(lower));
      } else if (lower.equals(DEFAULT)) {
        isDefault = true;
      } else if (tag.isPresent() && language == null) {
        language = tag.get();
      } else {
        break;
      }
    }
    return Optional.of(named(format, language, isDefault, roles));
  }

  private static SideCarName named(
      String[] format, @Nullable String language, boolean isDefault, List<TrackRole> roles) {
    return new SideCarName(format[0], format[1], new TrackLabel(language, null, isDefault, roles));
  }

  /** Its one track. */
  TextFacts track() {
    return new TextFacts(0, codec, label);
  }
}
