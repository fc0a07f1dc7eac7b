package dev.reelmill.common.media;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigInteger;

/**
 * An exact fraction in lowest terms, used for frame rates (frames per second), timebases (seconds
 * per tick) and times (seconds). Written as {@code "30000/1001"}, FFmpeg's own notation.
 *
 * @param numerator any integer
 * @param denominator always positive
 */
public record Rational(long numerator, long denominator) implements Comparable<Rational> {

  public static final Rational ZERO = new Rational(0, 1);

  /**
   * Reduces to lowest terms with a positive denominator.
   *
   * @throws IllegalArgumentException if the denominator is 0
   */
  public Rational {
    if (denominator == 0) {
      throw new IllegalArgumentException("a fraction over 0: " + numerator + "/0");
    }
    long divisor =
        BigInteger.valueOf(numerator).gcd(BigInteger.valueOf(denominator)).longValueExact();
    long sign = denominator < 0 ? -1 : 1;
    numerator = Math.multiplyExact(sign, numerator / divisor);
    denominator = Math.multiplyExact(sign, denominator / divisor);
  }

  public static Rational of(long numerator, long denominator) {
    return new Rational(numerator, denominator);
  }

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static Rational of(long whole) {
    return new Rational(whole, 1);
  }

  /**
   * Reads {@code "30000/1001"}, {@code "16:9"} or {@code "25"}.
   *
   * @throws IllegalArgumentException if the text is none of these
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static Rational parse(String text) {
    String[] parts = text.split("[/:]", 2);
    try {
      long numerator = Long.parseLong(parts[0].trim());
      return new Rational(numerator, parts.length == 1 ? 1 : Long.parseLong(parts[1].trim()));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("not a fraction: '" + text + "'", e);
    }
  }

  public Rational plus(Rational other) {
    return of(
        big(numerator)
            .multiply(big(other.denominator))
            .add(big(other.numerator).multiply(big(denominator))),
        big(denominator).multiply(big(other.denominator)));
  }

  public Rational minus(Rational other) {
    return plus(new Rational(Math.negateExact(other.numerator), other.denominator));
  }

  public Rational times(Rational other) {
    return of(
        big(numerator).multiply(big(other.numerator)),
        big(denominator).multiply(big(other.denominator)));
  }

  public Rational times(long factor) {
    return times(of(factor));
  }

  /**
   * Divides.
   *
   * @throws IllegalArgumentException if the other is 0
   */
  public Rational dividedBy(Rational other) {
    return times(
        new Rational(/* numerator= */ other.denominator, /* denominator= */ other.numerator));
  }

  /** The nearest integer; halves go up. */
  public long round() {
    return Math.floorDiv(
        Math.addExact(Math.multiplyExact(2, numerator), denominator),
        Math.multiplyExact(2, denominator));
  }

  /** The greatest integer not above this. */
  public long floor() {
    return Math.floorDiv(numerator, denominator);
  }

  /** The least integer not below this. */
  public long ceil() {
    return Math.ceilDiv(numerator, denominator);
  }

  public boolean isPositive() {
    return numerator > 0;
  }

  /** For people and for playlists only; never for arithmetic. */
  public double toDouble() {
    return (double) numerator / denominator;
  }

  @Override
  public int compareTo(Rational other) {
    return big(numerator)
        .multiply(big(other.denominator))
        .compareTo(big(other.numerator).multiply(big(denominator)));
  }

  @JsonValue
  @Override
  public String toString() {
    return numerator + "/" + denominator;
  }

  private static Rational of(BigInteger numerator, BigInteger denominator) {
    BigInteger divisor = numerator.gcd(denominator);
    return new Rational(
        numerator.divide(divisor).longValueExact(), denominator.divide(divisor).longValueExact());
  }

  private static BigInteger big(long value) {
    return BigInteger.valueOf(value);
  }
}
