package dev.reelmill.worker.audio;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Says in an Opus track that there is no delay to skip. The packet that holds the encoder's delay
 * was dropped while muxing, but the muxer goes on to announce it; a reader that believes it cuts
 * 6.5 ms off the beginning.
 *
 * @see <a href="https://opus-codec.org/docs/opus_in_isobmff.html">Opus in ISO base media, 4.3.2</a>
 */
final class OpusDelay {

  /** More than {@code ftyp} and {@code moov} of one track. */
  private static final int MOST_INIT = 64 * 1024;

  private static final String BOX = "dOps";

  /** From the box's type: version and channel count, a byte each, stand before PreSkip. */
  private static final int PRE_SKIP = BOX.length() + 2;

  private OpusDelay() {}

  /**
   * Sets PreSkip to 0, in place.
   *
   * @throws IOException if the file has no such box, or can't be changed
   */
  static void clear(Path file) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      ByteBuffer head = ByteBuffer.allocate((int) Math.min(MOST_INIT, channel.size()));
      while (head.hasRemaining() && channel.read(head, head.position()) >= 0) {
        // until full
      }
      int box = new String(head.array(), StandardCharsets.ISO_8859_1).indexOf(BOX);
      if (box < 0) {
        throw new IOException(file + " has no " + BOX + " box");
      }
      channel.write(ByteBuffer.allocate(Short.BYTES), box + PRE_SKIP);
    }
  }
}
