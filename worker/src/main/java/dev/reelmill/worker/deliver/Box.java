package dev.reelmill.worker.deliver;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A box in memory: type and payload, without its header (ISO/IEC 14496-12, 4.2).
 *
 * @param type four characters
 * @param payload big-endian, positioned at its beginning
 */
record Box(String type, ByteBuffer payload) {

  static final int HEADER = 8;

  /** Version of a full box. */
  int version() {
    need(4);
    return payload.get(0) & 0xff;
  }

  /** Flags of a full box. */
  int flags() {
    need(4);
    return payload.getInt(0) & 0xffffff;
  }

  /** The boxes inside, after so many bytes of own fields. */
  List<Box> children(int skip) {
    need(skip);
    ByteBuffer rest = payload.slice(skip, payload.limit() - skip);
    List<Box> boxes = new ArrayList<>();
    while (rest.hasRemaining()) {
      boxes.add(next(rest));
    }
    return boxes;
  }

  /** The first box of a type inside, along a path. */
  Optional<Box> find(String... path) {
    Optional<Box> found = Optional.of(this);
    for (String step : path) {
      found =
          found.flatMap(
              box -> box.children(0).stream().filter(b -> b.type.equals(step)).findFirst());
    }
    return found;
  }

  /** As {@link #find}, where it must be. */
  Box get(String... path) {
    return find(path)
        .orElseThrow(
            () -> new MalformedMediaException(type + " without " + String.join("/", path)));
  }

  ByteBuffer at(int offset) {
    need(offset);
    return payload.slice(offset, payload.limit() - offset);
  }

  void need(int bytes) {
    if (payload.limit() < bytes) {
      throw new MalformedMediaException(
          type + " has " + payload.limit() + " bytes, and needs " + bytes);
    }
  }

  private Box next(ByteBuffer rest) {
    if (rest.remaining() < HEADER) {
      throw new MalformedMediaException(type + " ends in the middle of a box");
    }
    long size = Integer.toUnsignedLong(rest.getInt());
    String name = type(rest);
    if (size < HEADER || size - HEADER > rest.remaining()) {
      throw new MalformedMediaException(
          "box " + name + " in " + type + " claims " + size + " bytes");
    }
    int length = Math.toIntExact(size - HEADER);
    Box box = new Box(name, rest.slice(rest.position(), length));
    rest.position(rest.position() + length);
    return box;
  }

  static String type(ByteBuffer buffer) {
    byte[] name = new byte[4];
    buffer.get(name);
    return new String(name, StandardCharsets.ISO_8859_1);
  }
}
