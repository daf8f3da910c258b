package org.optika.core.privacy.noise;

import static org.optika.core.Checks.require;

import java.io.Serializable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * A fraction of integers, exact. Always reduced, with the sign in the numerator: equal numbers are
 * equal records.
 *
 * @param denominator &gt; 0
 */
public record Rational(BigInteger numerator, BigInteger denominator)
    implements Comparable<Rational>, Serializable {

  public static final Rational ZERO = of(0, 1);
  public static final Rational ONE = of(1, 1);

  public Rational {
    require(denominator.signum() > 0, "denominator must be > 0, got %s", denominator);
    BigInteger divisor = numerator.gcd(denominator);
    numerator = numerator.divide(divisor);
    denominator = denominator.divide(divisor);
  }

  public static Rational of(long numerator, long denominator) {
    return new Rational(BigInteger.valueOf(numerator), BigInteger.valueOf(denominator));
  }

  public static Rational of(BigInteger number) {
    return new Rational(number, BigInteger.ONE);
  }

  /** The decimal as it is: 0.1 is 1/10. */
  public static Rational of(BigDecimal number) {
    return number.scale() <= 0
        ? of(number.toBigIntegerExact())
        : new Rational(number.unscaledValue(), BigInteger.TEN.pow(number.scale()));
  }

  public Rational plus(Rational other) {
    return new Rational(
        numerator.multiply(other.denominator).add(other.numerator.multiply(denominator)),
        denominator.multiply(other.denominator));
  }

  public Rational minus(Rational other) {
    return plus(new Rational(other.numerator.negate(), other.denominator));
  }

  public Rational times(Rational other) {
    return new Rational(
        numerator.multiply(other.numerator), denominator.multiply(other.denominator));
  }

  public Rational times(long factor) {
    return times(of(factor, 1));
  }

  /**
   * @param other &gt; 0
   */
  public Rational dividedBy(Rational other) {
    require(other.signum() > 0, "divisor must be > 0, got %s", other);
    return times(new Rational(other.denominator, other.numerator));
  }

  public int signum() {
    return numerator.signum();
  }

  /** Largest integer that is not above this number. */
  public BigInteger floor() {
    BigInteger[] wholeAndRest = numerator.divideAndRemainder(denominator);
    return wholeAndRest[1].signum() < 0
        ? wholeAndRest[0].subtract(BigInteger.ONE)
        : wholeAndRest[0];
  }

  /** The number as a decimal of so many significant digits. */
  public BigDecimal toDecimal(int digits, RoundingMode rounding) {
    return new BigDecimal(numerator)
        .divide(new BigDecimal(denominator), new MathContext(digits, rounding));
  }

  @Override
  public int compareTo(Rational other) {
    return numerator.multiply(other.denominator).compareTo(other.numerator.multiply(denominator));
  }

  /** For instance {@code 2/3}, or {@code 5} for an integer. */
  @Override
  public String toString() {
    return denominator.equals(BigInteger.ONE)
        ? numerator.toString()
        : numerator + "/" + denominator;
  }
}
