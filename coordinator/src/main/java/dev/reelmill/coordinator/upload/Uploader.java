package dev.reelmill.coordinator.upload;

import dev.reelmill.coordinator.web.Exchange;
import java.util.Arrays;

/**
 * Whoever uploaded a video: the one that knows the upload's secret id, of which the video's id is
 * made. Browsers keep it in a cookie for the video's own pages, programs send it as {@code
 * Authorization: Bearer …}.
 */
public final class Uploader {

  private static final String COOKIE = "uploader";
  private static final String BEARER = "Bearer ";
  private static final long YEAR_SECONDS = 365L * 24 * 60 * 60;

  private Uploader() {}

  /** Lets the browser that sent the last bytes prove later that it was the one. */
  static void remember(Exchange exchange, String secret, String video) {
    boolean secure = "https".equals(exchange.origin().getScheme());
    exchange.header(
        "Set-Cookie",
        COOKIE
            + "="
            + secret
            + "; Path=/videos/"
            + video
            + "; Max-Age="
            + YEAR_SECONDS
            + "; HttpOnly; SameSite=Strict"
            + (secure ? "; Secure" : ""));
  }

  /** Whether a request comes from the uploader of a video. */
  public static boolean sent(Exchange exchange, String video) {
    String authorization = exchange.header("Authorization").orElse("");
    return (authorization.startsWith(BEARER)
            && proves(authorization.substring(BEARER.length()), video))
        || Arrays.stream(exchange.header("Cookie").orElse("").split(";", -1))
            .map(String::strip)
            .filter(cookie -> cookie.startsWith(COOKIE + "="))
            .anyMatch(cookie -> proves(cookie.substring(COOKIE.length() + 1), video));
  }

  /** Nobody can find a secret for a given video: that would be finding a hash's origin. */
  private static boolean proves(String secret, String video) {
    return VideoId.ofUpload(secret).equals(video);
  }
}
