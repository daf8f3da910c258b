package org.optika.core.scores;

import static org.optika.core.Checks.require;

import java.io.Serializable;
import java.math.BigDecimal;

/**
 * What a customer is expected to be worth: the net value of the orders of so many days before T,
 * times the margin.
 *
 * @param days in [1, 3650]
 * @param margin in (0, 1]
 */
public record CustomerValue(int days, BigDecimal margin) implements Serializable {
  private static final int MOST_DAYS = 3650;

  public CustomerValue {
    require(days >= 1 && days <= MOST_DAYS, "days must be in [1, %s], got %s", MOST_DAYS, days);
    require(
        margin.signum() > 0 && margin.compareTo(BigDecimal.ONE) <= 0,
        "margin must be in (0, 1], got %s",
        margin);
  }

  /**
   * @param history up to T
   * @return in the reporting currency, at least 0
   */
  public double of(FeatureMoment moment, PersonHistory history) {
    return Features.value(moment, history, days) * margin.doubleValue();
  }
}
