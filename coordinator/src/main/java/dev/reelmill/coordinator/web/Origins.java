package dev.reelmill.coordinator.web;

import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Keeps pages of other sites from sending what changes something here. */
record Origins(@Nullable URI publicUrl) {

  private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");

  void check(HttpServerRequest request) {
    if (SAFE.contains(request.method().name()) || hasToken(request)) {
      return;
    }
    String site = request.getHeader("Sec-Fetch-Site");
    String origin = request.getHeader("Origin");
    boolean foreign =
        site != null
            ? !site.equals("same-origin") && !site.equals("none")
            : origin != null && !isOurs(origin, request);
    if (foreign) {
      throw new Refusal(
          403,
          "foreign-origin",
          "This request came from a page of another site ("
              + origin
              + ") and was not carried out.");
    }
  }

  /** A page can't send this header to another site unless that site allows it, and we don't. */
  private static boolean hasToken(HttpServerRequest request) {
    String authorization = request.getHeader("Authorization");
    return authorization != null && authorization.startsWith("Bearer ");
  }

  private boolean isOurs(String origin, HttpServerRequest request) {
    String host = request.getHeader("Host");
    if (origin.equals("http://" + host) || origin.equals("https://" + host)) {
      return true;
    }
    return publicUrl != null
        && origin.equals(publicUrl.getScheme() + "://" + publicUrl.getRawAuthority());
  }
}
