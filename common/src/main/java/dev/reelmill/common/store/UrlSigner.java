package dev.reelmill.common.store;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs and checks URLs for one object and one method until a time, for a store that has no
 * presigning of its own. The signature is HMAC-SHA256 over method, key and expiry.
 */
public final class UrlSigner {

  private final SecretKeySpec secret;
  private final Clock clock;

  /**
   * @param secret at least 32 random bytes, the same for all coordinators
   */
  public UrlSigner(byte[] secret, Clock clock) {
    if (secret.length < 32) {
      throw new IllegalArgumentException("a signing secret has at least 32 bytes");
    }
    this.secret = new SecretKeySpec(secret, "HmacSHA256");
    this.clock = clock;
  }

  /**
   * A URL under {@code base} that allows {@code method} on {@code key} for a while.
   *
   * @param base without a slash at its end, for example {@code http://host:8080/objects}
   */
  public String sign(String base, String method, String key, Duration validity) {
    long expires = clock.instant().plus(validity).getEpochSecond();
    return base
        + "/"
        + key
        + "?expires="
        + expires
        + "&signature="
        + signature(method, key, expires);
  }

  /** Whether the signature fits and has not expired. */
  public boolean allows(String method, String key, long expires, String signature) {
    return clock.instant().getEpochSecond() <= expires
        && MessageDigest.isEqual(
            signature(method, key, expires).getBytes(StandardCharsets.US_ASCII),
            signature.getBytes(StandardCharsets.US_ASCII));
  }

  private String signature(String method, String key, long expires) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(secret);
      byte[] signed =
          mac.doFinal((method + "\n" + key + "\n" + expires).getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(signed);
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("HMAC-SHA256 is part of every JDK", e);
    }
  }
}
