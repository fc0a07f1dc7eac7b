package dev.reelmill.worker.ffmpeg;

import dev.reelmill.common.media.Loudness;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a process ended.
 *
 * @param exitCode its exit status; above 128 is no proof of a signal
 * @param complaints its warnings and errors, the last ones where there were many
 * @param frames that it said it had put out, the first output's where it has several
 * @param cpu user and system time of all its threads
 * @param loudness what it measured of sound; absent if it did not, or there is only silence
 */
public record RunResult(
    int exitCode, List<String> complaints, long frames, Duration cpu, @Nullable Loudness loudness) {

  /** Complaints that somebody reads through. */
  private static final int MOST_WORDS = 5;

  public RunResult {
    complaints = List.copyOf(complaints);
  }

  public boolean succeeded() {
    return exitCode == 0;
  }

  /**
   * The complaints in one text, for messages; never empty. Of many, the first ones, which name the
   * cause, and the last one, which names the end.
   */
  public String words() {
    if (complaints.isEmpty()) {
      return "no message";
    }
    if (complaints.size() <= MOST_WORDS) {
      return String.join("; ", complaints);
    }
    return String.join("; ", complaints.subList(0, MOST_WORDS - 1))
        + "; …; "
        + complaints.getLast();
  }

  /** Whether a complaint contains one of these. */
  public boolean says(String... words) {
    return complaints.stream().anyMatch(line -> List.of(words).stream().anyMatch(line::contains));
  }
}
