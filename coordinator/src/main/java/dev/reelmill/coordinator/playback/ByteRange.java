package dev.reelmill.coordinator.playback;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a {@code Range} header asks of a file, by RFC 9110, section 14. Several ranges, other units
 * and what makes no sense are answered with the whole, as section 14.2 allows.
 */
sealed interface ByteRange {

  Pattern ONE_RANGE = Pattern.compile("bytes\\s*=[\\s,]*(\\d*)\\s*-\\s*(\\d*)[\\s,]*");

  /** Everything, as if nothing had been asked. */
  record Whole() implements ByteRange {}

  /** One part, inside the file and not empty. */
  record Part(long offset, long length) implements ByteRange {}

  /** Asked for what is behind the end. */
  record Unsatisfiable() implements ByteRange {}

  static ByteRange of(String header, long sizeBytes) {
    Matcher matcher = ONE_RANGE.matcher(header.strip().toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      return new Whole();
    }
    String first = matcher.group(1);
    String last = matcher.group(2);
    if (first.isEmpty()) {
      return last.isEmpty() ? new Whole() : suffix(number(last), sizeBytes);
    }
    long from = number(first);
    long to = last.isEmpty() ? Long.MAX_VALUE : number(last);
    if (to < from) {
      return new Whole();
    }
    return from >= sizeBytes
        ? new Unsatisfiable()
        : new Part(from, Math.min(to, sizeBytes - 1) - from + 1);
  }

  private static ByteRange suffix(long length, long sizeBytes) {
    if (length == 0) {
      return new Unsatisfiable();
    }
    if (sizeBytes == 0) {
      // satisfiable by the letter, but Content-Range can't say so
      return new Whole();
    }
    long clipped = Math.min(length, sizeBytes);
    return new Part(sizeBytes - clipped, clipped);
  }

  /** Digits that are too many for a long are behind the end of any file. */
  private static long number(String digits) {
    String significant = digits.replaceFirst("^0+(?=.)", "");
    return significant.length() > 18 ? Long.MAX_VALUE : Long.parseLong(significant);
  }
}
