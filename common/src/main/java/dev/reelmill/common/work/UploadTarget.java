package dev.reelmill.common.work;

import org.jspecify.annotations.Nullable;

/**
 * Write access to one object that does not exist yet.
 *
 * @param key of the object
 * @param url signed, for one PUT with {@code If-None-Match: *}
 * @param checksum how the store is told what the bytes are; SHA-256 if absent
 */
public record UploadTarget(String key, String url, @Nullable Checksum checksum) {

  /** To a store of this farm's own. */
  public UploadTarget(String key, String url) {
    this(key, url, null);
  }

  /** How a store is told what the bytes are that come, so that it refuses others. */
  public enum Checksum {
    /** {@code X-Checksum-Sha256}, in hex. */
    SHA256,
    /** {@code Content-MD5}, in base64: the one that S3 takes without a part in the signature. */
    MD5
  }
}
