package org.optika.core.evidence.report;

import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How old stored rows of one kind are.
 *
 * @param rows by age in months, begun ones counted as whole: a row of 25 months and a day is 26 old
 */
public record StoredAges(SortedMap<Integer, Long> rows) {

  public StoredAges {
    rows = new TreeMap<>(rows);
    rows.values().removeIf(count -> count == 0);
  }

  /** Months begun of the oldest row; empty when there is none. */
  public OptionalInt oldest() {
    return rows.isEmpty() ? OptionalInt.empty() : OptionalInt.of(rows.lastKey());
  }

  /** Rows older than some months. */
  long olderThan(int months) {
    return rows.tailMap(months + 1).values().stream().mapToLong(Long::longValue).sum();
  }

  /** Rows of each class that has some. */
  public Map<Age, Long> byClass() {
    Map<Age, Long> classes = new EnumMap<>(Age.class);
    rows.forEach((months, count) -> classes.merge(Age.of(months), count, Long::sum));
    return classes;
  }
}
