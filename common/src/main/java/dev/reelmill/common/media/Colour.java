package dev.reelmill.common.media;

/**
 * How a picture's numbers become light, in FFmpeg's words; {@code unknown} where the source does
 * not say.
 *
 * @param primaries {@code bt709}, {@code bt2020}, …
 * @param transfer {@code bt709}, {@code smpte2084} (PQ), {@code arib-std-b67} (HLG), …
 * @param matrix {@code bt709}, {@code smpte170m}, {@code bt2020nc}, {@code gbr}, …
 * @param range {@code tv} (limited) or {@code pc} (full)
 */
public record Colour(String primaries, String transfer, String matrix, String range) {

  public static final Colour UNKNOWN = new Colour("unknown", "unknown", "unknown", "unknown");
  public static final Colour BT709 = new Colour("bt709", "bt709", "bt709", "tv");

  /** Perceptual quantiser, SMPTE ST 2084: HDR10, and the base layer of most Dolby Vision. */
  public boolean pq() {
    return transfer.equals("smpte2084");
  }

  /** Hybrid log-gamma, ARIB STD-B67. */
  public boolean hlg() {
    return transfer.equals("arib-std-b67");
  }

  public DynamicRange dynamicRange() {
    return pq() || hlg() ? DynamicRange.HDR : DynamicRange.SDR;
  }
}
