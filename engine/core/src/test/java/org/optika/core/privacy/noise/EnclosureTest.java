package org.optika.core.privacy.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnclosureTest {

  private static void assertHolds(Enclosure enclosure, String number) {
    assertThat(enclosure.lower()).isLessThanOrEqualTo(new BigDecimal(number));
    assertThat(enclosure.upper()).isGreaterThanOrEqualTo(new BigDecimal(number));
  }

  private static void assertNarrow(Enclosure enclosure, int digits) {
    assertThat(enclosure.upper().subtract(enclosure.lower()).movePointRight(digits))
        .isLessThanOrEqualTo(enclosure.lower().abs());
  }

  /** 60 digits as published (OEIS A001113, A068985, A019774, A072334). */
  @ParameterizedTest
  @CsvSource({
    "1, 1, 2.71828182845904523536028747135266249775724709369995957496697",
    "-1, 1, 0.36787944117144232159552377016146086744581113103176783450784",
    "1, 2, 1.64872127070012814684865078781416357165377610071014801157508",
    "2, 1, 7.38905609893065022723042746057500781318031557055184732408713"
  })
  void powers_of_e_hold_their_published_digits(long numerator, long denominator, String digits) {
    Rational x = Rational.of(numerator, denominator);

    assertHolds(Enclosure.exp(x, 50), digits);
    assertNarrow(Enclosure.exp(x, 50), 49);
    assertNarrow(Enclosure.exp(x, 20), 19);
  }

  static LongStream seeds() {
    return LongStream.range(0, 60);
  }

  /** e^(x+y) and e^x e^y hold the same number; so do enclosures of more and of fewer digits. */
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void powers_of_e_multiply(long seed) {
    BitSource bits = TestStreams.named("powers " + seed);
    Rational x = Rational.of(bits.nextBits(20) - (1 << 19), 1 + bits.nextBits(14));
    Rational y = Rational.of(bits.nextBits(20) - (1 << 19), 1 + bits.nextBits(14));

    Enclosure product = Enclosure.exp(x, 30).times(Enclosure.exp(y, 30));
    Enclosure power = Enclosure.exp(x.plus(y), 60);

    assertThat(product.lower()).isLessThanOrEqualTo(power.upper());
    assertThat(power.lower()).isLessThanOrEqualTo(product.upper());
    Enclosure coarse = Enclosure.exp(x.plus(y), 20);
    assertThat(coarse.lower()).isLessThanOrEqualTo(power.lower());
    assertThat(coarse.upper()).isGreaterThanOrEqualTo(power.upper());
    assertNarrow(product, 27);
    assertNarrow(power, 57);
  }

  @Test
  void powers_of_e_are_those_of_floating_point() {
    for (int i = -700; i <= 700; i += 7) {
      assertThat(Enclosure.exp(Rational.of(i, 10), 20).lower().doubleValue())
          .isCloseTo(Math.exp(i / 10.0), within(Math.exp(i / 10.0) * 1e-14));
    }
  }

  /** Both operands are the enclosures of random fractions; the exact result must lie within. */
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void arithmetic_holds_the_exact_result(long seed) {
    BitSource bits = TestStreams.named("arithmetic " + seed);
    Rational x = Rational.of(bits.nextBits(20) - (1 << 19), 1 + bits.nextBits(14));
    Rational y = Rational.of(bits.nextBits(20) - (1 << 19), 1 + bits.nextBits(14));
    Rational positive = Rational.of(1 + bits.nextBits(20), 1 + bits.nextBits(14));
    Enclosure ofX = Enclosure.of(x, 5);
    Enclosure ofY = Enclosure.of(y, 5);

    assertHolds(ofX.plus(ofY), x.plus(y));
    assertHolds(ofX.minus(ofY), x.minus(y));
    assertHolds(ofX.times(ofY), x.times(y));
    assertHolds(ofX.dividedBy(Enclosure.of(positive, 5)), x.dividedBy(positive));
  }

  private static void assertHolds(Enclosure enclosure, Rational number) {
    assertThat(Rational.of(enclosure.lower())).isLessThanOrEqualTo(number);
    assertThat(Rational.of(enclosure.upper())).isGreaterThanOrEqualTo(number);
  }

  @Test
  void signs_are_found_with_as_many_digits_as_it_takes() {
    // 1/3 and a decimal of 90 digits that is just below it
    BigDecimal below = BigDecimal.ONE.divide(BigDecimal.valueOf(3), new MathContext(90));

    assertThat(
            Enclosure.isPositive(
                digits ->
                    Enclosure.of(Rational.of(1, 3), digits)
                        .minus(Enclosure.of(Rational.of(below), digits))))
        .isTrue();
    assertThat(
            Enclosure.isPositive(
                digits ->
                    Enclosure.of(Rational.of(below), digits)
                        .minus(Enclosure.of(Rational.of(1, 3), digits))))
        .isFalse();
  }

  @Test
  void dyadic_fractions_are_exact_decimals() {
    assertThat(Enclosure.dyadic(BigInteger.valueOf(5), 3)).isEqualByComparingTo("0.625");
  }

  @Test
  void what_encloses_nothing_is_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Enclosure(BigDecimal.ONE, BigDecimal.ZERO, 20))
        .withMessage("ends must ascend, got 1 and 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Enclosure.one(20).dividedBy(Enclosure.of(Rational.ZERO, 20)))
        .withMessage("divisor must be > 0, got 0");
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 2, 3, 4, 5, 1023, 1024, 1025, 1_000_000_007})
  void the_first_integer_is_found(long first) {
    BigInteger expected = BigInteger.valueOf(first);

    assertThat(FirstInteger.where(n -> n.compareTo(expected) >= 0)).isEqualTo(expected);
  }
}
