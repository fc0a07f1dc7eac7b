package dev.reelmill.coordinator.publish;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** Checksums of checksums: one value for many objects, without reading them again. */
final class Checksums {

  private Checksums() {}

  /** SHA-256 of the given ones, each as lower-case hexadecimal with a line feed behind it. */
  static String over(List<String> checksums) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      checksums.forEach(one -> digest.update((one + "\n").getBytes(StandardCharsets.US_ASCII)));
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every JDK", e);
    }
  }
}
