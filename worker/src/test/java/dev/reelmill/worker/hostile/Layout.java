package dev.reelmill.worker.hostile;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * How a family of containers is built. Reads only what FFmpeg wrote, and stops at what it can't.
 */
enum Layout {
  /** ISO/IEC 14496-12, 4.2: boxes. */
  ISO {
    private static final Set<String> PARENTS =
        Set.of("moov", "trak", "mdia", "minf", "stbl", "dinf", "edts", "udta", "moof", "traf");

    @Override
    void read(byte[] bytes, int from, int to, List<Part> parts) {
      int at = from;
      while (at + 8 <= to) {
        long size = number(bytes, at, 4, false);
        if (size < 8 || size > to - at) {
          return;
        }
        Part box = new Part(at, at, 4, false, at + 8, at + (int) size);
        parts.add(box);
        if (PARENTS.contains(fourLetters(bytes, at + 4))) {
          read(bytes, box.payload(), box.end(), parts);
        }
        at = box.end();
      }
    }
  },
  /** RFC 8794: elements. */
  EBML {
    private static final Set<Long> PARENTS =
        Set.of(
            0x18538067L,
            0x114d9b74L,
            0x1549a966L,
            0x1654ae6bL,
            0xaeL,
            0xe0L,
            0xe1L,
            0x1f43b675L,
            0x1c53bb6bL,
            0xbbL,
            0xb7L,
            0x1254c367L,
            0x7373L,
            0x67c8L,
            0xa0L);

    @Override
    void read(byte[] bytes, int from, int to, List<Part> parts) {
      int at = from;
      while (at < to) {
        int idBytes = vintBytes(bytes[at]);
        int sizeAt = at + idBytes;
        if (sizeAt >= to || sizeAt + vintBytes(bytes[sizeAt]) > to) {
          return;
        }
        int sizeBytes = vintBytes(bytes[sizeAt]);
        long size = number(bytes, sizeAt, sizeBytes, false) & ((1L << (7 * sizeBytes)) - 1);
        int payload = sizeAt + sizeBytes;
        int end = (int) Math.min(to, payload + size);
        parts.add(new Part(at, sizeAt, sizeBytes, false, payload, end));
        if (PARENTS.contains(number(bytes, at, idBytes, false))) {
          read(bytes, payload, end, parts);
        }
        at = end;
      }
    }

    private int vintBytes(byte first) {
      return Math.min(8, 1 + Integer.numberOfLeadingZeros(first & 0xff) - 24);
    }
  },
  /** Chunks with sizes in little endian. */
  RIFF {
    private static final Set<String> PARENTS = Set.of("RIFF", "LIST");

    @Override
    void read(byte[] bytes, int from, int to, List<Part> parts) {
      int at = from;
      while (at + 8 <= to) {
        long size = number(bytes, at + 4, 4, true);
        int end = (int) Math.min(to, at + 8 + size);
        parts.add(new Part(at, at + 4, 4, true, at + 8, end));
        if (PARENTS.contains(fourLetters(bytes, at))) {
          read(bytes, at + 12, end, parts);
        }
        at = end + (end & 1);
      }
    }
  },
  /** ISO/IEC 13818-1, 2.4.3: packets of 188 bytes; a byte may tell an adaptation field's length. */
  TS {
    @Override
    void read(byte[] bytes, int from, int to, List<Part> parts) {
      for (int at = from; at + 188 <= to; at += 188) {
        parts.add(new Part(at, at + 4, 1, false, at + 4, at + 188));
      }
    }
  },
  /** Pages with a table of lengths (RFC 3533). */
  OGG {
    @Override
    void read(byte[] bytes, int from, int to, List<Part> parts) {
      int at = from;
      while (at + 27 <= to) {
        int segments = bytes[at + 26] & 0xff;
        int payload = at + 27 + segments;
        int end = payload;
        for (int i = at + 27; i < payload && i < to; i++) {
          end += bytes[i] & 0xff;
        }
        if (end > to) {
          return;
        }
        parts.add(new Part(at, at + 26, 1, false, payload, end));
        at = end;
      }
    }
  },
  /** Tags: type, three bytes of size, seven of time and stream, then the size behind. */
  FLV {
    @Override
    void read(byte[] bytes, int from, int to, List<Part> parts) {
      int at = from + 13;
      while (at + 15 <= to) {
        long size = number(bytes, at + 1, 3, false);
        int end = (int) Math.min(to, at + 15 + size);
        parts.add(new Part(at, at + 1, 3, false, at + 11, end));
        at = end;
      }
    }
  },
  /** Of which only blocks are known. */
  OTHER {
    private static final int BLOCK = 256;

    @Override
    void read(byte[] bytes, int from, int to, List<Part> parts) {
      for (int at = from; at + BLOCK <= to; at += BLOCK) {
        parts.add(new Part(at, at, 0, false, at, at + BLOCK));
      }
    }
  };

  /** All elements, each before those inside it. */
  List<Part> parts(byte[] bytes) {
    List<Part> parts = new ArrayList<>();
    read(bytes, 0, bytes.length, parts);
    return parts;
  }

  abstract void read(byte[] bytes, int from, int to, List<Part> parts);

  static long number(byte[] bytes, int at, int count, boolean littleEndian) {
    long number = 0;
    for (int i = 0; i < count; i++) {
      number = (number << 8) | (bytes[at + (littleEndian ? count - 1 - i : i)] & 0xff);
    }
    return number;
  }

  private static String fourLetters(byte[] bytes, int at) {
    return new String(bytes, at, 4, StandardCharsets.ISO_8859_1);
  }
}
