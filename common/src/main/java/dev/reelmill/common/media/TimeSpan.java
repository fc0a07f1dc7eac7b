package dev.reelmill.common.media;

/**
 * A stretch of published time.
 *
 * @param start in seconds
 * @param end in seconds, exclusive
 */
public record TimeSpan(Rational start, Rational end) {

  public TimeSpan {
    if (end.compareTo(start) < 0) {
      throw new IllegalArgumentException("a span from " + start + " s back to " + end + " s");
    }
  }

  public Rational length() {
    return end.minus(start);
  }
}
