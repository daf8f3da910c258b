package org.optika.core.privacy.noise;

import static org.optika.core.Checks.require;

import java.io.Serializable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.function.IntFunction;

/**
 * An interval that certainly holds a real number: interval arithmetic with lower ends rounded down
 * and upper ends rounded up (R. E. Moore, Interval Analysis, 1966). Answers "is it above?" without
 * error where the ends agree; where they do not, the caller asks again with more digits.
 *
 * @param lower &lt;= upper
 * @param digits significant digits to which results of arithmetic are rounded
 */
record Enclosure(BigDecimal lower, BigDecimal upper, int digits) implements Serializable {

  private static final int FIRST_DIGITS = 20;

  Enclosure {
    require(lower.compareTo(upper) <= 0, "ends must ascend, got %s and %s", lower, upper);
  }

  static Enclosure of(Rational number, int digits) {
    return new Enclosure(
        number.toDecimal(digits, RoundingMode.FLOOR),
        number.toDecimal(digits, RoundingMode.CEILING),
        digits);
  }

  /** An integer of at most 19 digits, exactly. */
  static Enclosure of(long number, int digits) {
    BigDecimal exact = BigDecimal.valueOf(number);
    return new Enclosure(exact, exact, digits);
  }

  /** numerator / 2^bits, exactly. */
  static BigDecimal dyadic(BigInteger numerator, int bits) {
    return new BigDecimal(numerator.multiply(BigInteger.valueOf(5).pow(bits)), bits);
  }

  /**
   * e^x. For x in [0, 1/2] the sum of x^i/i!, whose rest is at most twice the first term left out;
   * a larger x is halved before and the result squared as often; a negative one gives the inverse.
   */
  static Enclosure exp(Rational x, int digits) {
    if (x.signum() < 0) {
      return one(digits).dividedBy(exp(Rational.ZERO.minus(x), digits));
    }
    int halvings = x.floor().bitLength() + 1;
    int guarded = digits + halvings + 5; // a squaring doubles the relative width
    Enclosure reduced =
        of(new Rational(x.numerator(), x.denominator().shiftLeft(halvings)), guarded);
    Enclosure sum = one(guarded);
    Enclosure term = sum;
    BigDecimal negligible = BigDecimal.ONE.movePointLeft(guarded);
    for (int i = 1; term.upper.compareTo(negligible) > 0; i++) {
      term = term.times(reduced).dividedBy(of(i, guarded));
      sum = sum.plus(term);
    }
    Enclosure power = sum.plus(new Enclosure(BigDecimal.ZERO, term.upper.add(term.upper), guarded));
    for (int i = 0; i < halvings; i++) {
      power = power.times(power);
    }
    return new Enclosure(power.lower, power.upper, digits);
  }

  static Enclosure one(int digits) {
    return of(1, digits);
  }

  Enclosure plus(Enclosure other) {
    return rounded(lower.add(other.lower), upper.add(other.upper));
  }

  Enclosure minus(Enclosure other) {
    return rounded(lower.subtract(other.upper), upper.subtract(other.lower));
  }

  Enclosure times(Enclosure other) {
    BigDecimal[] products = {
      lower.multiply(other.lower),
      lower.multiply(other.upper),
      upper.multiply(other.lower),
      upper.multiply(other.upper)
    };
    BigDecimal least = products[0];
    BigDecimal largest = products[0];
    for (BigDecimal product : products) {
      least = least.min(product);
      largest = largest.max(product);
    }
    return rounded(least, largest);
  }

  /**
   * @param divisor certainly above 0
   */
  Enclosure dividedBy(Enclosure divisor) {
    require(divisor.lower.signum() > 0, "divisor must be > 0, got %s", divisor.lower);
    BigDecimal least = lower.divide(lower.signum() < 0 ? divisor.lower : divisor.upper, down());
    BigDecimal largest = upper.divide(upper.signum() < 0 ? divisor.upper : divisor.lower, up());
    return new Enclosure(least, largest, digits);
  }

  /** The smaller of both numbers. */
  Enclosure min(Enclosure other) {
    return new Enclosure(lower.min(other.lower), upper.min(other.upper), digits);
  }

  /**
   * A number as a decimal, with as many digits of arithmetic as it takes.
   *
   * @param number from digits to enclosures that close in on it; not 0
   * @param significant digits of the answer, the last of which may be off by one
   */
  static BigDecimal decimal(IntFunction<Enclosure> number, int significant) {
    for (int digits = Math.max(FIRST_DIGITS, 2 * significant); ; digits *= 2) {
      Enclosure known = number.apply(digits);
      BigDecimal width = known.upper.subtract(known.lower);
      if (width.movePointRight(significant).compareTo(known.lower.abs()) <= 0) {
        return known.upper.round(new MathContext(significant));
      }
    }
  }

  /**
   * Whether a number is positive, with as many digits as it takes.
   *
   * @param number from digits to enclosures that close in on it; it must not be 0, or this never
   *     ends
   */
  static boolean isPositive(IntFunction<Enclosure> number) {
    for (int digits = FIRST_DIGITS; ; digits *= 2) {
      Enclosure known = number.apply(digits);
      if (known.lower.signum() > 0) {
        return true;
      }
      if (known.upper.signum() < 0) {
        return false;
      }
    }
  }

  private Enclosure rounded(BigDecimal least, BigDecimal largest) {
    return new Enclosure(least.round(down()), largest.round(up()), digits);
  }

  private MathContext down() {
    return new MathContext(digits, RoundingMode.FLOOR);
  }

  private MathContext up() {
    return new MathContext(digits, RoundingMode.CEILING);
  }
}
