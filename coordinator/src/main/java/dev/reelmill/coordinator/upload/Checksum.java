package dev.reelmill.coordinator.upload;

import dev.reelmill.coordinator.web.Refusal;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;

/** An {@code Upload-Checksum} header: what the bytes of one request should hash to. */
final class Checksum {

  /** As announced in {@code Tus-Checksum-Algorithm}. */
  static final String ALGORITHMS = "sha1,sha256,md5";

  private static final Map<String, String> NAMES =
      Map.of("sha1", "SHA-1", "sha256", "SHA-256", "md5", "MD5");

  private final MessageDigest digest;
  private final byte[] expected;

  private Checksum(MessageDigest digest, byte[] expected) {
    this.digest = digest;
    this.expected = expected;
  }

  MessageDigest digest() {
    return digest;
  }

  static Checksum of(String header) {
    String[] parts = header.strip().split(" +", -1);
    String name = NAMES.get(parts[0]);
    if (parts.length != 2 || name == null) {
      throw Refusal.badRequest(
          "Upload-Checksum is one of " + ALGORITHMS + ", a space, and the hash in Base64.");
    }
    try {
      return new Checksum(MessageDigest.getInstance(name), Base64.getDecoder().decode(parts[1]));
    } catch (IllegalArgumentException e) {
      throw Refusal.badRequest("The hash in Upload-Checksum is not Base64.");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(name + " is part of every JDK", e);
    }
  }

  /** Once all bytes went through the digest. */
  boolean fits() {
    return MessageDigest.isEqual(digest.digest(), expected);
  }
}
