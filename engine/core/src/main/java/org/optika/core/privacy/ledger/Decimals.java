package org.optika.core.privacy.ledger;

import static org.optika.core.Checks.require;

import java.math.BigDecimal;

/** Epsilons and deltas as the ledger keeps them. */
final class Decimals {
  private Decimals() {}

  private static final int DIGITS = 38;

  /**
   * 0.5 and 0.50 are one number, and one hash.
   *
   * @throws IllegalArgumentException when the table's decimal type cannot hold the number exactly
   */
  static BigDecimal canonical(String name, BigDecimal number) {
    BigDecimal shortest = number.stripTrailingZeros();
    require(
        shortest.scale() <= Spending.DECIMAL_PLACES
            && shortest.precision() - shortest.scale() <= DIGITS - Spending.DECIMAL_PLACES,
        "%s must have at most %d digits before and %d after the point, got %s",
        name,
        DIGITS - Spending.DECIMAL_PLACES,
        Spending.DECIMAL_PLACES,
        number);
    return shortest;
  }
}
