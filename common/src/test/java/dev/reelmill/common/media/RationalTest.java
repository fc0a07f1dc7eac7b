package dev.reelmill.common.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reelmill.common.json.Json;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;

class RationalTest {

  private static final int TRIES = 300;

  @Property(tries = TRIES)
  void lowest_terms_with_a_positive_denominator(
      @ForAll("fractions") Rational value, @ForAll @LongRange(min = 1, max = 1000) long factor) {
    Rational same =
        Rational.of(
            /* numerator= */ -factor * value.numerator(),
            /* denominator= */ -factor * value.denominator());

    assertThat(same).isEqualTo(value).hasSameHashCodeAs(value);
    assertThat(same.denominator()).isPositive();
    assertThat(
            BigInteger.valueOf(same.numerator()).gcd(BigInteger.valueOf(same.denominator())).abs())
        .isEqualTo(BigInteger.ONE);
  }

  @Property(tries = TRIES)
  void sums_are_exact(@ForAll("fractions") Rational left, @ForAll("fractions") Rational right) {
    Rational sum = left.plus(right);

    BigInteger crosswise =
        big(left.numerator())
            .multiply(big(right.denominator()))
            .add(big(right.numerator()).multiply(big(left.denominator())));
    assertThat(
            big(sum.numerator())
                .multiply(big(left.denominator()))
                .multiply(big(right.denominator())))
        .isEqualTo(crosswise.multiply(big(sum.denominator())));
    assertThat(right.plus(left)).isEqualTo(sum);
    assertThat(sum.minus(right)).isEqualTo(left);
  }

  @Property(tries = TRIES)
  void products_are_exact(@ForAll("fractions") Rational left, @ForAll("fractions") Rational right) {
    Rational product = left.times(right);

    assertThat(
            big(product.numerator())
                .multiply(big(left.denominator()))
                .multiply(big(right.denominator())))
        .isEqualTo(
            big(left.numerator())
                .multiply(big(right.numerator()))
                .multiply(big(product.denominator())));
    if (right.numerator() != 0) {
      assertThat(product.dividedBy(right)).isEqualTo(left);
    }
  }

  @Property(tries = TRIES)
  void order_is_that_of_the_numbers(
      @ForAll("fractions") Rational left, @ForAll("fractions") Rational right) {
    assertThat(Integer.signum(left.compareTo(right)))
        .isEqualTo(Long.signum(left.minus(right).numerator()))
        .isEqualTo(-Integer.signum(right.compareTo(left)));
    assertThat(left.compareTo(right) == 0).isEqualTo(left.equals(right));
  }

  @Property(tries = TRIES)
  void rounding_is_that_of_the_exact_value(@ForAll("fractions") Rational value) {
    BigDecimal exact = BigDecimal.valueOf(value.numerator());
    BigDecimal by = BigDecimal.valueOf(value.denominator());

    assertThat(value.floor()).isEqualTo(exact.divide(by, 0, RoundingMode.FLOOR).longValueExact());
    assertThat(value.ceil()).isEqualTo(exact.divide(by, 0, RoundingMode.CEILING).longValueExact());
    assertThat(value.round()).isEqualTo(value.plus(Rational.of(1, 2)).floor());
  }

  @Property(tries = TRIES)
  void text_and_json_come_back_as_the_same_value(@ForAll("fractions") Rational value) {
    assertThat(Rational.parse(value.toString())).isEqualTo(value);
    assertThat(Json.read(Json.write(value), Rational.class)).isEqualTo(value);
  }

  @Example
  void fractions_are_read_as_ffmpeg_writes_them() {
    assertThat(Rational.parse("30000/1001")).isEqualTo(Rational.of(30_000, 1001));
    assertThat(Rational.parse("16:9")).isEqualTo(Rational.of(16, 9));
    assertThat(Rational.parse("25")).isEqualTo(Rational.of(25));
    assertThat(Rational.parse("-50/100")).hasToString("-1/2");
  }

  @Example
  void what_is_no_fraction_is_refused() {
    for (String text : new String[] {"", "a", "1/", "/2", "1/2/3", "0.5", "1/0", "0/0", "N/A"}) {
      assertThatIllegalArgumentException().as(text).isThrownBy(() -> Rational.parse(text));
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Rational.of(3).dividedBy(Rational.ZERO))
        .withMessageContaining("over 0");
  }

  @Example
  void overflow_is_an_error_and_not_another_number() {
    Rational most = Rational.of(Long.MAX_VALUE);
    assertThatThrownBy(() -> most.plus(Rational.of(1))).isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> most.times(2)).isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> Rational.of(1, Long.MIN_VALUE))
        .isInstanceOf(ArithmeticException.class);
    assertThat(most.times(Rational.of(2, Long.MAX_VALUE))).isEqualTo(Rational.of(2));
  }

  @Provide
  Arbitrary<Rational> fractions() {
    Arbitrary<Long> numerators = Arbitraries.longs().between(-10_000_000, 10_000_000);
    Arbitrary<Long> denominators = Arbitraries.longs().between(1, 1_000_000);
    return Combinators.combine(numerators, denominators).as(Rational::of);
  }

  private static BigInteger big(long value) {
    return BigInteger.valueOf(value);
  }
}
