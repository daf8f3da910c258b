package org.optika.core.privacy.noise;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * Adds to an exact integer an integer of a symmetric distribution with mean 0. Values with
 * fractions are first brought to a public grid and counted in its steps; scale and errors are in
 * steps too.
 *
 * <p>What is said about the noise takes milliseconds to compute and is the same for every value: it
 * is asked for once a report, not once a row.
 */
public sealed interface AdditiveMechanism extends NoiseMechanism
    permits DiscreteLaplaceMechanism, DiscreteGaussianMechanism {

  /** The exact value plus one draw of the noise. */
  BigInteger noisy(BigInteger exact, BitSource bits);

  /**
   * {@link #noisy(BigInteger, BitSource)} brought into the range of {@code long} at its nearer end.
   * It never throws: an overflow would tell something about the exact value, while a limit on the
   * noisy one costs no privacy.
   */
  default long noisy(long exact, BitSource bits) {
    BigInteger noisy = noisy(BigInteger.valueOf(exact), bits);
    if (noisy.bitLength() < Long.SIZE) {
      return noisy.longValue();
    }
    return noisy.signum() < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
  }

  /** Variance of the noise, to 20 significant digits. */
  BigDecimal variance();

  /** Mean of the absolute noise, E|X|, to 15 significant digits or more. */
  BigDecimal meanAbsoluteError();

  /** How often the noise is 0, to 20 significant digits. */
  BigDecimal probabilityOfZero();

  /**
   * Half of the width of a confidence interval around a noisy value: the exact one lies within with
   * probability 1 - alpha or more.
   *
   * @param alpha in (0, 1), 1/20 for a 95 % interval
   * @return the least integer t with P(|X| &gt; t) &lt;= alpha
   */
  BigInteger halfWidth(Rational alpha);
}
