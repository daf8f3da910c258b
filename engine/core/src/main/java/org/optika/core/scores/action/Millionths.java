package org.optika.core.scores.action;

import java.math.BigDecimal;

/** Amounts of money as whole millionths of one currency. */
public final class Millionths {
  /** One unit of the currency. */
  public static final long UNIT = 1_000_000;

  /** The largest amount of one cost or value, in units of the currency. */
  static final long LARGEST = 1_000_000_000;

  private static final int DECIMALS = 6;

  private Millionths() {}

  /**
   * @param amount in the currency
   * @throws ArithmeticException when it has more than six decimals, or is beyond a long
   */
  public static long of(BigDecimal amount) {
    return amount.movePointRight(DECIMALS).longValueExact();
  }

  /** In the currency, with six decimals. */
  public static BigDecimal decimal(long millionths) {
    return BigDecimal.valueOf(millionths, DECIMALS);
  }

  /**
   * What an action is expected to bring before its cost: uplift x value, rounded to the nearest
   * millionth, halves towards positive infinity.
   *
   * @param uplift in [-1, 1]
   * @param value in the currency; in [0, 2 x 10^9], so that the result is exact as a double too
   */
  static long expected(double uplift, double value) {
    return Math.round(uplift * value * UNIT);
  }
}
