package dev.reelmill.worker.hostile;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/** Makes elements of containers by hand. */
final class Make {

  private static final int EBML_SIZE_BYTES = 8;

  private Make() {}

  static byte[] joined(byte[]... pieces) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] piece : pieces) {
      all.writeBytes(piece);
    }
    return all.toByteArray();
  }

  static byte[] repeated(byte[] piece, int times) {
    byte[][] pieces = new byte[times][];
    Arrays.fill(pieces, piece);
    return joined(pieces);
  }

  static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits.replace(" ", ""));
  }

  static byte[] int32(long number) {
    return ByteBuffer.allocate(4).putInt((int) number).array();
  }

  static byte[] int16(int number) {
    return ByteBuffer.allocate(2).putShort((short) number).array();
  }

  static byte[] littleInt32(long number) {
    return ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt((int) number).array();
  }

  static byte[] littleInt16(int number) {
    return ByteBuffer.allocate(2).order(ByteOrder.LITTLE_ENDIAN).putShort((short) number).array();
  }

  /** ISO/IEC 14496-12, 4.2. */
  static byte[] box(String type, byte[]... payload) {
    byte[] inside = joined(payload);
    return joined(int32(8L + inside.length), text(type), inside);
  }

  /** Boxes within each other, the innermost empty. */
  static byte[] nestedBoxes(String type, int depth) {
    ByteBuffer all = ByteBuffer.allocate(8 * depth);
    for (int i = 0; i < depth; i++) {
      all.putInt(8 * (depth - i)).put(text(type));
    }
    return all.array();
  }

  /**
   * An EBML element (RFC 8794).
   *
   * @param id in hexadecimal digits
   */
  static byte[] element(String id, byte[]... payload) {
    byte[] inside = joined(payload);
    return joined(hex(id), ebmlSize(inside.length), inside);
  }

  /** An element whose size is not known, with what follows. */
  static byte[] endless(String id, byte[]... payload) {
    return joined(hex(id), hex("01ffffffffffffff"), joined(payload));
  }

  /** Elements within each other, the innermost empty. */
  static byte[] nestedElements(String id, int depth) {
    byte[] name = hex(id);
    int each = name.length + EBML_SIZE_BYTES;
    ByteBuffer all = ByteBuffer.allocate(each * depth);
    for (int i = 0; i < depth; i++) {
      all.put(name).put(ebmlSize((long) each * (depth - 1 - i)));
    }
    return all.array();
  }

  private static byte[] ebmlSize(long size) {
    return ByteBuffer.allocate(EBML_SIZE_BYTES).putLong((1L << 56) | size).array();
  }

  static byte[] chunk(String type, byte[]... payload) {
    byte[] inside = joined(payload);
    byte[] padding = new byte[inside.length & 1];
    return joined(text(type), littleInt32(inside.length), inside, padding);
  }

  /** Where a four-letter name stands first. */
  static int find(byte[] bytes, String name) {
    byte[] wanted = text(name);
    for (int i = 0; i + wanted.length <= bytes.length; i++) {
      if (Arrays.equals(bytes, i, i + wanted.length, wanted, 0, wanted.length)) {
        return i;
      }
    }
    throw new IllegalArgumentException("no " + name);
  }

  /** The box of a type that stands first, with its header. */
  static byte[] boxOf(byte[] bytes, String type) {
    int at = find(bytes, type) - 4;
    return Arrays.copyOfRange(bytes, at, at + ByteBuffer.wrap(bytes).getInt(at));
  }

  /** The same with a number overwritten, so many bytes behind a name. */
  static byte[] patched(byte[] bytes, String name, int offset, byte[] number) {
    byte[] changed = bytes.clone();
    System.arraycopy(number, 0, changed, find(bytes, name) + offset, number.length);
    return changed;
  }
}
