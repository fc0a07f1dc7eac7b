package dev.reelmill.worker.fetch;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Reads a file a few bytes at a time, forwards, without asking for each of them. */
final class Window {

  /** So much is read at a time, of what was fetched. */
  private static final int BYTES = 4 << 10;

  private final Bytes bytes;
  private ByteBuffer content = ByteBuffer.allocate(0);
  private long from;

  Window(Bytes bytes) {
    this.bytes = bytes;
  }

  /**
   * Some bytes.
   *
   * @param here where those end that were fetched
   */
  ByteBuffer view(ByteRange range, long here) throws IOException {
    if (range.from() < from || range.to() > from + content.limit()) {
      long to = Math.max(range.to(), Math.min(here, range.from() + BYTES));
      content = bytes.read(new ByteRange(range.from(), to));
      from = range.from();
    }
    return content.slice((int) (range.from() - from), (int) range.size());
  }
}
