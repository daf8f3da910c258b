package org.optika.core.privacy.accounting;

import static org.optika.core.Checks.require;

/**
 * From zero-concentrated differential privacy to (epsilon, delta) and back. A mechanism is rho-zCDP
 * if the Rényi divergence of order alpha between its results on neighbours is at most alpha * rho,
 * for all alpha &gt; 1; composition adds the rhos (M. Bun and T. Steinke, Concentrated differential
 * privacy: simplifications, extensions, and lower bounds, TCC 2016).
 *
 * <p>The tight conversion is corollary 13 of C. Canonne, G. Kamath and T. Steinke, The discrete
 * Gaussian for differential privacy, NeurIPS 2020:
 *
 * <pre>
 * delta = min over alpha &gt; 1 of e^((alpha-1)(alpha rho - epsilon)) / (alpha-1) * (1 - 1/alpha)^alpha
 * </pre>
 *
 * <p>Each alpha gives a valid delta, so that a minimum missed by rounding costs little and promises
 * nothing false.
 */
public final class ConcentratedPrivacy {

  /** Covers the rounding of the exponent, whose terms stay below 2^10 where delta is not 0. */
  private static final double MARGIN = 1 + 0x1p-36;

  /** Smallest delta for which there is a conversion. */
  public static final double MIN_DELTA = 1e-300;

  private ConcentratedPrivacy() {}

  /**
   * The closed form of Bun and Steinke 2016, proposition 1.3: rho + 2 sqrt(rho ln(1/delta)). Never
   * below {@link #epsilon}; kept because it is what many reports quote.
   *
   * @param rho &gt;= 0
   * @param delta in (0, 1)
   */
  public static double epsilonBunSteinke(double rho, double delta) {
    requireRho(rho);
    requireDelta(delta);
    return (rho + 2 * Math.sqrt(rho * -Math.log(delta))) * (1 + 0x1p-50);
  }

  /**
   * Smallest delta that the tight conversion gives; at least the exact minimum.
   *
   * @param rho &gt;= 0
   * @param epsilon &gt;= 0
   */
  public static double delta(double rho, double epsilon) {
    requireRho(rho);
    require(
        epsilon >= 0 && epsilon < Double.POSITIVE_INFINITY,
        "epsilon must be >= 0, got %s",
        epsilon);
    if (rho == 0) {
      return 0;
    }
    // The derivative of the logarithm is (2 alpha - 1) rho - epsilon + ln(1 - 1/alpha), rising.
    double alpha =
        Bisection.least(
            order -> (2 * order - 1) * rho - epsilon + Math.log1p(-1 / order) >= 0,
            1,
            (epsilon + 1) / (2 * rho) + 2);
    double exponent =
        (alpha - 1) * (alpha * rho - epsilon)
            + alpha * Math.log1p(-1 / alpha)
            - Math.log(alpha - 1);
    // Not 0 where the exponential underflows: that would be a promise.
    return Math.min(1, Math.max(Double.MIN_NORMAL, Math.exp(exponent)) * MARGIN);
  }

  /**
   * Smallest epsilon that the tight conversion gives; at least the exact one.
   *
   * @param rho &gt;= 0
   * @param delta in (0, 1)
   */
  public static double epsilon(double rho, double delta) {
    requireRho(rho);
    requireDelta(delta);
    if (delta(rho, 0) <= delta) {
      return 0;
    }
    return Bisection.leastPositive(epsilon -> delta(rho, epsilon) <= delta, 1);
  }

  /**
   * Largest rho of which the tight conversion gives this epsilon and delta; at most the exact one.
   *
   * @param epsilon &gt;= 0
   * @param delta in (0, 1)
   */
  public static double rho(double epsilon, double delta) {
    requireDelta(delta);
    double tooLarge = Bisection.leastPositive(rho -> delta(rho, epsilon) > delta, 1);
    return Math.nextDown(tooLarge);
  }

  private static void requireRho(double rho) {
    require(rho >= 0 && rho < Double.POSITIVE_INFINITY, "rho must be >= 0, got %s", rho);
  }

  private static void requireDelta(double delta) {
    require(delta >= MIN_DELTA && delta < 1, "delta must be in [%s, 1), got %s", MIN_DELTA, delta);
  }
}
