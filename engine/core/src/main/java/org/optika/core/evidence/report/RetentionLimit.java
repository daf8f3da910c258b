package org.optika.core.evidence.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How long rows may be kept for a purpose, as the controller has said.
 *
 * @param activity of the record of processing
 * @param months from the event of a row on
 */
public record RetentionLimit(String purpose, String activity, StoredData data, int months) {

  public RetentionLimit {
    if (months < 1) {
      throw new IllegalArgumentException(
          "rows of %s are kept for at least a month, got %s".formatted(data.label(), months));
    }
  }

  /**
   * Whether a limit is kept.
   *
   * @param oldestMonths months begun of the oldest row; empty when there is none
   * @param rowsPast rows that are older than the limit; empty where withheld, and then there is one
   *     at least
   */
  public record State(RetentionLimit limit, OptionalInt oldestMonths, OptionalLong rowsPast) {}

  /**
   * States of limits, in their order. Table {@code retention} shows the same rows by classes of
   * age. So that nothing is a subtraction, numbers other than 0 are shown only where no stretch
   * between two ages out of classes and limits has few rows; then the table withholds nothing
   * either.
   *
   * @param ages of each kind of rows; a kind that is missing has none
   * @param threshold rows from which on a number may be shown
   */
  public static List<State> states(
      List<RetentionLimit> limits, Map<StoredData, StoredAges> ages, int threshold) {
    List<State> states = new ArrayList<>();
    for (RetentionLimit limit : limits) {
      StoredAges own = ages.getOrDefault(limit.data(), new StoredAges(new TreeMap<>()));
      long past = own.olderThan(limit.months());
      boolean shown = past == 0 || !hasFew(own, boundaries(limits, limit.data()), threshold);
      states.add(
          new State(limit, own.oldest(), shown ? OptionalLong.of(past) : OptionalLong.empty()));
    }
    return states;
  }

  private static TreeSet<Integer> boundaries(List<RetentionLimit> limits, StoredData data) {
    TreeSet<Integer> boundaries = new TreeSet<>();
    Arrays.stream(Age.values())
        .filter(age -> age != Age.OLDER)
        .forEach(age -> boundaries.add(age.limitMonths()));
    limits.stream()
        .filter(limit -> limit.data() == data)
        .forEach(limit -> boundaries.add(limit.months()));
    return boundaries;
  }

  private static boolean hasFew(StoredAges ages, TreeSet<Integer> boundaries, int threshold) {
    long older = ages.olderThan(boundaries.last());
    boolean few = older > 0 && older < threshold;
    for (int boundary : boundaries.descendingSet()) {
      Integer lower = boundaries.lower(boundary);
      long rows = ages.olderThan(lower == null ? -1 : lower) - ages.olderThan(boundary);
      few |= rows > 0 && rows < threshold;
    }
    return few;
  }
}
