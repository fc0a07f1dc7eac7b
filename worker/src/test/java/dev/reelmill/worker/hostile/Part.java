package dev.reelmill.worker.hostile;

import java.util.Arrays;

/**
 * An element of a container: a box, an EBML element, a chunk, a packet.
 *
 * @param start of its header
 * @param sizeAt where its header tells its size
 * @param sizeBytes how many bytes tell it; 0 if none do
 * @param littleEndian how they are ordered
 * @param payload behind the header
 * @param end of the payload
 */
record Part(int start, int sizeAt, int sizeBytes, boolean littleEndian, int payload, int end) {

  byte[] of(byte[] bytes) {
    return Arrays.copyOfRange(bytes, start, end);
  }

  int length() {
    return end - start;
  }

  /** Puts a number where the size stands, cut to its bytes. */
  void putSize(byte[] bytes, long size) {
    for (int i = 0; i < sizeBytes; i++) {
      int shift = 8 * (littleEndian ? i : sizeBytes - 1 - i);
      bytes[sizeAt + i] = (byte) (size >>> shift);
    }
  }
}
