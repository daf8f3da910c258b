package org.optika.core.scores.action;

import static org.optika.core.Checks.require;

import java.io.Serializable;
import java.math.BigDecimal;

/**
 * What it is worth when an action works: {@code fixed + customerShare x customer value}.
 *
 * @param fixed in the currency, in [0, 10^9]
 * @param customerShare of what the customer is worth, in [0, 1]
 */
public record ActionValue(BigDecimal fixed, BigDecimal customerShare) implements Serializable {
  public ActionValue {
    require(
        fixed.signum() >= 0 && fixed.compareTo(BigDecimal.valueOf(Millionths.LARGEST)) <= 0,
        "value must be in [0, %s], got %s",
        Millionths.LARGEST,
        fixed);
    require(
        customerShare.signum() >= 0 && customerShare.compareTo(BigDecimal.ONE) <= 0,
        "share of the customer value must be in [0, 1], got %s",
        customerShare);
  }

  /**
   * In the currency.
   *
   * @param customerValue what the customer is worth, in the currency
   */
  public double of(double customerValue) {
    return fixed.doubleValue() + customerShare.doubleValue() * customerValue;
  }

  /** Such as {@code 15 + 0.5 x customer value}. */
  public String inWords() {
    String share =
        customerShare.compareTo(BigDecimal.ONE) == 0
            ? "customer value"
            : plain(customerShare) + " x customer value";
    if (customerShare.signum() == 0) {
      return plain(fixed);
    }
    return fixed.signum() == 0 ? share : plain(fixed) + " + " + share;
  }

  private static String plain(BigDecimal number) {
    return number.stripTrailingZeros().toPlainString();
  }

  /** The same for everybody. */
  public static ActionValue fixed(BigDecimal amount) {
    return new ActionValue(amount, BigDecimal.ZERO);
  }

  /** What the customer is worth. */
  public static ActionValue customerValue() {
    return new ActionValue(BigDecimal.ZERO, BigDecimal.ONE);
  }
}
