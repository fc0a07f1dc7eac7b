package dev.reelmill.worker.deliver;

import java.nio.ByteBuffer;

/**
 * What an init segment says about its one track.
 *
 * @param timescale ticks per second
 * @param codecs as in RFC 6381
 * @param defaults of its samples, from {@code trex}
 */
record Track(long timescale, String codecs, SampleDefaults defaults) {

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
    return new Track(timescale, CodecString.of(media.get("minf", "stbl", "stsd")), defaults);
  }

  private static ByteBuffer buffer(Box box, int offset, int length) {
    box.need(offset + length);
    return box.at(offset);
  }
}
