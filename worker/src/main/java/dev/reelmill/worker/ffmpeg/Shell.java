package dev.reelmill.worker.ffmpeg;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Commands as a person can paste them into a shell. */
final class Shell {

  private static final Pattern PLAIN = Pattern.compile("[a-zA-Z0-9_/.,:=+@%^-]+");

  private Shell() {}

  static String quote(Map<String, String> environment, List<String> command) {
    Stream<String> libraries =
        Stream.ofNullable(environment.get("LD_LIBRARY_PATH"))
            .map(path -> "LD_LIBRARY_PATH=" + quote(path));
    return Stream.concat(libraries, command.stream().map(Shell::quote))
        .collect(Collectors.joining(" "));
  }

  private static String quote(String word) {
    return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
