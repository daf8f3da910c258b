package org.optika.core.privacy.noise;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * Figures of the discrete Gaussian from the sums over x &gt; 0 of f(x) = exp(-x²/2σ²), x·f(x) and
 * x²·f(x), term by term until the rest does not matter. Takes about 12σ terms, so for moderate σ.
 *
 * @param weights f(1), f(2), ...
 * @param weight sum of f(x), with an enclosure of the rest; the others likewise
 */
record DiscreteGaussianSums(
    List<Enclosure> weights, Enclosure weight, Enclosure first, Enclosure second)
    implements DiscreteGaussianFigures {

  private static final int DIGITS = 20;
  private static final int WORKING_DIGITS = 40;
  private static final Enclosure ONE = Enclosure.one(WORKING_DIGITS);
  private static final Enclosure ZERO = ONE.minus(ONE);

  static DiscreteGaussianSums of(Rational sigmaSquared) {
    // f(x + 1) = f(x) ratio(x), ratio(x) = exp(-(2x + 1)/2σ²), ratio(x + 1) = ratio(x) exp(-1/σ²)
    Rational inverse = Rational.ONE.dividedBy(sigmaSquared);
    Enclosure shrink = Enclosure.exp(Rational.ZERO.minus(inverse), WORKING_DIGITS);
    Enclosure ratio =
        Enclosure.exp(Rational.ZERO.minus(inverse.times(Rational.of(1, 2))), WORKING_DIGITS);
    List<Enclosure> weights = new ArrayList<>();
    Enclosure f = ONE;
    Enclosure weight = ZERO;
    Enclosure first = ZERO;
    Enclosure second = ZERO;
    for (int x = 1; ; x++) {
      f = f.times(ratio);
      ratio = ratio.times(shrink);
      weights.add(f);
      Enclosure xf = f.times(integer(x));
      Enclosure xxf = xf.times(integer(x));
      weight = weight.plus(f);
      first = first.plus(xf);
      second = second.plus(xxf);
      // Terms x²f(x) shrink ever faster: after this one they stay below a geometric series.
      Enclosure growth = integer(x + 1).dividedBy(integer(x));
      Enclosure quotient = ratio.times(growth).times(growth);
      if (quotient.upper().compareTo(BigDecimal.ONE) < 0) {
        BigDecimal rest = xxf.times(quotient).dividedBy(ONE.minus(quotient)).upper();
        if (rest.movePointRight(WORKING_DIGITS - 5).compareTo(second.lower()) <= 0) {
          Enclosure upToRest = new Enclosure(BigDecimal.ZERO, rest, WORKING_DIGITS);
          return new DiscreteGaussianSums(
              weights, weight.plus(upToRest), first.plus(upToRest), second.plus(upToRest));
        }
      }
    }
  }

  @Override
  public BigDecimal variance() {
    return decimal(twice(second).dividedBy(total()));
  }

  @Override
  public BigDecimal meanAbsoluteError() {
    return decimal(twice(first).dividedBy(total()));
  }

  @Override
  public BigDecimal probabilityOfZero() {
    return decimal(ONE.dividedBy(total()));
  }

  @Override
  public BigInteger halfWidth(Rational alpha) {
    BigDecimal inside =
        Enclosure.of(Rational.ONE.minus(alpha), WORKING_DIGITS).times(total()).upper();
    Enclosure within = ONE;
    int t = 0;
    while (within.lower().compareTo(inside) < 0 && t < weights.size()) {
      within = within.plus(twice(weights.get(t)));
      t++;
    }
    return BigInteger.valueOf(t);
  }

  private Enclosure total() {
    return ONE.plus(twice(weight));
  }

  private static Enclosure twice(Enclosure number) {
    return number.plus(number);
  }

  private static Enclosure integer(int number) {
    return Enclosure.of(number, WORKING_DIGITS);
  }

  private static BigDecimal decimal(Enclosure number) {
    return Enclosure.decimal(digits -> number, DIGITS);
  }
}
