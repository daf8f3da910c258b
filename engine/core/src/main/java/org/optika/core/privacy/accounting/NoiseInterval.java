package org.optika.core.privacy.accounting;

import static org.optika.core.Checks.require;

/**
 * Half-widths of two-sided intervals: noise is larger in absolute value with probability at most
 * alpha. They follow from public parameters, so that printing them costs nothing.
 */
public final class NoiseInterval {

  private NoiseInterval() {}

  /**
   * Laplace noise: scale * ln(1 / alpha).
   *
   * @param scale &gt; 0
   * @param alpha in (0, 1)
   */
  public static double laplace(double scale, double alpha) {
    require(scale > 0, "scale must be > 0, got %s", scale);
    requireAlpha(alpha);
    return scale * -Math.log(alpha);
  }

  /**
   * Gaussian noise: sigma times the normal quantile of alpha / 2.
   *
   * @param sigma &gt; 0
   * @param alpha in (0, 1)
   */
  public static double gaussian(double sigma, double alpha) {
    require(sigma > 0, "sigma must be > 0, got %s", sigma);
    requireAlpha(alpha);
    return sigma * StandardNormal.tailBegin(alpha / 2);
  }

  /**
   * Discrete Laplace noise, P(x) proportional to q^|x| with q = e^-parameter: the least whole t
   * with P(|X| &gt; t) = 2 q^(t+1) / (1 + q) &lt;= alpha.
   *
   * @param parameter &gt; 0
   * @param alpha in (0, 1)
   */
  public static long discreteLaplace(double parameter, double alpha) {
    require(parameter > 0, "parameter must be > 0, got %s", parameter);
    requireAlpha(alpha);
    double logAtZero = Math.log(2 / (1 + Math.exp(-parameter)));
    return (long) Math.max(0, Math.ceil((logAtZero - Math.log(alpha)) / parameter - 1));
  }

  private static void requireAlpha(double alpha) {
    require(alpha > 0 && alpha < 1, "alpha must be in (0, 1), got %s", alpha);
  }
}
