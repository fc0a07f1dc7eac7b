package dev.reelmill.coordinator.web;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A path with variables: {@code /videos/{id}}; the last may take the rest: {@code
 * /media/{video}/{path...}}.
 */
record PathPattern(List<String> segments) {

  static PathPattern of(String pattern) {
    return new PathPattern(List.of(pattern.substring(1).split("/", -1)));
  }

  /** How much of it is fixed; a path goes to the pattern that says most about it. */
  long literals() {
    return segments.stream().filter(segment -> !segment.startsWith("{")).count();
  }

  /** The variables' values, if the path fits. */
  Optional<Map<String, String>> match(List<String> path) {
    Map<String, String> variables = new LinkedHashMap<>();
    for (int i = 0; i < segments.size(); i++) {
      String segment = segments.get(i);
      if (i >= path.size()) {
        return Optional.empty();
      }
      if (segment.endsWith("...}")) {
        String rest = String.join("/", path.subList(i, path.size()));
        variables.put(segment.substring(1, segment.length() - 4), rest);
        return Optional.of(variables);
      }
      if (segment.startsWith("{")) {
        if (path.get(i).isEmpty()) {
          return Optional.empty();
        }
        variables.put(segment.substring(1, segment.length() - 1), path.get(i));
      } else if (!segment.equals(path.get(i))) {
        return Optional.empty();
      }
    }
    return path.size() == segments.size() ? Optional.of(variables) : Optional.empty();
  }
}
