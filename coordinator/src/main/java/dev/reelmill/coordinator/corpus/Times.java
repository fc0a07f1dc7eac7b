package dev.reelmill.coordinator.corpus;

import dev.reelmill.common.media.Rational;

/** Arithmetic on times that are fractions of a second. */
final class Times {

  private Times() {}

  static Rational distance(Rational left, Rational right) {
    Rational difference = left.minus(right);
    return difference.isPositive() ? difference : Rational.ZERO.minus(difference);
  }

  static Rational earlier(Rational left, Rational right) {
    return left.compareTo(right) <= 0 ? left : right;
  }

  static Rational later(Rational left, Rational right) {
    return left.compareTo(right) >= 0 ? left : right;
  }

  /** For people. */
  static double millis(Rational time) {
    return time.times(1_000_000).round() / 1000.0;
  }
}
