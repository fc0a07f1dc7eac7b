package dev.reelmill.worker.fetch;

import dev.reelmill.common.work.SourceAccess;
import dev.reelmill.worker.ffmpeg.RunControl;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * The bytes of a copy.
 *
 * @param access by which the order at hand may fetch more
 */
record CopiedBytes(Copy copy, SourceAccess access, RunControl control) implements Bytes {

  @Override
  public long size() {
    return copy.sizeBytes();
  }

  @Override
  public void fetch(ByteRanges ranges) {
    copy.fetch(ranges, access, control);
  }

  @Override
  public ByteBuffer read(ByteRange range) throws IOException {
    fetch(ByteRanges.of(range));
    return copy.read(range);
  }
}
