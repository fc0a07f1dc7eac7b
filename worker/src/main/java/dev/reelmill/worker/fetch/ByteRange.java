package dev.reelmill.worker.fetch;

/**
 * Neighbouring bytes of a file.
 *
 * @param from the first
 * @param to the one after the last
 */
record ByteRange(long from, long to) {

  ByteRange {
    if (from < 0 || to < from) {
      throw new IllegalArgumentException("no range of bytes: " + from + " to " + to);
    }
  }

  long size() {
    return to - from;
  }
}
