package org.optika.core.privacy.audit;

import org.optika.core.privacy.noise.BitSource;

/** A mechanism on a fixed input. */
@FunctionalInterface
interface Randomised {
  /**
   * One output, independent of all others.
   *
   * @return the numbers that an attacker looks at, always as many; {@code NaN} stands for nothing
   */
  double[] draw(BitSource bits);
}
