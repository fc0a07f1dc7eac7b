package dev.reelmill.coordinator.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the programs of a farm themselves say that they did, whatever the database knows of it. */
final class ProcessLogs {

  private static final Pattern DONE =
      Pattern.compile("\\[attempt=\\d+ order=(\\d+) [^]]*] Encode\\w+ done in");

  private final BreakableFarm farm;

  ProcessLogs(BreakableFarm farm) {
    this.farm = farm;
  }

  /** How often each order was encoded to its end. */
  Map<Long, Integer> encodes() {
    Map<Long, Integer> encodes = new HashMap<>();
    for (RoleProcess worker : farm.workers()) {
      Matcher matcher = DONE.matcher(log(worker.name()));
      while (matcher.find()) {
        encodes.merge(Long.parseLong(matcher.group(1)), 1, Integer::sum);
      }
    }
    return encodes;
  }

  /** Its last lines. */
  String end(String process) {
    List<String> lines = log(process).lines().toList();
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 10), lines.size()));
  }

  String log(String process) {
    Path file = farm.data().logs().resolve(process + ".log");
    try {
      return Files.exists(file) ? Files.readString(file) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
