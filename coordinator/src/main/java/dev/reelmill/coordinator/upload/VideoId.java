package dev.reelmill.coordinator.upload;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;

/** Public ids of videos: eleven letters and digits without those that look alike. */
public final class VideoId {

  public static final int LENGTH = 11;

  private static final String ALPHABET =
      "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

  private static final SecureRandom RANDOM = new SecureRandom();

  private VideoId() {}

  /** A new one. */
  public static String random() {
    byte[] bytes = new byte[32];
    RANDOM.nextBytes(bytes);
    return of(bytes);
  }

  /**
   * The one of an upload: always the same, so that finishing it twice makes one video. It does not
   * give away the upload's id, which only the uploader knows.
   */
  static String ofUpload(String upload) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return of(digest.digest(("video of " + upload).getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every JDK", e);
    }
  }

  private static String of(byte[] bytes) {
    var number = new BigInteger(1, bytes);
    var base = BigInteger.valueOf(ALPHABET.length());
    StringBuilder id = new StringBuilder(LENGTH);
    for (int i = 0; i < LENGTH; i++) {
      id.append(ALPHABET.charAt(number.mod(base).intValue()));
      number = number.divide(base);
    }
    return id.toString();
  }
}
