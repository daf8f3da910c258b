package org.optika.core.evidence.report;

import java.time.LocalDate;
import java.time.Year;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a report is about: a year, a quarter or a month.
 *
 * @param id {@code 2026}, {@code 2026-Q3} or {@code 2026-09}
 * @param from first day
 * @param until day after the last one
 */
public record ReportPeriod(String id, LocalDate from, LocalDate until) {
  private static final Pattern YEAR = Pattern.compile("([12]\\d{3})");
  private static final Pattern QUARTER = Pattern.compile("([12]\\d{3})-Q([1-4])");
  private static final Pattern MONTH = Pattern.compile("([12]\\d{3})-(0[1-9]|1[0-2])");

  public ReportPeriod {
    if (!from.isBefore(until)) {
      throw new IllegalArgumentException(
          "period %s must end after it starts, got %s to %s".formatted(id, from, until));
    }
  }

  /**
   * @throws IllegalArgumentException for any other text
   */
  public static ReportPeriod of(String id) {
    Matcher year = YEAR.matcher(id);
    if (year.matches()) {
      LocalDate from = Year.of(Integer.parseInt(year.group(1))).atDay(1);
      return new ReportPeriod(id, from, from.plusYears(1));
    }
    Matcher quarter = QUARTER.matcher(id);
    if (quarter.matches()) {
      int month = 3 * Integer.parseInt(quarter.group(2)) - 2;
      LocalDate from = LocalDate.of(Integer.parseInt(quarter.group(1)), month, 1);
      return new ReportPeriod(id, from, from.plusMonths(3));
    }
    if (MONTH.matcher(id).matches()) {
      LocalDate from = YearMonth.parse(id).atDay(1);
      return new ReportPeriod(id, from, from.plusMonths(1));
    }
    throw new IllegalArgumentException(
        "expected a year, a quarter or a month, e.g. 2026, 2026-Q3 or 2026-09, got '%s'"
            .formatted(id));
  }

  /**
   * The longest period, up to a quarter, that is over on a day and not earlier.
   *
   * @param until day after its last one
   * @return empty unless a month starts on that day
   */
  public static Optional<ReportPeriod> endingAt(LocalDate until) {
    if (until.getDayOfMonth() != 1) {
      return Optional.empty();
    }
    YearMonth last = YearMonth.from(until).minusMonths(1);
    boolean quarter = last.getMonthValue() % 3 == 0;
    return Optional.of(
        of(
            quarter
                ? "%d-Q%d".formatted(last.getYear(), last.getMonthValue() / 3)
                : last.toString()));
  }

  /** Its months, e.g. {@code 2026-07}, in order. */
  public List<String> months() {
    List<String> months = new ArrayList<>();
    for (LocalDate month = from; month.isBefore(until); month = month.plusMonths(1)) {
      months.add(YearMonth.from(month).toString());
    }
    return List.copyOf(months);
  }
}
