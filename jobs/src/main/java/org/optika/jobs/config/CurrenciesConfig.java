package org.optika.jobs.config;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.optika.core.ingest.Currencies;

/** {@code conf/currencies.yaml}: the currency of the reports and what others are worth in it. */
public final class CurrenciesConfig {
  private CurrenciesConfig() {}

  /**
   * Empty when anything is wrong; what it is stands in {@code faults}.
   *
   * @param folder holds {@code currencies.yaml}
   */
  public static Optional<Currencies> load(Path folder, Faults faults) {
    try (YamlMap top = YamlMap.load(folder.resolve("currencies.yaml"), faults)) {
      TreeMap<String, NavigableMap<Long, BigDecimal>> rates = new TreeMap<>();
      String reporting = top.text("reporting");
      try (YamlMap map = top.map("rates")) {
        for (String currency : map.keys()) {
          try (YamlMap byDay = map.map(currency)) {
            rates.put(currency, rates(byDay));
          }
        }
      }
      try {
        return Optional.of(new Currencies(reporting, rates));
      } catch (IllegalArgumentException wrong) {
        top.fault("rates", "%s", wrong.getMessage());
        return Optional.empty();
      }
    }
  }

  private static NavigableMap<Long, BigDecimal> rates(YamlMap byDay) {
    TreeMap<Long, BigDecimal> rates = new TreeMap<>();
    for (String day : byDay.keys()) {
      String rate = byDay.text(day);
      try {
        rates.put(LocalDate.parse(day).toEpochDay(), new BigDecimal(rate));
      } catch (DateTimeException | NumberFormatException wrong) {
        byDay.fault(day, "expected a day and its rate, e.g. 2026-01-01: 1.16, got '%s'", rate);
      }
    }
    return rates;
  }
}
