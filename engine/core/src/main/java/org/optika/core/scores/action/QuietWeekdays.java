package org.optika.core.scores.action;

import static org.optika.core.Checks.require;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Set;

/** Days of every week, such as Sundays. */
public record QuietWeekdays(Set<String> countries, Set<DayOfWeek> days) implements QuietPeriod {
  public QuietWeekdays {
    require(!days.isEmpty(), "quiet days of the week: expected at least one");
    days = Set.copyOf(days);
    countries = ContactRules.countries(countries);
  }

  @Override
  public boolean contains(LocalDate day) {
    return days.contains(day.getDayOfWeek());
  }
}
