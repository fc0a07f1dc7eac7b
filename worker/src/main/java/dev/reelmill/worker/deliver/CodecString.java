package dev.reelmill.worker.deliver;

import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Optional;

/**
 * Names a sample entry as RFC 6381 does, from what its configuration says: the name by which
 * players decide whether they can play a rendition.
 */
final class CodecString {

  /** Bytes of a visual sample entry before its boxes (14496-12, 12.1.3). */
  private static final int VISUAL_ENTRY = 78;

  /** Bytes of an audio sample entry before its boxes (14496-12, 12.2.3). */
  private static final int AUDIO_ENTRY = 28;

  private final Box entry;

  private CodecString(Box entry) {
    this.entry = entry;
  }

  /**
   * Of the one entry of an {@code stsd}.
   *
   * @throws MalformedMediaException if its configuration is not there or cut short
   */
  static String of(Box stsd) {
    Box entry =
        stsd.children(8).stream()
            .findFirst()
            .orElseThrow(() -> new MalformedMediaException("stsd without an entry"));
    CodecString string = new CodecString(entry);
    return switch (entry.type()) {
      case "avc1", "avc3" -> string.avc();
      case "hvc1", "hev1" -> string.hevc();
      case "av01" -> string.av1();
      case "vp09" -> string.vp9();
      case "mp4a" -> string.mpeg4Audio();
      // As players know it; the specification would write it as the box is called.
      case "Opus" -> "opus";
      default -> entry.type().trim();
    };
  }

  /** Profile, constraints and level from {@code avcC} (RFC 6381, 3.3). */
  private String avc() {
    ByteBuffer configuration = visual("avcC", 1, 3);
    return String.format(
        Locale.ROOT,
        "%s.%02x%02x%02x",
        entry.type(),
        configuration.get(),
        configuration.get(),
        configuration.get());
  }

  /**
   * Profile, compatibility in reverse bit order, tier with level, and constraints without trailing
   * zeros, from {@code hvcC} (ISO/IEC 14496-15, E.3).
   */
  private String hevc() {
    ByteBuffer configuration = visual("hvcC", 1, 12);
    int profile = configuration.get() & 0xff;
    int compatibility = Integer.reverse(configuration.getInt());
    byte[] constraints = new byte[6];
    configuration.get(constraints);
    int level = configuration.get() & 0xff;
    String space = new String[] {"", "A", "B", "C"}[profile >> 6];
    String tier = (profile & 0x20) == 0 ? "L" : "H";
    StringBuilder text =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "%s.%s%d.%x.%s%d",
                entry.type(),
                space,
                profile & 0x1f,
                compatibility,
                tier,
                level));
    int used = constraints.length;
    while (used > 0 && constraints[used - 1] == 0) {
      used--;
    }
    for (int i = 0; i < used; i++) {
      text.append(String.format(Locale.ROOT, ".%X", constraints[i] & 0xff));
    }
    return text.toString();
  }

  /**
   * Profile, level with tier and bit depth from {@code av1C}; layout and colours too where they are
   * not the usual (AV1 Codec ISO Media File Format Binding, 5).
   */
  private String av1() {
    ByteBuffer configuration = visual("av1C", 1, 2);
    int profileAndLevel = configuration.get() & 0xff;
    int flags = configuration.get() & 0xff;
    int profile = profileAndLevel >> 5;
    String tier = (flags & 0x80) == 0 ? "M" : "H";
    boolean high = (flags & 0x40) != 0;
    int depth = !high ? 8 : profile == 2 && (flags & 0x20) != 0 ? 12 : 10;
    String text =
        String.format(
            Locale.ROOT, "av01.%d.%02d%s.%02d", profile, profileAndLevel & 0x1f, tier, depth);
    Colours colours = colours();
    boolean usualLayout = (flags & 0x1f) == 0x0c;
    if (colours.usual() && usualLayout) {
      return text;
    }
    return String.format(
        Locale.ROOT,
        "%s.%d.%d%d%d.%02d.%02d.%02d.%d",
        text,
        flags >> 4 & 1,
        flags >> 3 & 1,
        flags >> 2 & 1,
        flags & 3,
        colours.primaries,
        colours.transfer,
        colours.matrix,
        colours.fullRange);
  }

  /**
   * Profile, level and bit depth from {@code vpcC}; layout and colours too where they are not the
   * usual (VP Codec ISO Media File Format Binding).
   */
  private String vp9() {
    ByteBuffer configuration = visual("vpcC", 4, 6);
    int profile = configuration.get() & 0xff;
    int level = configuration.get() & 0xff;
    int layout = configuration.get() & 0xff;
    Colours colours =
        new Colours(
            configuration.get() & 0xff,
            configuration.get() & 0xff,
            configuration.get() & 0xff,
            layout & 1);
    String text = String.format(Locale.ROOT, "vp09.%02d.%02d.%02d", profile, level, layout >> 4);
    int chroma = layout >> 1 & 7;
    return colours.usual() && chroma <= 1
        ? text
        : String.format(
            Locale.ROOT,
            "%s.%02d.%02d.%02d.%02d.%02d",
            text,
            chroma,
            colours.primaries,
            colours.transfer,
            colours.matrix,
            colours.fullRange);
  }

  /** Object type and audio object type from {@code esds} (ISO/IEC 14496-1, 7.2.6). */
  private String mpeg4Audio() {
    ByteBuffer bytes = child(AUDIO_ENTRY, "esds").at(4);
    try {
      descriptor(bytes, 0x03);
      bytes.getShort();
      int flags = bytes.get();
      bytes.position(
          bytes.position()
              + ((flags & 0x80) != 0 ? 2 : 0)
              + ((flags & 0x40) != 0 ? 1 + (bytes.get(bytes.position()) & 0xff) : 0)
              + ((flags & 0x20) != 0 ? 2 : 0));
      descriptor(bytes, 0x04);
      int objectType = bytes.get() & 0xff;
      bytes.position(bytes.position() + 12);
      descriptor(bytes, 0x05);
      int audioType = (bytes.get() & 0xff) >> 3;
      return String.format(Locale.ROOT, "mp4a.%02x.%d", objectType, audioType);
    } catch (java.nio.BufferUnderflowException | IllegalArgumentException e) {
      throw new MalformedMediaException("esds ends too early: " + e);
    }
  }

  private static void descriptor(ByteBuffer bytes, int tag) {
    int found = bytes.get() & 0xff;
    if (found != tag) {
      throw new MalformedMediaException("esds has descriptor " + found + " instead of " + tag);
    }
    while ((bytes.get() & 0x80) != 0) {
      // a length over several bytes
    }
  }

  /** Code points of ITU-T H.273. */
  private record Colours(int primaries, int transfer, int matrix, int fullRange) {

    private static final int UNSPECIFIED = 2;

    /** BT.709 in limited range, or nothing said: what a name without colours stands for. */
    boolean usual() {
      return isUsual(primaries) && isUsual(transfer) && isUsual(matrix) && fullRange == 0;
    }

    private static boolean isUsual(int point) {
      return point == 1 || point == UNSPECIFIED;
    }
  }

  /** From {@code colr} of type {@code nclx} (14496-12, 12.1.5). */
  private Colours colours() {
    Optional<Box> colr =
        entry.children(VISUAL_ENTRY).stream().filter(box -> box.type().equals("colr")).findFirst();
    if (colr.isEmpty() || !Box.type(colr.get().at(0)).equals("nclx")) {
      return new Colours(1, 1, 1, 0);
    }
    ByteBuffer fields = buffer(colr.get(), 4, 7);
    return new Colours(
        fields.getShort() & 0xffff,
        fields.getShort() & 0xffff,
        fields.getShort() & 0xffff,
        (fields.get() & 0x80) == 0 ? 0 : 1);
  }

  private ByteBuffer visual(String type, int offset, int length) {
    return buffer(child(VISUAL_ENTRY, type), offset, length);
  }

  private Box child(int skip, String type) {
    return entry.children(skip).stream()
        .filter(box -> box.type().equals(type))
        .findFirst()
        .orElseThrow(() -> new MalformedMediaException(entry.type() + " without " + type));
  }

  private static ByteBuffer buffer(Box box, int offset, int length) {
    box.need(offset + length);
    return box.at(offset);
  }
}
