package org.optika.core.scores.action;

import static org.optika.core.Checks.require;

import java.time.LocalDate;
import java.util.Set;

/**
 * A range of dates, such as the days around a holiday.
 *
 * @param first quiet too
 * @param last quiet too
 */
public record QuietDates(Set<String> countries, LocalDate first, LocalDate last)
    implements QuietPeriod {
  public QuietDates {
    require(!last.isBefore(first), "quiet period: %s is before %s", last, first);
    countries = ContactRules.countries(countries);
  }

  @Override
  public boolean contains(LocalDate day) {
    return !day.isBefore(first) && !day.isAfter(last);
  }
}
