package dev.reelmill.worker.ffmpeg;

import dev.reelmill.common.media.Loudness;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the lines that FFmpeg's {@code ebur128} prints at its end.
 *
 * @see <a href="https://ffmpeg.org/ffmpeg-filters.html#ebur128-1">ebur128</a>
 */
final class LoudnessSummary {

  /** What it says of sound that never passes its absolute gate. */
  private static final double GATE_LUFS = -70;

  private static final Pattern LINE =
      Pattern.compile("\\s+(I|LRA|Peak):\\s+(-?[0-9.]+|-?inf|nan) (?:LUFS|LU|dBFS)");

  private final Map<String, String> values = new HashMap<>();

  /** Whether the line belongs to a summary; it is remembered then. */
  boolean hear(String line) {
    Matcher matcher = LINE.matcher(line);
    if (!matcher.matches()) {
      return false;
    }
    values.put(matcher.group(1), matcher.group(2));
    return true;
  }

  /** What was said last; empty if nothing was, or the sound is silence. */
  Optional<Loudness> loudness() {
    List<Optional<Double>> numbers = List.of(number("I"), number("LRA"), number("Peak"));
    if (numbers.stream().anyMatch(Optional::isEmpty)
        || numbers.getFirst().orElseThrow() <= GATE_LUFS) {
      return Optional.empty();
    }
    return Optional.of(
        new Loudness(
            numbers.get(0).orElseThrow(),
            numbers.get(1).orElseThrow(),
            numbers.get(2).orElseThrow()));
  }

  private Optional<Double> number(String name) {
    String text = values.getOrDefault(name, "nan");
    return text.matches("-?\\d+(\\.\\d+)?")
        ? Optional.of(Double.parseDouble(text))
        : Optional.empty();
  }
}
