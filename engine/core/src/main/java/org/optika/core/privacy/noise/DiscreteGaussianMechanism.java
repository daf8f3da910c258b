package org.optika.core.privacy.noise;

import static org.optika.core.Checks.require;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/**
 * Discrete Gaussian noise: P(X = x) proportional to exp(-x²/2σ²) on the integers.
 *
 * <p>Values that one person changes by at most Δ in Euclidean norm are released with
 * Δ²/2σ²-concentrated differential privacy. Its variance is at most σ², and smaller than that only
 * below σ = 1. Source: Canonne, Kamath, Steinke 2020 (arXiv 2004.00010), theorem 4 and corollary 9.
 */
public final class DiscreteGaussianMechanism implements AdditiveMechanism {
  private static final long serialVersionUID = 1L;

  /** Value of the {@code mechanism} column. */
  public static final String ID = "discrete-gaussian";

  private static final int SIGMA_SQUARED_DIGITS = 9;
  private static final Rational SUMS_UP_TO = Rational.of(4096, 1);

  /** Far below what 40 digits of arithmetic can still tell from 0. */
  private static final Rational LEAST_ALPHA = Rational.of(new BigDecimal("1e-20"));

  private final Rational sigmaSquared;
  private final DiscreteGaussianSampler sampler;

  private DiscreteGaussianMechanism(Rational sigmaSquared) {
    require(sigmaSquared.signum() > 0, "sigma squared must be > 0, got %s", sigmaSquared);
    this.sigmaSquared = sigmaSquared;
    this.sampler = DiscreteGaussianSampler.of(sigmaSquared);
  }

  /**
   * @param sigmaSquared σ² &gt; 0, in squared steps of the grid
   */
  public static DiscreteGaussianMechanism withSigmaSquared(Rational sigmaSquared) {
    return new DiscreteGaussianMechanism(sigmaSquared);
  }

  /**
   * Noise of at least this σ: its square is rounded up to 9 significant digits. That adds less than
   * a part in 10^8 to the variance, and a short fraction is drawn in machine arithmetic.
   *
   * @param sigma &gt; 0, in steps of the grid
   */
  public static DiscreteGaussianMechanism ofSigma(BigDecimal sigma) {
    require(sigma.signum() > 0, "sigma must be > 0, got %s", sigma);
    return withSigmaSquared(
        Rational.of(
            Rational.of(sigma.pow(2)).toDecimal(SIGMA_SQUARED_DIGITS, RoundingMode.CEILING)));
  }

  @Override
  public String id() {
    return ID;
  }

  /** σ², in squared steps of the grid. */
  public Rational sigmaSquared() {
    return sigmaSquared;
  }

  @Override
  public BigInteger noisy(BigInteger exact, BitSource bits) {
    return exact.add(sampler.draw(bits));
  }

  @Override
  public BigDecimal variance() {
    return figures().variance();
  }

  @Override
  public BigDecimal meanAbsoluteError() {
    return figures().meanAbsoluteError();
  }

  @Override
  public BigDecimal probabilityOfZero() {
    return figures().probabilityOfZero();
  }

  /**
   * {@inheritDoc} For σ &lt;= 64 the least, unless P(|X| &gt; t) is within 10^-30 of alpha. Above,
   * the tail is bounded by that of the normal distribution, which in rare cases (about one in a
   * thousand at σ = 64, fewer above) gives one step more than the least.
   *
   * @param alpha in [10^-20, 1)
   */
  @Override
  public BigInteger halfWidth(Rational alpha) {
    require(
        alpha.compareTo(LEAST_ALPHA) >= 0 && alpha.compareTo(Rational.ONE) < 0,
        "alpha must be in [1e-20, 1), got %s",
        alpha);
    return figures().halfWidth(alpha);
  }

  private DiscreteGaussianFigures figures() {
    return sigmaSquared.compareTo(SUMS_UP_TO) <= 0
        ? DiscreteGaussianSums.of(sigmaSquared)
        : new DiscreteGaussianLimits(sigmaSquared);
  }

  @Override
  public String toString() {
    return ID + "[sigmaSquared=" + sigmaSquared + "]";
  }
}
