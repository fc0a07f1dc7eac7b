package dev.reelmill.coordinator.upload;

import dev.reelmill.coordinator.web.Endpoint;
import dev.reelmill.coordinator.web.Exchange;
import dev.reelmill.coordinator.web.Refusal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;

/** What all requests of the tus protocol 1.0.0 have in common. */
final class Tus {

  static final String PATH = "/api/uploads";
  static final String BYTES = "application/offset+octet-stream";

  /** The id of the video that the upload became. */
  static final String VIDEO = "Reelmill-Video";

  private static final String VERSION = "1.0.0";

  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private Tus() {}

  /** The endpoint, for clients that speak this version. */
  static Endpoint versioned(Endpoint endpoint) {
    return exchange -> {
      exchange.header("Tus-Resumable", VERSION);
      if (!exchange.header("Tus-Resumable").orElse("").equals(VERSION)) {
        throw new Refusal(
            412,
            "tus-version",
            "Say which version of tus this is: Tus-Resumable: " + VERSION,
            Map.of("Tus-Version", VERSION));
      }
      endpoint.handle(exchange);
    };
  }

  /** Tells a client what it may do. */
  static Endpoint options(UploadSettings settings) {
    return exchange ->
        exchange
            .header("Tus-Resumable", VERSION)
            .header("Tus-Version", VERSION)
            .header(
                "Tus-Extension", "creation,creation-with-upload,checksum,termination,expiration")
            .header("Tus-Checksum-Algorithm", Checksum.ALGORITHMS)
            .header("Tus-Max-Size", Long.toString(settings.maxSizeBytes()))
            .send(204);
  }

  static Upload find(Uploads uploads, Exchange exchange) {
    return uploads
        .find(exchange.variable("id"))
        .orElseThrow(
            () -> Refusal.notFound("There is no such upload; it may have expired. Begin anew."));
  }

  static boolean carriesBytes(Exchange exchange) {
    return exchange.header("Content-Type").orElse("").strip().equalsIgnoreCase(BYTES);
  }

  /** A header that is a whole number of bytes. */
  static long bytes(Exchange exchange, String header) {
    String text = exchange.header(header).orElse("").strip();
    if (!text.matches("\\d{1,18}")) {
      throw Refusal.badRequest(header + " is missing, or not a number of bytes.");
    }
    return Long.parseLong(text);
  }

  static String date(Instant instant) {
    return HTTP_DATE.format(instant);
  }
}
