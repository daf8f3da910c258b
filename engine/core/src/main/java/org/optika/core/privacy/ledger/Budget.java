package org.optika.core.privacy.ledger;

import static org.optika.core.Checks.require;

import java.math.BigDecimal;

/**
 * The most that all releases of a controller together may tell about what a person did on any one
 * day.
 *
 * @param epsilon &gt; 0, at most {@value Spending#DECIMAL_PLACES} decimal places
 * @param delta in {@code [0, 1)}, at most {@value Spending#DECIMAL_PLACES} decimal places; should
 *     be far below one divided by the number of persons
 */
public record Budget(BigDecimal epsilon, BigDecimal delta) {

  public Budget {
    epsilon = Decimals.canonical("epsilon of the budget", epsilon);
    delta = Decimals.canonical("delta of the budget", delta);
    require(
        epsilon.signum() > 0, "epsilon of the budget must be > 0, got %s", epsilon.toPlainString());
    require(
        delta.signum() >= 0 && delta.compareTo(BigDecimal.ONE) < 0,
        "delta of the budget must be in [0, 1), got %s",
        delta.toPlainString());
  }

  /**
   * @param epsilon decimal number
   * @param delta decimal number
   */
  public static Budget of(String epsilon, String delta) {
    return new Budget(new BigDecimal(epsilon), new BigDecimal(delta));
  }

  /** Whether this much may be spent; all of the budget may. */
  public boolean allows(Spending spending) {
    return spending.epsilonAt(delta).filter(spent -> spent.compareTo(epsilon) <= 0).isPresent();
  }

  /**
   * Epsilon that is left beside a spending, at this budget's delta; 0 when nothing is. With an
   * accounting tighter than addition, more than this may still fit.
   */
  public BigDecimal left(Spending spending) {
    return spending
        .epsilonAt(delta)
        .map(epsilon::subtract)
        .orElse(BigDecimal.ZERO)
        .max(BigDecimal.ZERO);
  }

  @Override
  public String toString() {
    return "epsilon %s, delta %s".formatted(epsilon.toPlainString(), delta.toPlainString());
  }
}
