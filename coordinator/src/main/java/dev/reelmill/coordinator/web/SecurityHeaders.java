package dev.reelmill.coordinator.web;

import io.vertx.core.http.HttpServerResponse;

/** What every answer tells browsers not to do with it. */
final class SecurityHeaders {

  private SecurityHeaders() {}

  static void put(HttpServerResponse response) {
    response
        .putHeader("X-Content-Type-Options", "nosniff")
        .putHeader("Referrer-Policy", "strict-origin-when-cross-origin")
        .putHeader("Cross-Origin-Opener-Policy", "same-origin")
        .putHeader("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
        .putHeader("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
  }
}
