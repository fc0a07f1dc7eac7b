package dev.reelmill.coordinator.api;

import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.failure.ReelmillException;
import dev.reelmill.coordinator.web.Exchange;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The administrator's token, and whether a request has it. */
final class AdminToken {

  private final byte[] authorization;
  private final String name;

  AdminToken(String token) {
    this.name = "admin token " + fingerprint(token);
    this.authorization = ("Bearer " + token).getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Returns only if the request has it.
   *
   * @throws ReelmillException {@link FailureCode#UNAUTHORIZED}
   */
  void require(Exchange exchange) {
    byte[] given = exchange.header("Authorization").orElse("").getBytes(StandardCharsets.UTF_8);
    if (!MessageDigest.isEqual(authorization, given)) {
      exchange.header("WWW-Authenticate", "Bearer");
      throw new ReelmillException(
          FailureCode.UNAUTHORIZED,
          "send the administrator's token as 'Authorization: Bearer …'; the embedded farm keeps"
              + " it in its data folder, in secrets/admin-token");
    }
  }

  /** What tells it from other tokens in a log, without giving it away. */
  String name() {
    return name;
  }

  private static String fingerprint(String token) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 4);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every JDK", e);
    }
  }
}
