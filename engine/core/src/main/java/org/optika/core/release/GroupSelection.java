package org.optika.core.release;

import static org.optika.core.Checks.require;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import org.optika.core.privacy.accounting.BoxCost;
import org.optika.core.privacy.accounting.Charge;
import org.optika.core.privacy.accounting.PrivacyLoss;
import org.optika.core.privacy.noise.AdditiveMechanism;
import org.optika.core.privacy.noise.DiscreteGaussianMechanism;
import org.optika.core.privacy.noise.GaussianThresholdMechanism;
import org.optika.core.privacy.noise.Rational;
import org.optika.core.privacy.noise.TruncatedGeometricMechanism;

/**
 * Which groups of the data are shown. Half of delta is spent on it. Two forms, chosen by L0, the
 * number of groups that a person counts in, which is public:
 *
 * <ul>
 *   <li>up to {@value #MOST_GROUPS_OF_GEOMETRIC}, {@link TruncatedGeometricMechanism} on the exact
 *       number of persons, with a share of epsilon;
 *   <li>above, a threshold on the noisy number of persons, which is a statistic of the release like
 *       others and may be published. The threshold is T = 1 + z with P(X &gt;= z) &lt;= delta / L0
 *       for its noise X. A group that only one person is in is shown with that probability at most,
 *       and a person is alone in L0 groups at most; all other groups exist without the person too,
 *       and are covered by the noise.
 * </ul>
 *
 * <p>With a minimum of m persons a group of n is treated as one of n - m + 1, and never shown when
 * that is below 1. The number still changes by 1 with a person, so both proofs hold as they are.
 *
 * <p>Sources: D. Desfontaines, J. Voss, B. Gipson, C. Mandayam, Differentially private partition
 * selection, PoPETs 2022(1); A. Korolova, K. Kenthapadi, N. Mishra, A. Ntoulas, Releasing search
 * queries and clicks privately, WWW 2009, for thresholds.
 */
final class GroupSelection {
  static final int MOST_GROUPS_OF_GEOMETRIC = 3;

  private static final MathContext SHARE_DIGITS = new MathContext(6, RoundingMode.FLOOR);
  private static final BigDecimal HALF = new BigDecimal("0.5");

  private final SelectedKeys keys;
  private final ContributionBounds bounds;
  private final BigDecimal epsilon;
  private final BigDecimal delta;

  private GroupSelection(
      SelectedKeys keys, ContributionBounds bounds, BigDecimal epsilon, BigDecimal delta) {
    this.keys = keys;
    this.bounds = bounds;
    this.epsilon = epsilon;
    this.delta = delta;
  }

  /**
   * @param share of epsilon that the weight of the selection is, in (0, 1]; a threshold takes none
   * @throws IllegalArgumentException when the price has no delta
   */
  static GroupSelection of(
      SelectedKeys keys, ContributionBounds bounds, PrivacyLoss price, double share) {
    require(
        price.delta().signum() > 0,
        "groups that are selected from the data need a delta above 0, such as 1e-6");
    BigDecimal epsilon =
        isByThreshold(bounds)
            ? BigDecimal.ZERO
            : price.epsilon().multiply(BigDecimal.valueOf(share)).round(SHARE_DIGITS);
    return new GroupSelection(
        keys, bounds, epsilon, price.delta().multiply(HALF).round(SHARE_DIGITS));
  }

  /** Whether the noisy number of persons decides. */
  static boolean isByThreshold(ContributionBounds bounds) {
    return bounds.groups() > MOST_GROUPS_OF_GEOMETRIC;
  }

  /** What a person pays, besides the noise of the number of persons. */
  Charge charge() {
    double groups = bounds.groups();
    return new Charge(
        new BoxCost(
            Math.nextUp(epsilon.doubleValue() / groups), Math.nextUp(delta.doubleValue() / groups)),
        bounds.groups());
  }

  /**
   * @param ofPeople noise of the number of persons; null when it has none
   */
  GroupChoice choice(AdditiveMechanism ofPeople) {
    int least = keys.minimumPeople();
    if (!isByThreshold(bounds)) {
      return new GroupChoice.ByPersons(
          TruncatedGeometricMechanism.of(epsilon, delta, bounds.groups()), least);
    }
    DiscreteGaussianMechanism noise = (DiscreteGaussianMechanism) ofPeople;
    // P(X >= z) is half of P(|X| > z - 1).
    Rational bothTails = Rational.of(delta).times(Rational.of(2, bounds.groups()));
    long lone = 2 + noise.halfWidth(bothTails).longValueExact();
    return new GroupChoice.ByNoisyPersons(
        new GaussianThresholdMechanism(noise, lone + least - 1), least);
  }
}
