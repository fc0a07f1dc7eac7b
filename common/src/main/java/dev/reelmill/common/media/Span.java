package dev.reelmill.common.media;

/**
 * A half-open stretch of published time, in seconds from the origin.
 *
 * @param start inside
 * @param end outside, after the start
 */
public record Span(Rational start, Rational end) {

  public Span {
    if (start.compareTo(end) >= 0) {
      throw new IllegalArgumentException("nothing lies from " + start + " to " + end + " s");
    }
  }
}
