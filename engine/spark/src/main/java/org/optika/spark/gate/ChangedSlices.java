package org.optika.spark.gate;

import java.time.LocalDate;
import java.util.HashSet;
import java.util.Set;

/** The months into which changes reach, as the slices of the tables name them. */
final class ChangedSlices {
  private static final long DAY_MICROS = 86_400_000_000L;

  private final Set<Integer> slices = new HashSet<>();

  /** The last month that was added by itself: [monthFrom, monthTo). */
  private long monthFrom;

  private long monthTo;

  /** The month of an instant. */
  static int of(long atMicros) {
    return (int) monthOf(atMicros).toEpochDay();
  }

  private static LocalDate monthOf(long atMicros) {
    return LocalDate.ofEpochDay(Math.floorDiv(atMicros, DAY_MICROS)).withDayOfMonth(1);
  }

  /** Adds the months of all instants in [firstMicros, lastMicros]. */
  void add(long firstMicros, long lastMicros) {
    if (firstMicros >= monthFrom && lastMicros < monthTo) {
      return;
    }
    LocalDate month = monthOf(firstMicros);
    LocalDate last = monthOf(lastMicros);
    while (!month.isAfter(last)) {
      slices.add((int) month.toEpochDay());
      month = month.plusMonths(1);
    }
    monthFrom = last.toEpochDay() * DAY_MICROS;
    monthTo = month.toEpochDay() * DAY_MICROS;
  }

  boolean contains(int slice) {
    return slices.contains(slice);
  }
}
