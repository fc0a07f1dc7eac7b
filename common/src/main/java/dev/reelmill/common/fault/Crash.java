package dev.reelmill.common.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Counts how often the wanted point is reached, and halts in time. Thread-safe. */
final class Crash {

  private final @Nullable Path file;
  private final Runnable halt;
  private Optional<CrashOrder> order;
  private int count;

  /**
   * @param wanted a point, or {@code @} and the file that names one
   * @param halt ends the program
   */
  Crash(String wanted, Runnable halt) {
    this.halt = halt;
    this.file = wanted.startsWith("@") ? Path.of(wanted.substring(1)) : null;
    this.order = file == null ? Optional.of(CrashOrder.of(wanted)) : Optional.empty();
  }

  synchronized void reached(CrashPoint point) {
    refresh();
    if (order.isPresent() && order.get().point() == point && ++count == order.get().time()) {
      forget();
      halt.run();
    }
  }

  /** A new order counts from its beginning. */
  private void refresh() {
    if (file == null) {
      return;
    }
    Optional<CrashOrder> now = read(file);
    if (!now.equals(order)) {
      order = now;
      count = 0;
    }
  }

  private static Optional<CrashOrder> read(Path file) {
    try {
      String text = Files.readString(file).strip();
      return text.isEmpty() ? Optional.empty() : Optional.of(CrashOrder.of(text));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The program that is started next shall not end at the same point. */
  private void forget() {
    if (file != null) {
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
