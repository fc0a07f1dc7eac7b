package dev.reelmill.worker.assemble;

import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.failure.ReelmillException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Looks whether an MP4 can be played while it is still being downloaded. */
final class FastStart {

  private static final int HEADER = 8;

  private FastStart() {}

  /**
   * The index comes before the media data.
   *
   * @throws ReelmillException {@link FailureCode#VERIFICATION_FAILED} if it does not
   */
  static void require(Path file) throws IOException {
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      long at = 0;
      while (at + HEADER <= in.length()) {
        in.seek(at);
        long size = Integer.toUnsignedLong(in.readInt());
        byte[] type = new byte[4];
        in.readFully(type);
        switch (new String(type, StandardCharsets.ISO_8859_1)) {
          case "moov" -> {
            return;
          }
          case "mdat" -> throw refused(file, "its media data comes before its index");
          default -> at += Math.max(size, HEADER);
        }
      }
    }
    throw refused(file, "it has no index");
  }

  private static ReelmillException refused(Path file, String why) {
    return new ReelmillException(FailureCode.VERIFICATION_FAILED, file.getFileName() + ": " + why);
  }
}
