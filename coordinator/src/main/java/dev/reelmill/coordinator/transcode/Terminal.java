package dev.reelmill.coordinator.transcode;

import java.util.Optional;

/**
 * The size of a terminal, in characters.
 *
 * @param rows at least 1
 * @param columns at least 1
 */
public record Terminal(int rows, int columns) {

  public Terminal {
    if (rows < 1 || columns < 1) {
      throw new IllegalArgumentException(rows + " rows of " + columns);
    }
  }

  /** Reads {@code rows columns}; empty for anything else. */
  public static Optional<Terminal> parse(String text) {
    if (!text.matches("[1-9][0-9]{0,4} [1-9][0-9]{0,4}")) {
      return Optional.empty();
    }
    String[] parts = text.split(" ", 2);
    return Optional.of(new Terminal(Integer.parseInt(parts[0]), Integer.parseInt(parts[1])));
  }
}
