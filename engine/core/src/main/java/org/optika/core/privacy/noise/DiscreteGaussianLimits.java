package org.optika.core.privacy.noise;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;

/**
 * Figures of the discrete Gaussian for large σ, from 64 on, where it is as good as the normal
 * distribution. By Poisson's summation formula the sum of exp(-x²/2σ²) over the integers is σ√(2π)
 * times 1 + 2exp(-2π²σ²) + ...; the second term is below 10^-35000 here, and is neglected.
 */
record DiscreteGaussianLimits(Rational sigmaSquared) implements DiscreteGaussianFigures {

  private static final int DIGITS = 20;
  private static final int WORKING_DIGITS = 40;
  private static final MathContext WORKING = new MathContext(WORKING_DIGITS);

  /** π, rounded down and up to 50 digits after the point. */
  private static final Enclosure PI =
      new Enclosure(
          new BigDecimal("3.14159265358979323846264338327950288419716939937510"),
          new BigDecimal("3.14159265358979323846264338327950288419716939937511"),
          WORKING_DIGITS);

  @Override
  public BigDecimal variance() {
    return decimal(sigmaSquared).round(new MathContext(DIGITS));
  }

  /**
   * 2 / (σ√(2π)) times the sum of x·exp(-x²/2σ²) over x &gt; 0, which by the formula of Euler and
   * Maclaurin is σ² - 1/12 - 1/(240σ²) - 1/(2016σ⁴) - ...; the next term is below 10^-18 of it.
   */
  @Override
  public BigDecimal meanAbsoluteError() {
    Rational inverse = Rational.ONE.dividedBy(sigmaSquared);
    Rational sum =
        sigmaSquared
            .minus(Rational.of(1, 12))
            .minus(inverse.times(Rational.of(1, 240)))
            .minus(inverse.times(inverse).times(Rational.of(1, 2016)));
    return decimal(sum.times(2)).divide(weight(), new MathContext(DIGITS));
  }

  @Override
  public BigDecimal probabilityOfZero() {
    return BigDecimal.ONE.divide(weight(), new MathContext(DIGITS));
  }

  /**
   * The least t with erfc((t + 1/2) / σ√2) &lt;= alpha, an upper bound of P(|X| &gt; t):
   * exp(-x²/2σ²) is concave up to σ and convex from there on, so that each weight is at least its
   * integral from x - 1/2 to x + 1/2 in the middle and at most that in the tails.
   */
  @Override
  public BigInteger halfWidth(Rational alpha) {
    Rational inside = Rational.ONE.minus(alpha);
    Enclosure least = PI.times(Enclosure.of(inside.times(inside), WORKING_DIGITS));
    return FirstInteger.where(
        t -> {
          Rational edge = Rational.of(t.shiftLeft(1).add(BigInteger.ONE));
          Rational w = edge.times(edge).dividedBy(sigmaSquared.times(4));
          return piTimesErfSquared(w).lower().compareTo(least.upper()) >= 0;
        });
  }

  /**
   * π·erf(√(w/2))² = 2·w·exp(-w)·(1 + w/3 + w²/(3·5) + w³/(3·5·7) + ...)². Source: Abramowitz and
   * Stegun, Handbook of Mathematical Functions, 7.1.6, squared so that no root is needed.
   */
  private static Enclosure piTimesErfSquared(Rational w) {
    Enclosure factor = Enclosure.of(w, WORKING_DIGITS);
    Enclosure term = Enclosure.one(WORKING_DIGITS);
    Enclosure sum = term;
    BigDecimal negligible = BigDecimal.ONE.movePointLeft(WORKING_DIGITS);
    BigInteger halving = w.floor().add(BigInteger.ONE); // from 2k + 1 >= 2w on, terms halve
    for (long k = 1;
        halving.compareTo(BigInteger.valueOf(k)) >= 0 || term.upper().compareTo(negligible) > 0;
        k++) {
      Enclosure odd = Enclosure.of(2 * k + 1, WORKING_DIGITS);
      term = term.times(factor).dividedBy(odd);
      sum = sum.plus(term);
    }
    sum = sum.plus(new Enclosure(BigDecimal.ZERO, term.upper(), WORKING_DIGITS));
    Enclosure twice = factor.plus(factor);
    return twice.times(sum).times(sum).times(Enclosure.exp(Rational.ZERO.minus(w), WORKING_DIGITS));
  }

  /** σ√(2π). */
  private BigDecimal weight() {
    return PI.lower().multiply(decimal(sigmaSquared.times(2))).sqrt(WORKING);
  }

  private static BigDecimal decimal(Rational number) {
    return number.toDecimal(WORKING_DIGITS, WORKING.getRoundingMode());
  }
}
