package org.optika.core.privacy.accounting;

import static org.optika.core.Checks.require;

import java.util.function.IntToDoubleFunction;

/**
 * Which delta goes with which epsilon: the curve of a distribution of losses (B. Balle, G. Barthe
 * and M. Gaboardi, Privacy profiles and amplification by subsampling, JPC 2020). Between two points
 * of the grid it is a straight line over e^epsilon.
 */
final class PrivacyCurve {

  /** Covers, several times, the rounding of a delta: three units at each of 2^16 points. */
  private static final double ROUNDING = 1 + 0x1p-33;

  private final PrivacyLossDistribution losses;

  private final double interval;

  /** At each point, the delta of the finite losses with the point as epsilon. */
  private final double[] deltas;

  private final double finite;

  PrivacyCurve(PrivacyLossDistribution losses) {
    this.losses = losses;
    this.interval = losses.interval();
    this.deltas = new double[losses.points()];
    double fall = Math.exp(-interval);
    double rest = -Math.expm1(-interval);
    double above = 0;
    for (int i = deltas.length - 1; i > 0; i--) {
      above += losses.mass(i);
      // One point lower, all of the masses above gain; a sum of positive terms.
      deltas[i - 1] = above * rest + deltas[i] * fall;
    }
    this.finite = above + losses.mass(0);
  }

  double delta(double epsilon) {
    require(
        epsilon >= 0 && epsilon < Double.POSITIVE_INFINITY,
        "epsilon must be >= 0, got %s",
        epsilon);
    if (epsilon >= losses.highest() * interval) {
      return losses.infinite();
    }
    int below = (int) Math.floor(epsilon / interval);
    double part = Math.expm1(epsilon - below * interval) / Math.expm1(interval);
    double delta = deltaAt(below) * (1 - part) + deltaAt(below + 1) * part;
    return Math.min(1, (delta + losses.infinite()) * ROUNDING);
  }

  double epsilon(double delta) {
    return epsilon(this::deltaAt, losses.highest(), losses.infinite(), delta);
  }

  /**
   * Epsilon of these and other losses together. The delta at one epsilon is the mean, over the
   * other losses, of the delta that is left for these: some twenty sums find the epsilon.
   *
   * @param other on the same grid
   */
  double epsilonWith(PrivacyLossDistribution other, double delta) {
    return epsilon(
        point -> {
          double sum = 0;
          for (int i = 0; i < other.points(); i++) {
            sum += other.mass(i) * deltaAt(point - other.lowest() - i);
          }
          return sum;
        },
        losses.highest() + other.highest(),
        losses.infiniteWith(other),
        delta);
  }

  /**
   * @param deltaAt of the finite losses; falling, and 0 at {@code highest}
   * @param lost probability of an infinite loss
   */
  private double epsilon(IntToDoubleFunction deltaAt, int highest, double lost, double delta) {
    require(
        delta >= PrivacyLossDistribution.MIN_DELTA && delta < 1,
        "delta must be in [%s, 1), got %s",
        PrivacyLossDistribution.MIN_DELTA,
        delta);
    double left = delta / ROUNDING - lost;
    if (left < 0) {
      return Double.POSITIVE_INFINITY;
    }
    if (highest <= 0 || deltaAt.applyAsDouble(0) <= left) {
      return 0;
    }
    int tooLow = 0;
    int enough = highest;
    while (enough - tooLow > 1) {
      int middle = tooLow + (enough - tooLow) / 2;
      if (deltaAt.applyAsDouble(middle) <= left) {
        enough = middle;
      } else {
        tooLow = middle;
      }
    }
    double above = deltaAt.applyAsDouble(tooLow);
    double part = (above - left) / (above - deltaAt.applyAsDouble(enough));
    // However little two deltas differ, the rounding of part moves a delta by a few units in its
    // last place only, which the margin of left covers.
    return Math.min(
        enough * interval,
        (tooLow * interval + Math.log1p(part * Math.expm1(interval))) * (1 + 0x1p-50));
  }

  private double deltaAt(int point) {
    int i = point - losses.lowest();
    if (i >= 0) {
      return i < deltas.length ? deltas[i] : 0;
    }
    double below = i * interval;
    return deltas[0] * Math.exp(below) + finite * -Math.expm1(below);
  }
}
