package org.optika.core.privacy.accounting;

import static org.optika.core.Checks.require;

import java.util.OptionalDouble;

/**
 * Discrete Gaussian noise on whole numbers: P(x) is proportional to e^(-x^2 / (2 sigma^2)). A shift
 * by s loses s (s - 2x) / (2 sigma^2) with P(x) (C. Canonne, G. Kamath and T. Steinke, The discrete
 * Gaussian for differential privacy, NeurIPS 2020, theorem 7). Sensitivity is no unit that can be
 * divided out, as the lattice stays.
 *
 * @param sigma parameter, in steps of the lattice (a little more than the standard deviation when
 *     below 1); in [0.05, 1e15]
 * @param sensitivity s of one number, in steps of the lattice; in [1, 2^53]. A query of several
 *     numbers is charged number by number, or as a {@link DiscreteGaussianVectorCost}
 */
public record DiscreteGaussianCost(double sigma, long sensitivity) implements MechanismCost {

  /** P(|Z| &gt; 10) is 1.5e-23, of which the lattice makes little more. */
  private static final double LAST_DEVIATION = 10;

  private static final double PROBABILITY_BEYOND = 1e-21;

  /**
   * From here on the lattice is so fine that bounding it by a normal distribution costs nothing.
   */
  private static final double FINE_LATTICE = 1 << 16;

  /** From here on all points together weigh what the curve encloses, to the last bit. */
  private static final double SUMMED_LATTICE = 2;

  public DiscreteGaussianCost {
    require(sigma >= 0.05 && sigma <= 1e15, "sigma must be in [0.05, 1e15], got %s", sigma);
    require(
        sensitivity >= 1 && sensitivity <= 1L << 53,
        "sensitivity must be in [1, 2^53], got %s",
        sensitivity);
  }

  @Override
  public OptionalDouble pureEpsilon() {
    return OptionalDouble.empty();
  }

  /** s^2 / (2 sigma^2) (Canonne, Kamath and Steinke 2020, theorem 4). */
  @Override
  public OptionalDouble zcdpRho() {
    return OptionalDouble.of(shift() * shift() / 2);
  }

  /**
   * The exact delta of one such release (theorem 7): the sum over x of P(x) (1 - e^(epsilon -
   * loss(x))) where that is positive.
   *
   * @param epsilon &gt;= 0
   * @return at least the exact value; too large by less than 1e-9 of it for delta from 1e-12
   */
  public double delta(double epsilon) {
    require(
        epsilon >= 0 && epsilon < Double.POSITIVE_INFINITY,
        "epsilon must be >= 0, got %s",
        epsilon);
    require(
        sigma <= FINE_LATTICE, "exact delta is for sigma up to %s, got %s", FINE_LATTICE, sigma);
    double sum = 0;
    long last =
        (long)
            Math.min(
                lastPoint(), Math.ceil(sensitivity / 2.0 - epsilon * sigma * sigma / sensitivity));
    for (long x = -lastPoint(); x <= last; x++) {
      sum += weight(x) * Math.max(0, -Math.expm1(epsilon - loss(x)));
    }
    double rounding = 1 + 0x1p-40 + 2 * lastPoint() * 0x1p-53; // of a term, and of summing them
    return Math.min(1, sum / totalWeight() * rounding + PROBABILITY_BEYOND);
  }

  @Override
  public PrivacyLossDistribution lossDistribution() {
    if (sigma > FINE_LATTICE) {
      return new DiscreteGaussianVectorCost(sigma, sensitivity, sensitivity, 1).lossDistribution();
    }
    LossSpread spread = new LossSpread(loss(lastPoint()), loss(-lastPoint()), shift());
    double total = totalWeight();
    for (long x = -lastPoint(); x <= lastPoint(); x++) {
      spread.addAtom(loss(x), weight(x) / total);
    }
    spread.addInfinite(PROBABILITY_BEYOND);
    return spread.distribution();
  }

  private double shift() {
    return sensitivity / sigma;
  }

  private double loss(long x) {
    return sensitivity * (sensitivity - 2.0 * x) / (2 * sigma * sigma);
  }

  private double weight(long x) {
    return Math.exp(-(x / sigma) * (x / sigma) / 2);
  }

  /**
   * By Poisson's summation sqrt(2 pi) sigma (1 + 2 e^(-2 pi^2 sigma^2) + ...): a bound from below.
   */
  private double totalWeight() {
    if (sigma >= SUMMED_LATTICE) {
      return Math.sqrt(2 * Math.PI) * sigma;
    }
    double sum = 0;
    for (long x = lastPoint(); x > 0; x--) {
      sum += weight(x);
    }
    return 1 + 2 * sum;
  }

  private long lastPoint() {
    return (long) Math.ceil(LAST_DEVIATION * sigma) + 1;
  }
}
