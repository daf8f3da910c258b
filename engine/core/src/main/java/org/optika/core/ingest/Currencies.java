package org.optika.core.ingest;

import static org.optika.core.Checks.require;

import java.io.Serializable;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What an amount is worth in the currency of the reports.
 *
 * @param reporting ISO 4217 code
 * @param rates by ISO 4217 code: units of the reporting currency for one unit, by the first epoch
 *     day (UTC) from which the rate holds; it holds until the next
 */
public record Currencies(String reporting, Map<String, NavigableMap<Long, BigDecimal>> rates)
    implements Serializable {
  /** Decimals of every amount in a table. */
  public static final int SCALE = 4;

  public Currencies {
    require(
        reporting.matches("[A-Z]{3}"), "reporting currency must be ISO 4217, got '%s'", reporting);
    TreeMap<String, NavigableMap<Long, BigDecimal>> copy = new TreeMap<>();
    rates.forEach(
        (currency, byDay) -> {
          require(currency.matches("[A-Z]{3}"), "a currency must be ISO 4217, got '%s'", currency);
          require(!byDay.isEmpty(), "currency '%s' has no rate", currency);
          byDay
              .values()
              .forEach(
                  rate ->
                      require(
                          rate.signum() > 0, "rates of '%s' must be > 0, got %s", currency, rate));
          copy.put(currency, Collections.unmodifiableNavigableMap(new TreeMap<>(byDay)));
        });
    copy.put(reporting, new TreeMap<>(Map.of(Long.MIN_VALUE, BigDecimal.ONE)));
    rates = Collections.unmodifiableMap(copy);
  }

  public boolean knows(String currency) {
    return rates.containsKey(currency);
  }

  /**
   * The amount in the reporting currency, rounded half-even to {@value #SCALE} decimals; empty when
   * the currency is unknown or has no rate on that day yet.
   */
  public Optional<BigDecimal> toReporting(BigDecimal amount, String currency, long epochDay) {
    NavigableMap<Long, BigDecimal> byDay = rates.get(currency);
    if (byDay == null) {
      return Optional.empty();
    }
    return Optional.ofNullable(byDay.floorEntry(epochDay))
        .map(rate -> amount.multiply(rate.getValue()).setScale(SCALE, RoundingMode.HALF_EVEN));
  }
}
