package org.optika.core.privacy.noise;

import java.math.BigInteger;
import java.util.function.Predicate;

/** The least integer from which on a condition holds, found by doubling and bisection. */
final class FirstInteger {

  private FirstInteger() {}

  /**
   * @param condition false up to some integer and true from there on
   * @return the least integer &gt;= 0 for which it is true
   */
  static BigInteger where(Predicate<BigInteger> condition) {
    if (condition.test(BigInteger.ZERO)) {
      return BigInteger.ZERO;
    }
    BigInteger fails = BigInteger.ZERO;
    BigInteger holds = BigInteger.ONE;
    while (!condition.test(holds)) {
      fails = holds;
      holds = holds.shiftLeft(1);
    }
    while (holds.subtract(fails).compareTo(BigInteger.ONE) > 0) {
      BigInteger middle = fails.add(holds).shiftRight(1);
      if (condition.test(middle)) {
        holds = middle;
      } else {
        fails = middle;
      }
    }
    return holds;
  }
}
