package dev.reelmill.coordinator.store.s3;

import dev.reelmill.coordinator.store.s3.Multiparts.Multipart;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** One stretch of bytes on its way into parts, behind those that are there. */
final class Growth {

  private final Bucket bucket;
  private final Multiparts multiparts;
  private final String folder;
  private final Multipart upload;
  private final byte[] buffer;
  private int filled;
  private int number;
  private long inParts;
  private boolean hasUnsaved;

  /**
   * @param folder of the tail
   * @param tail bytes behind the parts so far; they will be the beginning of the next part
   */
  Growth(Bucket bucket, Multiparts multiparts, String folder, Progress progress, byte[] tail) {
    this.bucket = bucket;
    this.multiparts = multiparts;
    this.folder = folder;
    this.upload = progress.noted().multipart();
    this.buffer = Arrays.copyOf(tail, progress.noted().partBytes());
    this.filled = tail.length;
    this.number = progress.last();
    this.inParts = progress.partBytes();
  }

  /**
   * Takes what comes; what came before a failure of {@code bytes} counts too.
   *
   * @return the new size
   */
  long take(InputStream bytes, long most) throws IOException {
    try {
      pump(bytes, most);
    } finally {
      if (hasUnsaved) {
        bucket.replace(folder + Progress.tailName(inParts), new Bytes(buffer, filled));
      }
    }
    return inParts + filled;
  }

  private void pump(InputStream bytes, long most) throws IOException {
    long left = most;
    while (left > 0) {
      int count = bytes.read(buffer, filled, (int) Math.min(buffer.length - filled, left));
      if (count < 0) {
        return;
      }
      filled += count;
      left -= count;
      hasUnsaved = true;
      if (filled == buffer.length) {
        hasUnsaved = false;
        multiparts.send(upload, number + 1, new Bytes(buffer, filled));
        number++;
        inParts += filled;
        filled = 0;
      }
    }
  }
}
