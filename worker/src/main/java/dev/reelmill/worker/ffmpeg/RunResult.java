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

  public RunResult {
    complaints = List.copyOf(complaints);
  }

  public boolean succeeded() {
    return exitCode == 0;
  }

  /** The complaints in one text, for messages; never empty. */
  public String words() {
    return complaints.isEmpty() ? "no message" : String.join("; ", complaints);
  }

  /** Whether a complaint contains one of these. */
  public boolean says(String... words) {
    return complaints.stream().anyMatch(line -> List.of(words).stream().anyMatch(line::contains));
  }
}
