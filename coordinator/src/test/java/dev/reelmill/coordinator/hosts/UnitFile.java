package dev.reelmill.coordinator.hosts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a systemd unit starts, and as whom.
 *
 * @param user who it runs as
 * @param folder it runs in
 * @param environment all of it, files included
 * @param umask of what it writes
 * @param command words of its ExecStart
 * @param reload words of its ExecReload; empty if it has none
 * @param pidFile where its process is written down if it goes into the background; else empty
 * @param restarts whether it is started again when it ends by itself
 */
record UnitFile(
    String user,
    String folder,
    Map<String, String> environment,
    String umask,
    List<String> command,
    List<String> reload,
    String pidFile,
    boolean restarts) {

  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|'([^']*)'|(\\S+)");

  static boolean exists(Path root, String name) {
    return Files.exists(find(root, name));
  }

  private static Path find(Path root, String name) {
    Path file = root.resolve("etc/systemd/system").resolve(name);
    return Files.exists(file) ? file : root.resolve("lib/systemd/system").resolve(name);
  }

  /** Reads one. */
  static UnitFile read(Path root, String name) throws IOException {
    String user = "root";
    String folder = "/";
    String umask = "0022";
    Map<String, String> environment = new LinkedHashMap<>();
    List<String> command = List.of();
    List<String> reload = List.of();
    String pidFile = "";
    boolean restarts = false;
    for (String line : Files.readString(find(root, name)).replace("\\\n", " ").lines().toList()) {
      int equals = line.indexOf('=');
      String value = equals < 0 ? "" : line.substring(equals + 1).strip();
      switch (equals < 0 ? "" : line.substring(0, equals).strip()) {
        case "User" -> user = value;
        case "WorkingDirectory" -> folder = value;
        case "UMask" -> umask = value;
        case "Environment" -> words(value).forEach(word -> add(environment, word));
        case "EnvironmentFile" -> addFile(root, value, environment);
        case "ExecStart" -> command = words(value);
        case "ExecReload" -> reload = words(value);
        case "PIDFile" -> pidFile = value;
        case "Restart" -> restarts = value.equals("always");
        default -> {}
      }
    }
    return new UnitFile(user, folder, environment, umask, command, reload, pidFile, restarts);
  }

  private static void addFile(Path root, String value, Map<String, String> environment)
      throws IOException {
    boolean optional = value.startsWith("-");
    Path file = root.resolve(value.substring(optional ? 2 : 1));
    if (!optional || Files.exists(file)) {
      Files.readAllLines(file).stream()
          .filter(line -> line.contains("=") && !line.startsWith("#"))
          .forEach(line -> add(environment, line));
    }
  }

  private static void add(Map<String, String> environment, String word) {
    int equals = word.indexOf('=');
    environment.put(word.substring(0, equals), word.substring(equals + 1));
  }

  private static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    Matcher matcher = WORD.matcher(text);
    while (matcher.find()) {
      for (int group = 1; group <= 3; group++) {
        if (matcher.group(group) != null) {
          words.add(matcher.group(group));
        }
      }
    }
    return words;
  }
}
