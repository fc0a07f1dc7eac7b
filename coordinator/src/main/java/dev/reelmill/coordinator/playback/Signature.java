package dev.reelmill.coordinator.playback;

import dev.reelmill.common.store.ObjectKeys;
import dev.reelmill.coordinator.web.Exchange;
import dev.reelmill.coordinator.web.Refusal;

/** What a signed URL claims. */
record Signature(String key, long expires, String text) {

  /** A check of the store's. */
  interface Check {
    boolean allows(String key, long expires, String signature);
  }

  /**
   * The key that the URL lends.
   *
   * @throws Refusal 403 if the signature does not fit or has expired
   */
  static String requireKey(Exchange exchange, Check check) {
    Signature signature = of(exchange);
    if (!check.allows(signature.key, signature.expires, signature.text)) {
      throw forbidden();
    }
    return signature.key;
  }

  private static Signature of(Exchange exchange) {
    try {
      return new Signature(
          ObjectKeys.checked(exchange.variable("key")),
          Long.parseLong(exchange.query("expires").orElse("")),
          exchange.query("signature").orElse(""));
    } catch (IllegalArgumentException e) {
      throw forbidden();
    }
  }

  private static Refusal forbidden() {
    return new Refusal(
        403,
        "signature-refused",
        "The URL's signature does not fit this method and object, or has expired.");
  }
}
