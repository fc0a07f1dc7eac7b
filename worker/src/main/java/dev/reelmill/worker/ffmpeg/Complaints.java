package dev.reelmill.worker.ffmpeg;

import dev.reelmill.common.media.Loudness;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a process says on stderr, reduced to what matters: its last warnings and errors, its CPU
 * time, and what it measured. Relies on {@code -loglevel level+…}, which writes each line's level
 * in brackets.
 *
 * @see <a href="https://ffmpeg.org/ffmpeg.html#Generic-options">ffmpeg -loglevel, -benchmark</a>
 */
final class Complaints {

  private static final int MOST_CHARACTERS = 8 * 1024;
  private static final int MOST_OF_A_LINE = 500;
  private static final Pattern QUIET = Pattern.compile("\\[(info|verbose|debug|trace)]");

  /** Of the limit on its CPU time, which it says as if it were nothing (SIGXCPU). */
  private static final String OUT_OF_TIME = "Exiting normally, received signal 24";

  private static final Pattern LEVEL = Pattern.compile("\\[(panic|fatal|error|warning|info)] ");
  private static final Pattern ADDRESS = Pattern.compile(" @ 0x[0-9a-f]+");
  private static final Pattern BENCH =
      Pattern.compile("bench: utime=(\\d+)\\.(\\d+)s stime=(\\d+)\\.(\\d+)s.*");

  /** Said by every call, and of no use to anyone: see the reasons beside each. */
  private static final List<String> NOISE =
      List.of(
          // The dynamic linker, about a stand-in for a library that is not needed.
          "no version information available",
          // The CMAF muxer, each time: there is meant to be none.
          "No meaningful edit list will be written",
          // -timelimit above the sandbox's own limit on CPU time, which stays.
          "setrlimit: Operation not permitted",
          // That -noaccurate_seek does nothing without transcoding; it does.
          "-noaccurate_seek");

  private final Deque<String> lines = new ArrayDeque<>();
  private final LoudnessSummary loudness = new LoudnessSummary();
  private int characters;
  private Duration cpu = Duration.ZERO;

  synchronized void hear(String line) {
    Matcher bench = BENCH.matcher(line);
    if (bench.find()) {
      cpu = micros(bench.group(1), bench.group(2)).plus(micros(bench.group(3), bench.group(4)));
    } else if (!loudness.hear(line)
        && !line.isBlank()
        && (!QUIET.matcher(line).find() || line.contains(OUT_OF_TIME))
        && NOISE.stream().noneMatch(line::contains)) {
      keep(clean(line));
    }
  }

  synchronized List<String> lines() {
    return List.copyOf(lines);
  }

  synchronized Duration cpu() {
    return cpu;
  }

  synchronized Optional<Loudness> loudness() {
    return loudness.loudness();
  }

  private void keep(String line) {
    if (line.equals(lines.peekLast())) {
      return;
    }
    lines.addLast(line);
    characters += line.length();
    while (characters > MOST_CHARACTERS) {
      characters -= lines.removeFirst().length();
    }
  }

  private static String clean(String line) {
    String text = ADDRESS.matcher(LEVEL.matcher(line).replaceFirst("")).replaceAll("");
    return text.length() <= MOST_OF_A_LINE ? text : text.substring(0, MOST_OF_A_LINE) + "…";
  }

  private static Duration micros(String seconds, String fraction) {
    String nanos = (fraction + "000000000").substring(0, 9);
    return Duration.ofSeconds(Long.parseLong(seconds), Long.parseLong(nanos));
  }
}
