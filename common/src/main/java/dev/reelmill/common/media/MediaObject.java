package dev.reelmill.common.media;

import java.util.List;

/**
 * A stored file of one track: an init segment and then its fragments.
 *
 * @param key where it is stored
 * @param sizeBytes of the whole object
 * @param sha256 of the whole object, lower-case hexadecimal
 * @param initBytes length of {@code ftyp} + {@code moov} at its beginning
 * @param initSha256 of these bytes, lower-case hexadecimal
 * @param timescale ticks per second of the fragments' times
 * @param codecs as in RFC 6381 ({@code avc1.64001f}, {@code mp4a.40.2})
 * @param fragments in order, without gaps between their bytes
 */
public record MediaObject(
    String key,
    long sizeBytes,
    String sha256,
    int initBytes,
    String initSha256,
    long timescale,
    String codecs,
    List<Fragment> fragments) {

  public MediaObject {
    fragments = List.copyOf(fragments);
  }

  public long samples() {
    return fragments.stream().mapToLong(Fragment::samples).sum();
  }
}
