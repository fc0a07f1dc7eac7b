package dev.reelmill.worker.deliver;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes a {@code moof} anew, with a delay added to all of its composition offsets. */
final class DelayedFragment {

  private static final int DATA_OFFSET = 0x1;
  private static final int FIRST_FLAGS = 0x4;
  private static final int OFFSETS = 0x800;

  /** Fields of a sample, four bytes each, that come before its composition offset. */
  private static final List<Integer> BEFORE_OFFSET = List.of(0x100, 0x200, 0x400);

  private DelayedFragment() {}

  /** The whole box, from its size on. */
  static ByteBuffer of(Box moof, int delay) {
    int grown = grown(moof);
    ByteArrayOutputStream payload = new ByteArrayOutputStream();
    for (Box child : moof.children(0)) {
      append(payload, child.type().equals("traf") ? track(child, delay, grown) : bytes(child));
    }
    return ByteBuffer.wrap(box("moof", payload.toByteArray()));
  }

  /** By how many bytes the box grows: a run that has no offsets gets some. */
  private static int grown(Box moof) {
    int bytes = 0;
    for (Box track : moof.children(0)) {
      if (track.type().equals("traf")) {
        for (Box run : track.children(0)) {
          boolean lacks = run.type().equals("trun") && (run.flags() & OFFSETS) == 0;
          bytes += lacks ? 4 * run.at(4).getInt() : 0;
        }
      }
    }
    return bytes;
  }

  private static byte[] track(Box traf, int delay, int grown) {
    ByteArrayOutputStream payload = new ByteArrayOutputStream();
    for (Box child : traf.children(0)) {
      append(payload, child.type().equals("trun") ? run(child, delay, grown) : bytes(child));
    }
    return box("traf", payload.toByteArray());
  }

  /** {@code trun} (ISO/IEC 14496-12, 8.8.8). Version 1, in which offsets have a sign. */
  private static byte[] run(Box trun, int delay, int grown) {
    int flags = trun.flags();
    ByteBuffer fields = trun.at(4);
    int samples = fields.getInt();
    ByteBuffer out = ByteBuffer.allocate(trun.payload().limit() + 4 * samples);
    out.putInt((1 << 24) | flags | OFFSETS).putInt(samples);
    if ((flags & DATA_OFFSET) != 0) {
      out.putInt(fields.getInt() + grown);
    }
    if ((flags & FIRST_FLAGS) != 0) {
      out.putInt(fields.getInt());
    }
    for (int i = 0; i < samples; i++) {
      for (int field : BEFORE_OFFSET) {
        if ((flags & field) != 0) {
          out.putInt(fields.getInt());
        }
      }
      out.putInt(delay + ((flags & OFFSETS) != 0 ? fields.getInt() : 0));
    }
    byte[] payload = new byte[out.position()];
    out.flip().get(payload);
    return box("trun", payload);
  }

  private static byte[] bytes(Box box) {
    byte[] payload = new byte[box.payload().limit()];
    box.at(0).get(payload);
    return box(box.type(), payload);
  }

  private static byte[] box(String type, byte[] payload) {
    return ByteBuffer.allocate(Box.HEADER + payload.length)
        .putInt(Box.HEADER + payload.length)
        .put(type.getBytes(StandardCharsets.ISO_8859_1))
        .put(payload)
        .array();
  }

  private static void append(ByteArrayOutputStream to, byte[] bytes) {
    to.write(bytes, 0, bytes.length);
  }
}
