package dev.reelmill.common.text;

import java.util.List;
import java.util.Locale;

/**
 * Writes WebVTT.
 *
 * @see <a href="https://www.w3.org/TR/webvtt1/#file-structure">WebVTT, 4.1</a>
 */
public final class WebVtt {

  private WebVtt() {}

  /** A whole file. */
  public static String write(List<Cue> cues) {
    StringBuilder text = new StringBuilder("WEBVTT\n");
    for (Cue cue : cues) {
      text.append('\n')
          .append(time(cue.startMillis()))
          .append(" --> ")
          .append(time(cue.endMillis()));
      if (!cue.settings().isEmpty()) {
        text.append(' ').append(cue.settings());
      }
      text.append('\n').append(cue.text()).append('\n');
    }
    return text.toString();
  }

  /** {@code 01:02:03.456}. */
  static String time(long millis) {
    return String.format(
        Locale.ROOT,
        "%02d:%02d:%02d.%03d",
        millis / 3_600_000,
        millis / 60_000 % 60,
        millis / 1000 % 60,
        millis % 1000);
  }
}
