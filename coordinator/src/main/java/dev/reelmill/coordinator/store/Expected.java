package dev.reelmill.coordinator.store;

import java.security.MessageDigest;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * What the sender says of the bytes that follow; null where it says nothing.
 *
 * @param sha256 hex, lower case
 */
public record Expected(@Nullable Long sizeBytes, @Nullable String sha256) {

  public static final Expected NOTHING = new Expected(null, null);

  /**
   * Compares with what came.
   *
   * @param digest that saw all bytes
   * @throws DamagedObjectException if it is something else
   */
  public void require(String key, long size, MessageDigest digest) {
    if (sizeBytes != null && sizeBytes != size) {
      throw new DamagedObjectException(key, "its size", sizeBytes, size);
    }
    String actual = HexFormat.of().formatHex(digest.digest());
    if (sha256 != null && !sha256.equals(actual)) {
      throw new DamagedObjectException(key, "its SHA-256", sha256, actual);
    }
  }
}
