package dev.reelmill.worker.deliver;

import java.nio.ByteBuffer;
import java.util.Locale;

/**
 * What an init segment says about its one track.
 *
 * @param timescale ticks per second
 * @param codecs as in RFC 6381
 * @param defaults of its samples, from {@code trex}
 */
record Track(long timescale, String codecs, SampleDefaults defaults) {

  /** Bytes of a visual sample entry before its boxes (14496-12, 12.1.3). */
  private static final int VISUAL_ENTRY = 78;

  /** Bytes of an audio sample entry before its boxes (14496-12, 12.2.3). */
  private static final int AUDIO_ENTRY = 28;

  /**
   * Values that hold where a fragment says nothing.
   *
   * @param duration in ticks
   * @param size in bytes
   * @param flags as in 14496-12, 8.8.3.1
   */
  record SampleDefaults(long duration, long size, int flags) {}

  static Track of(Box moov) {
    Box media = moov.get("trak", "mdia");
    Box header = media.get("mdhd");
    int version = header.version();
    long timescale = Integer.toUnsignedLong(buffer(header, version == 1 ? 20 : 12, 4).getInt());
    if (timescale == 0) {
      throw new MalformedMediaException("a track with a timescale of 0");
    }
    ByteBuffer trex = buffer(moov.get("mvex", "trex"), 12, 12);
    SampleDefaults defaults =
        new SampleDefaults(
            Integer.toUnsignedLong(trex.getInt()),
            Integer.toUnsignedLong(trex.getInt()),
            trex.getInt());
    return new Track(timescale, codecs(media.get("minf", "stbl", "stsd")), defaults);
  }

  private static String codecs(Box stsd) {
    Box entry =
        stsd.children(8).stream()
            .findFirst()
            .orElseThrow(() -> new MalformedMediaException("stsd without an entry"));
    return switch (entry.type()) {
      case "avc1", "avc3" -> avc(entry);
      case "mp4a" -> mpeg4Audio(entry);
      case "Opus" -> "opus";
      default -> entry.type().trim();
    };
  }

  /** Profile, constraints and level from {@code avcC} (RFC 6381, 3.3). */
  private static String avc(Box entry) {
    ByteBuffer configuration = buffer(child(entry, VISUAL_ENTRY, "avcC"), 1, 3);
    return String.format(
        Locale.ROOT,
        "%s.%02x%02x%02x",
        entry.type(),
        configuration.get(),
        configuration.get(),
        configuration.get());
  }

  /** Object type and audio object type from {@code esds} (ISO/IEC 14496-1, 7.2.6). */
  private static String mpeg4Audio(Box entry) {
    ByteBuffer bytes = child(entry, AUDIO_ENTRY, "esds").at(4);
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

  private static Box child(Box entry, int skip, String type) {
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
