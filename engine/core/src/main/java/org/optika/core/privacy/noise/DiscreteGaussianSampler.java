package org.optika.core.privacy.noise;

import java.io.Serializable;
import java.math.BigInteger;

/**
 * Integers x with probability proportional to exp(-x²/2σ²) for a rational σ² &gt; 0. Source:
 * Canonne, Kamath, Steinke 2020 (arXiv 2004.00010), algorithm 3: a discrete Laplace draw Y of scale
 * t = ⌊σ⌋ + 1 is kept with probability exp(-(|Y| - σ²/t)²/2σ²).
 *
 * <p>With σ² = n/d the exponent is (|Y|·d·t - n)² / (2·n·d·t²). It is computed in {@code long} for
 * every Y for which both parts stay below 2^62, and in {@link BigInteger} else, with the same
 * draws. About 1.3 to 2.2 draws of Y are needed in expectation, the more the smaller σ.
 */
final class DiscreteGaussianSampler implements Serializable {
  private static final long serialVersionUID = 1L;

  private final DiscreteLaplaceSampler proposals;
  private final BigInteger variance;
  private final BigInteger step;
  private final BigInteger divisor;
  private final long longVariance;
  private final long longStep;
  private final long longDivisor;

  /** Largest |Y| for which the exponent fits {@code long}; -1 if none does. */
  private final long largestLong;

  private DiscreteGaussianSampler(
      DiscreteLaplaceSampler proposals, Rational sigmaSquared, boolean mayUseLong) {
    BigInteger scale = proposalScale(sigmaSquared);
    this.proposals = proposals;
    this.variance = sigmaSquared.numerator();
    this.step = sigmaSquared.denominator().multiply(scale);
    this.divisor = variance.multiply(step).multiply(scale).shiftLeft(1);
    this.longVariance = variance.longValue();
    this.longStep = step.longValue();
    this.longDivisor = divisor.longValue();
    this.largestLong = mayUseLong ? largestLong() : -1;
  }

  /**
   * @param sigmaSquared σ² &gt; 0
   */
  static DiscreteGaussianSampler of(Rational sigmaSquared) {
    return new DiscreteGaussianSampler(
        DiscreteLaplaceSampler.of(Rational.of(proposalScale(sigmaSquared))), sigmaSquared, true);
  }

  /** The same distribution without the arithmetic of {@code long}. */
  static DiscreteGaussianSampler ofBigIntegers(Rational sigmaSquared) {
    return new DiscreteGaussianSampler(
        DiscreteLaplaceSampler.ofBigIntegers(Rational.of(proposalScale(sigmaSquared))),
        sigmaSquared,
        false);
  }

  private static BigInteger proposalScale(Rational sigmaSquared) {
    return sigmaSquared.floor().sqrt().add(BigInteger.ONE);
  }

  /**
   * The squared numerator is below 2^62 iff |Y|·d·t - n is between -2^31 and 2^31. For Y = 0 it is,
   * if the divisor is below 2^62, as 2·n·d·t² &gt; 2·n².
   */
  private long largestLong() {
    if (divisor.bitLength() > 62) {
      return -1;
    }
    BigInteger root = BigInteger.ONE.shiftLeft(31);
    return root.subtract(BigInteger.ONE).add(variance).divide(step).longValueExact();
  }

  BigInteger draw(BitSource bits) {
    BigInteger proposal = proposals.draw(bits);
    while (!accepts(proposal.abs(), bits)) {
      proposal = proposals.draw(bits);
    }
    return proposal;
  }

  private boolean accepts(BigInteger magnitude, BitSource bits) {
    if (magnitude.bitLength() < Long.SIZE && magnitude.longValue() <= largestLong) {
      long distance = magnitude.longValue() * longStep - longVariance;
      return Bernoulli.exponential(distance * distance, longDivisor, bits);
    }
    BigInteger distance = magnitude.multiply(step).subtract(variance);
    return Bernoulli.exponential(distance.multiply(distance), divisor, bits);
  }
}
