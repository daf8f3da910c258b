package org.optika.core.privacy.noise;

import static org.optika.core.Checks.require;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.function.UnaryOperator;

/**
 * Discrete Laplace noise, also called two-sided geometric: P(X = x) = (1 - q) / (1 + q) · q^|x|
 * with q = exp(-1/t).
 *
 * <p>A value that one person changes by at most Δ (in absolute value; for several values, summed
 * over them) is released with ε-differential privacy for t = Δ/ε. Source: A. Ghosh, T. Roughgarden,
 * M. Sundararajan, Universally utility-maximizing privacy mechanisms, STOC 2009; drawn exactly
 * after Canonne, Kamath, Steinke 2020 (arXiv 2004.00010).
 */
public final class DiscreteLaplaceMechanism implements AdditiveMechanism {
  private static final long serialVersionUID = 1L;

  /** Value of the {@code mechanism} column. */
  public static final String ID = "discrete-laplace";

  private static final int DIGITS = 20;

  private final Rational scale;
  private final DiscreteLaplaceSampler sampler;

  private DiscreteLaplaceMechanism(Rational scale) {
    require(scale.signum() > 0, "scale must be > 0, got %s", scale);
    this.scale = scale;
    this.sampler = DiscreteLaplaceSampler.of(scale);
  }

  /**
   * @param scale t &gt; 0, in steps of the grid
   */
  public static DiscreteLaplaceMechanism withScale(Rational scale) {
    return new DiscreteLaplaceMechanism(scale);
  }

  /**
   * The scale Δ/ε, without rounding: a decimal and an integer have an exact quotient.
   *
   * @param epsilon &gt; 0
   * @param sensitivity Δ, in steps of the grid; &gt; 0
   */
  public static DiscreteLaplaceMechanism of(BigDecimal epsilon, BigInteger sensitivity) {
    require(epsilon.signum() > 0, "epsilon must be > 0, got %s", epsilon);
    require(sensitivity.signum() > 0, "sensitivity must be > 0, got %s", sensitivity);
    return withScale(Rational.of(sensitivity).dividedBy(Rational.of(epsilon)));
  }

  @Override
  public String id() {
    return ID;
  }

  /** t, in steps of the grid. */
  public Rational scale() {
    return scale;
  }

  @Override
  public BigInteger noisy(BigInteger exact, BitSource bits) {
    return exact.add(sampler.draw(bits));
  }

  /** 2q / (1 - q)². */
  @Override
  public BigDecimal variance() {
    return figure(
        q -> {
          Enclosure miss = one(q).minus(q);
          return q.plus(q).dividedBy(miss.times(miss));
        });
  }

  /** 2q / (1 - q²). */
  @Override
  public BigDecimal meanAbsoluteError() {
    return figure(q -> q.plus(q).dividedBy(one(q).minus(q).times(one(q).plus(q))));
  }

  /** (1 - q) / (1 + q). */
  @Override
  public BigDecimal probabilityOfZero() {
    return figure(q -> one(q).minus(q).dividedBy(one(q).plus(q)));
  }

  /** P(|X| &gt; t) = 2q^(t+1) / (1 + q) never equals a rational alpha, as q is transcendental. */
  @Override
  public BigInteger halfWidth(Rational alpha) {
    require(
        alpha.signum() > 0 && alpha.compareTo(Rational.ONE) < 0,
        "alpha must be in (0, 1), got %s",
        alpha);
    return FirstInteger.where(t -> isWideEnough(t, alpha));
  }

  private boolean isWideEnough(BigInteger t, Rational alpha) {
    Rational exceeding = Rational.of(t.add(BigInteger.ONE));
    return Enclosure.isPositive(
        digits -> {
          Enclosure tail = power(exceeding, digits);
          return Enclosure.of(alpha, digits)
              .times(one(tail).plus(power(Rational.ONE, digits)))
              .minus(tail.plus(tail));
        });
  }

  private BigDecimal figure(UnaryOperator<Enclosure> ofQ) {
    return Enclosure.decimal(digits -> ofQ.apply(power(Rational.ONE, digits)), DIGITS);
  }

  /** q^x. */
  private Enclosure power(Rational x, int digits) {
    return Enclosure.exp(Rational.ZERO.minus(x.dividedBy(scale)), digits);
  }

  private static Enclosure one(Enclosure like) {
    return Enclosure.one(like.digits());
  }

  @Override
  public String toString() {
    return ID + "[scale=" + scale + "]";
  }
}
