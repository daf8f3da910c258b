package org.optika.core.ingest;

import java.math.BigDecimal;
import java.util.Optional;

/** Amounts with their currency. */
final class Money {
  private static final long DAY = 86_400_000_000L;

  private final Cells cells;
  private final Currencies currencies;

  Money(Cells cells, Currencies currencies) {
    this.cells = cells;
    this.currencies = currencies;
  }

  /**
   * The amount as delivered; null with a fault.
   *
   * @param signFree a minus is allowed and dropped: some systems write what they give back so
   */
  BigDecimal original(boolean signFree) {
    BigDecimal amount = cells.amount(Field.AMOUNT);
    if (amount != null && amount.signum() < 0) {
      if (!signFree) {
        cells.refuse(Field.AMOUNT, "an amount >= 0");
      }
      return amount.negate();
    }
    return amount;
  }

  /** A known ISO 4217 code; anything with a fault. */
  String currency() {
    String currency = cells.text(Field.CURRENCY);
    if (!currencies.knows(currency)) {
      cells.refuse(Field.CURRENCY, "one of " + currencies.rates().keySet());
    }
    return currency;
  }

  /** In the reporting currency at the rate of the UTC day; null with a fault. */
  BigDecimal reporting(BigDecimal original, String currency, long micros) {
    if (cells.broken()) {
      return null;
    }
    Optional<BigDecimal> value =
        currencies.toReporting(original, currency, Math.floorDiv(micros, DAY));
    if (value.isEmpty()) {
      cells.refuse(Field.CURRENCY, "a currency with a rate on that day");
    } else if (value.get().precision() > 18) {
      cells.refuse(Field.AMOUNT, "an amount below 10^14 in " + currencies.reporting());
    }
    return value.orElse(null);
  }
}
