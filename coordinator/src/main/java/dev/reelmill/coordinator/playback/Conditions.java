package dev.reelmill.coordinator.playback;

import dev.reelmill.coordinator.web.Exchange;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * The conditions of a request, evaluated in the order of RFC 9110, section 13.2.2.
 *
 * @param etag quoted, perhaps weak
 */
record Conditions(String etag, Instant lastModified) {

  /** What a condition makes of the request. */
  enum Outcome {
    SEND,
    NOT_MODIFIED,
    FAILED
  }

  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  Outcome evaluate(Exchange exchange) {
    Optional<String> ifMatch = exchange.header("If-Match");
    if (ifMatch.isPresent()) {
      if (!lists(ifMatch.get(), true)) {
        return Outcome.FAILED;
      }
    } else if (date(exchange, "If-Unmodified-Since").filter(lastModified()::isAfter).isPresent()) {
      return Outcome.FAILED;
    }
    Optional<String> ifNoneMatch = exchange.header("If-None-Match");
    boolean same =
        ifNoneMatch.isPresent()
            ? lists(ifNoneMatch.get(), false)
            : date(exchange, "If-Modified-Since")
                .filter(date -> !lastModified().isAfter(date))
                .isPresent();
    return same ? Outcome.NOT_MODIFIED : Outcome.SEND;
  }

  /** Whether a range may be sent, as the client's other parts are of these same bytes. */
  boolean rangeHolds(Exchange exchange) {
    Optional<String> ifRange = exchange.header("If-Range").map(String::strip);
    if (ifRange.isEmpty()) {
      return true;
    }
    if (ifRange.get().endsWith("\"")) {
      return isStrong() && ifRange.get().equals(etag);
    }
    return parse(ifRange.get()).filter(lastModified()::equals).isPresent();
  }

  /** HTTP's dates have no fractions of a second. */
  @Override
  public Instant lastModified() {
    return lastModified.truncatedTo(ChronoUnit.SECONDS);
  }

  String lastModifiedText() {
    return HTTP_DATE.format(lastModified);
  }

  private boolean lists(String header, boolean strongly) {
    if (header.strip().equals("*")) {
      return true;
    }
    return Arrays.stream(header.split(",", -1))
        .map(String::strip)
        .anyMatch(
            tag -> strongly ? isStrong() && tag.equals(etag) : opaque(tag).equals(opaque(etag)));
  }

  private boolean isStrong() {
    return !etag.startsWith("W/");
  }

  private static String opaque(String tag) {
    return tag.startsWith("W/") ? tag.substring(2) : tag;
  }

  private static Optional<Instant> date(Exchange exchange, String header) {
    return exchange.header(header).flatMap(Conditions::parse);
  }

  /** Dates that can't be read are as good as none, says section 13.1.3. */
  private static Optional<Instant> parse(String text) {
    try {
      return Optional.of(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text.strip(), Instant::from));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
