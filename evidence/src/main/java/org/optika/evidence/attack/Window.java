package org.optika.evidence.attack;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Optional;

/**
 * Days that a figure is about.
 *
 * @param until day after the last one
 */
record Window(LocalDate from, LocalDate until) {

  /** What both have in common; the first day of this one with no days in it where that is none. */
  Window and(Window other) {
    LocalDate start = from.isAfter(other.from) ? from : other.from;
    LocalDate end = until.isBefore(other.until) ? until : other.until;
    return end.isBefore(start) ? new Window(from, from) : new Window(start, end);
  }

  /**
   * @param value of a dimension, as reports write it; weeks are named by their Monday
   * @return empty for dimensions that are no time, and for the value unknown
   */
  static Optional<Window> of(String dimension, String value) {
    try {
      return switch (dimension) {
        case "day" -> Optional.of(days(LocalDate.parse(value), 1));
        case "week" -> Optional.of(days(LocalDate.parse(value), 7));
        case "month" -> {
          LocalDate first = YearMonth.parse(value).atDay(1);
          yield Optional.of(new Window(first, first.plusMonths(1)));
        }
        default -> Optional.empty();
      };
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Window days(LocalDate first, int count) {
    return new Window(first, first.plusDays(count));
  }
}
