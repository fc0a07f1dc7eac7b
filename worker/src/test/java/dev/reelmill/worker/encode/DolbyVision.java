package dev.reelmill.worker.encode;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Makes an MP4 file with HEVC say that it is Dolby Vision: a configuration record in its sample
 * entry, as "Dolby Vision streams within the ISO base media file format" (2.1.2, 3.2) has it.
 */
final class DolbyVision {

  private static final String RECORD = "dvvC";
  private static final int RECORD_BYTES = 24;

  /** All boxes around a sample entry, from the outermost. */
  private static final String[] AROUND = {"moov", "trak", "mdia", "minf", "stbl", "stsd", "hvc1"};

  private DolbyVision() {}

  /**
   * Marks.
   *
   * @param file with its index at the end, so that no offset changes
   * @param profile 5, 8, …
   * @param compatibility what the base layer is by itself: 1 HDR10, 2 SDR, 4 HLG, 0 nothing
   */
  static void mark(Path file, int profile, int compatibility) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    ByteBuffer marked = ByteBuffer.allocate(bytes.length + 8 + RECORD_BYTES).put(bytes);
    int at = 0;
    int end = 0;
    for (String type : AROUND) {
      at = text.indexOf(type, at) - 4;
      if (at < 0) {
        throw new IOException(file + " has no box " + type);
      }
      int size = marked.getInt(at);
      end = at + size;
      marked.putInt(at, size + 8 + RECORD_BYTES);
      at += 8;
    }
    marked.position(end);
    marked.putInt(8 + RECORD_BYTES).put(RECORD.getBytes(StandardCharsets.ISO_8859_1));
    // Version 1.0; profile, level 6, with RPU and base layer.
    marked.put((byte) 1).put((byte) 0).putShort((short) (profile << 9 | 6 << 3 | 0b101));
    marked.put((byte) (compatibility << 4)).put(new byte[RECORD_BYTES - 5]);
    marked.put(bytes, end, bytes.length - end);
    Files.write(file, marked.array());
  }
}
