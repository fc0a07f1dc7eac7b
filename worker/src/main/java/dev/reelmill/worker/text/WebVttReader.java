package dev.reelmill.worker.text;

import dev.reelmill.common.media.Rational;
import dev.reelmill.common.text.Cue;
import dev.reelmill.common.text.CueText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Takes the cues out of a WebVTT file that FFmpeg wrote, cleans them and shifts them. */
final class WebVttReader {

  private static final int MOST_CUES = 50_000;
  private static final int LONGEST_CUE = 4000;
  private static final String TIME = "(-?)(?:(\\d{1,4}):)?(\\d{2}):(\\d{2})\\.(\\d{3})";
  private static final Pattern TIMING = Pattern.compile(TIME + " --> " + TIME + "(.*)");
  private static final Pattern SETTING =
      Pattern.compile("(?:align|line|position|size|vertical):[a-z0-9.,%-]{1,40}");

  private final long originMillis;
  private final long durationMillis;

  /**
   * @param origin the time, in seconds, that becomes 0
   * @param duration after which nothing is shown, in seconds
   */
  WebVttReader(Rational origin, Rational duration) {
    this.originMillis = origin.times(1000).round();
    this.durationMillis = duration.times(1000).round();
  }

  /** The cues that show something, by their time. */
  List<Cue> cues(String file) {
    List<Cue> cues = new ArrayList<>();
    for (String block : file.split("\\n{2,}", -1)) {
      String[] lines = block.split("\n", -1);
      int timing = 0;
      while (timing < lines.length && !lines[timing].contains(" --> ")) {
        timing++;
      }
      if (timing < lines.length && cues.size() < MOST_CUES) {
        String text = Stream.of(lines).skip(timing + 1L).collect(Collectors.joining("\n"));
        cue(lines[timing], text).ifPresent(cues::add);
      }
    }
    cues.sort(Comparator.comparingLong(Cue::startMillis));
    return cues;
  }

  private Optional<Cue> cue(String timing, String text) {
    Matcher matcher = TIMING.matcher(timing);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    long start = Math.max(0, millis(matcher, 1) - originMillis);
    long end = Math.min(durationMillis, millis(matcher, 6) - originMillis);
    String clean = CueText.clean(text.substring(0, Math.min(text.length(), LONGEST_CUE)));
    return clean.isEmpty() || end <= start
        ? Optional.empty()
        : Optional.of(new Cue(start, end, settings(matcher.group(11)), clean));
  }

  private static long millis(Matcher matcher, int group) {
    String hours = matcher.group(group + 1);
    long millis =
        (hours == null ? 0 : Long.parseLong(hours)) * 3_600_000
            + Long.parseLong(matcher.group(group + 2)) * 60_000
            + Long.parseLong(matcher.group(group + 3)) * 1000
            + Long.parseLong(matcher.group(group + 4));
    return matcher.group(group).isEmpty() ? millis : -millis;
  }

  private static String settings(String text) {
    return Stream.of(text.strip().split("\\s+", -1))
        .filter(setting -> SETTING.matcher(setting).matches())
        .collect(Collectors.joining(" "));
  }
}
