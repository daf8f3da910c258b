package org.optika.core.privacy.accounting;

import static org.optika.core.Checks.require;

import java.util.OptionalDouble;

/**
 * Discrete Gaussian noise on several whole numbers at once, of which a person changes any by any
 * whole amount within a bound on the whole change s: |s|_1 and |s|_2. One distribution of losses is
 * an upper bound for all such changes.
 *
 * <p><b>Proof.</b> A shift by s loses sum s_i (s_i - 2 x_i) / (2 sigma^2) at the noise x, which has
 * the probability of the product of all e^(-x_i^2 / (2 sigma^2)) / T with T &gt;= sqrt(2 pi) sigma
 * (Poisson's summation).
 *
 * <ol>
 *   <li>By Jensen's inequality e^(-x^2 / (2 sigma^2)) is at most e^(1 / (24 sigma^2)) times its
 *       mean over [x - 1/2, x + 1/2]: the mean of t^2 there is x^2 + 1/12.
 *   <li>A loss at x is at most the one at any point of the cube of width 1 around it plus |s|_1 /
 *       (2 sigma^2).
 *   <li>So every delta is at most e^(n / (24 sigma^2)) times that of normal losses with mean
 *       |s|_2^2 / (2 sigma^2) + |s|_1 / (2 sigma^2) and standard deviation |s|_2 / sigma, for n
 *       numbers that change.
 *   <li>Deltas of normal losses grow with |s|_2, as those of the Gaussian mechanism do, and with
 *       the mean.
 * </ol>
 *
 * <p>A delta of a composition is a mean of deltas of its parts at shifted epsilons, so the bound
 * may take the place of a part.
 *
 * @param sigma parameter of the noise, in steps of the lattice; in [0.05, 1e15]
 * @param l2 largest Euclidean length of a change, in steps; &gt;= 1
 * @param l1 largest sum of absolute changes, in steps; in [l2, 2^53]
 * @param numbers most numbers that one person changes; in [1, l1]
 */
public record DiscreteGaussianVectorCost(double sigma, double l2, long l1, int numbers)
    implements MechanismCost {

  public DiscreteGaussianVectorCost {
    require(sigma >= 0.05 && sigma <= 1e15, "sigma must be in [0.05, 1e15], got %s", sigma);
    require(l2 >= 1 && l2 <= l1 * (1 + 0x1p-40), "l2 must be in [1, l1 = %s], got %s", l1, l2);
    require(l1 <= 1L << 53, "l1 must be at most 2^53, got %s", l1);
    require(numbers >= 1 && numbers <= l1, "numbers must be in [1, l1 = %s], got %s", l1, numbers);
  }

  @Override
  public OptionalDouble pureEpsilon() {
    return OptionalDouble.empty();
  }

  /** |s|_2^2 / (2 sigma^2): what its numbers cost one by one, which adds up. */
  @Override
  public OptionalDouble zcdpRho() {
    return OptionalDouble.of(l2 / sigma * (l2 / sigma) / 2);
  }

  @Override
  public PrivacyLossDistribution lossDistribution() {
    return GaussianCost.normalLosses(mean(), sigma / l2, mass());
  }

  /** Mean of the normal losses that bound all others. */
  double mean() {
    return l2 / sigma * (l2 / sigma) / 2 + l1 / sigma / sigma / 2;
  }

  /** Their probability altogether: a little more than 1. */
  double mass() {
    return Math.exp(numbers / (24 * sigma * sigma));
  }
}
