package dev.reelmill.worker.ffmpeg;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Lines of text from a process that repeats what strangers wrote: of one that is longer than any of
 * ours, only the beginning is kept. Empty lines are left out.
 */
final class BoundedLines implements AutoCloseable {

  /** In characters. */
  static final int LONGEST = 4 << 20;

  private final Reader reader;
  private final StringBuilder line = new StringBuilder();

  BoundedLines(InputStream stream) {
    this.reader = new InputStreamReader(stream, StandardCharsets.UTF_8);
  }

  /** Gives each line, without its end, until there are no more. */
  void forEach(Consumer<String> consumer) throws IOException {
    char[] block = new char[8192];
    int read = reader.read(block);
    while (read >= 0) {
      take(block, read, consumer);
      read = reader.read(block);
    }
    end(consumer);
  }

  private void take(char[] block, int length, Consumer<String> consumer) {
    int from = 0;
    for (int i = 0; i < length; i++) {
      if (block[i] == '\n' || block[i] == '\r') {
        append(block, from, i);
        end(consumer);
        from = i + 1;
      }
    }
    append(block, from, length);
  }

  private void append(char[] block, int from, int to) {
    line.append(block, from, Math.min(to - from, LONGEST - line.length()));
  }

  private void end(Consumer<String> consumer) {
    if (!line.isEmpty()) {
      consumer.accept(line.toString());
      line.setLength(0);
    }
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
