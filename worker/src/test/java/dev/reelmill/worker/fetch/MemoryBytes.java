package dev.reelmill.worker.fetch;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** A file in memory, that knows what of it was fetched, and gives zeros for the rest. */
final class MemoryBytes implements Bytes {

  private final byte[] bytes;
  private final ByteRanges fetched = new ByteRanges();
  private int requests;

  MemoryBytes(byte[] bytes) {
    this.bytes = bytes;
  }

  @Override
  public long size() {
    return bytes.length;
  }

  @Override
  public void fetch(ByteRanges ranges) {
    requests += fetched.missing(ranges).size();
    fetched.addAll(ranges);
  }

  @Override
  public ByteBuffer read(ByteRange range) {
    fetch(ByteRanges.of(range));
    return ByteBuffer.wrap(Arrays.copyOfRange(bytes, (int) range.from(), (int) range.to()));
  }

  ByteRanges fetched() {
    return fetched;
  }

  int requests() {
    return requests;
  }
}
