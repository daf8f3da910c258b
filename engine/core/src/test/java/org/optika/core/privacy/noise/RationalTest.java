package org.optika.core.privacy.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RationalTest {

  @Test
  void fractions_are_reduced() {
    assertThat(Rational.of(6, 4)).isEqualTo(Rational.of(3, 2)).hasToString("3/2");
    assertThat(Rational.of(0, 7)).isEqualTo(Rational.ZERO).hasToString("0");
    assertThat(Rational.of(-6, 3)).hasToString("-2");
  }

  @ParameterizedTest
  @CsvSource({"0.1, 1/10", "0.50, 1/2", "1e3, 1000", "-2.5, -5/2", "1.0986, 5493/5000"})
  void decimals_are_taken_as_they_are(BigDecimal decimal, String expected) {
    assertThat(Rational.of(decimal)).hasToString(expected);
  }

  @Test
  void arithmetic_is_exact() {
    Rational third = Rational.of(1, 3);
    Rational half = Rational.of(1, 2);

    assertThat(third.plus(half)).isEqualTo(Rational.of(5, 6));
    assertThat(third.minus(half)).isEqualTo(Rational.of(-1, 6));
    assertThat(third.times(half)).isEqualTo(Rational.of(1, 6));
    assertThat(third.times(6)).isEqualTo(Rational.of(2, 1));
    assertThat(third.dividedBy(half)).isEqualTo(Rational.of(2, 3));
    assertThat(third).isLessThan(half).isGreaterThan(Rational.of(-5, 1));
  }

  @ParameterizedTest
  @CsvSource({"7, 2, 3", "-7, 2, -4", "6, 2, 3", "-6, 2, -3", "1, 3, 0", "-1, 3, -1"})
  void floor_goes_down_for_negative_numbers_too(long numerator, long denominator, long floor) {
    assertThat(Rational.of(numerator, denominator).floor()).isEqualTo(BigInteger.valueOf(floor));
  }

  @Test
  void decimals_of_a_fraction_are_rounded_as_asked() {
    assertThat(Rational.of(2, 3).toDecimal(3, RoundingMode.FLOOR)).isEqualTo("0.666");
    assertThat(Rational.of(2, 3).toDecimal(3, RoundingMode.CEILING)).isEqualTo("0.667");
  }

  @Test
  void what_is_no_fraction_is_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Rational.of(1, 0))
        .withMessage("denominator must be > 0, got 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Rational.ONE.dividedBy(Rational.ZERO))
        .withMessage("divisor must be > 0, got 0");
  }
}
