package org.optika.core.privacy.ledger;

import static org.optika.core.Checks.require;

import java.time.LocalDate;

/**
 * The days of the data that a release reads; not the days on which it runs.
 *
 * @param from first day, UTC
 * @param until day after the last one; later than {@code from}
 */
public record DataPeriod(LocalDate from, LocalDate until) {

  public DataPeriod {
    require(
        from.isBefore(until),
        "a period of the data must end after its first day, got [%s, %s)",
        from,
        until);
  }

  /**
   * @param from ISO date
   * @param until ISO date, exclusive
   */
  public static DataPeriod of(String from, String until) {
    return new DataPeriod(LocalDate.parse(from), LocalDate.parse(until));
  }

  public boolean contains(LocalDate day) {
    return !day.isBefore(from) && day.isBefore(until);
  }

  public boolean overlaps(DataPeriod other) {
    return from.isBefore(other.until) && other.from.isBefore(until);
  }

  @Override
  public String toString() {
    return "[%s, %s)".formatted(from, until);
  }
}
