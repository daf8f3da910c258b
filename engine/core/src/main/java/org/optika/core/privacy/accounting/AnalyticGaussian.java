package org.optika.core.privacy.accounting;

import static org.optika.core.Checks.require;

/**
 * The exact price of Gaussian noise, for a query of L2 sensitivity 1: with standard deviation sigma
 * it is (epsilon, delta)-private if and only if
 *
 * <pre>delta &gt;= Phi(1/(2 sigma) - epsilon sigma) - e^epsilon Phi(-1/(2 sigma) - epsilon sigma)
 * </pre>
 *
 * <p>Source: B. Balle and Y.-X. Wang, Improving the Gaussian mechanism for differential privacy:
 * analytical calibration and optimal denoising, ICML 2018, theorem 8. For another sensitivity,
 * divide sigma by it. Rounding never makes noise look more private than it is: delta, epsilon and
 * sigma are at least the exact ones.
 */
public final class AnalyticGaussian {

  private AnalyticGaussian() {}

  /**
   * Smallest delta at which noise of this size gives this epsilon.
   *
   * @param sigma standard deviation per unit of sensitivity; &gt; 0
   * @param epsilon &gt;= 0
   * @return at least the exact value; too large by less than 1e-8 of it for sigma up to 1,000 and
   *     delta from 1e-20
   */
  public static double delta(double sigma, double epsilon) {
    requireSigma(sigma);
    require(
        epsilon >= 0 && epsilon < Double.POSITIVE_INFINITY,
        "epsilon must be >= 0, got %s",
        epsilon);
    double near = 1 / (2 * sigma) - epsilon * sigma;
    double far = 1 / (2 * sigma) + epsilon * sigma;
    // The rounding of near, of the density and of the ratio; |near| is at most far.
    double error = 0x1p-50 * (4 + far * far);
    // e^epsilon * density(far) = density(near), so that nothing overflows.
    double density = StandardNormal.density(near);
    double first =
        near < 0 ? density * StandardNormal.millsRatio(-near) : StandardNormal.lowerTail(near);
    double second = density * StandardNormal.millsRatio(far);
    return Math.min(1, first * (1 + error) - second * (1 - error));
  }

  /**
   * Smallest epsilon at which noise of this size gives this delta.
   *
   * @param sigma standard deviation per unit of sensitivity; &gt; 0
   * @param delta in [1e-30, 1)
   * @return at least the exact value; 0 if already that gives the delta
   */
  public static double epsilon(double sigma, double delta) {
    requireSigma(sigma);
    requireDelta(delta);
    if (delta(sigma, 0) <= delta) {
      return 0;
    }
    return Bisection.leastPositive(epsilon -> delta(sigma, epsilon) <= delta, 1);
  }

  /**
   * Smallest standard deviation per unit of sensitivity that gives this epsilon and delta.
   *
   * @param epsilon &gt; 0
   * @param delta in [1e-30, 1)
   * @return at least the exact value, too large by less than 1e-6 of it
   */
  public static double sigma(double epsilon, double delta) {
    require(
        epsilon > 0 && epsilon < Double.POSITIVE_INFINITY, "epsilon must be > 0, got %s", epsilon);
    requireDelta(delta);
    return Bisection.leastPositive(sigma -> delta(sigma, epsilon) <= delta, 1 / epsilon);
  }

  private static void requireSigma(double sigma) {
    require(sigma > 0 && sigma < Double.POSITIVE_INFINITY, "sigma must be > 0, got %s", sigma);
  }

  private static void requireDelta(double delta) {
    require(delta >= 1e-30 && delta < 1, "delta must be in [1e-30, 1), got %s", delta);
  }
}
