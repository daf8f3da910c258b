package org.optika.jobs;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.optika.core.privacy.suppression.MarginTable;
import org.optika.core.privacy.suppression.SmallCellSuppression;
import org.optika.core.privacy.suppression.SuppressedTable;

/** Business figures of one dimension with and without permission, few people hidden. */
final class SegmentFigures {
  private static final List<String> VERDICTS = List.of("admitted", "refused");

  /** What the subjects of a segment did, under one verdict. */
  record Activity(long subjects, long conversions, BigDecimal revenue) {
    private static final Activity NONE = new Activity(0, 0, BigDecimal.ZERO);

    /** Orders a subject; empty where there is no subject. */
    Optional<Double> conversionRate() {
      return subjects == 0 ? Optional.empty() : Optional.of((double) conversions / subjects);
    }
  }

  /** Both verdicts of one segment. */
  record Pair(Activity permitted, Activity refused) {}

  private final Map<List<String>, Activity> activity;
  private final SuppressedTable suppressed;

  private SegmentFigures(Map<List<String>, Activity> activity, SuppressedTable suppressed) {
    this.activity = activity;
    this.suppressed = suppressed;
  }

  /**
   * @param coverage segment, segment_value, verdict, subjects, conversions, revenue of all segments
   * @param threshold figures that stand for fewer subjects are hidden, and others with them
   */
  static SegmentFigures of(String segment, List<Row> coverage, int threshold) {
    Map<List<String>, Activity> activity = new HashMap<>();
    Map<List<String>, Long> cells = new HashMap<>();
    Map<List<String>, Long> margins = new HashMap<>();
    for (Row row : coverage) {
      Activity found = new Activity(row.getLong(3), row.getLong(4), row.getDecimal(5));
      if (row.getString(0).equals(segment)) {
        List<String> cell = List.of(row.getString(1), row.getString(2));
        activity.put(cell, found);
        cells.put(cell, found.subjects());
      } else if (row.getString(0).equals("all")) {
        List<String> margin = List.of(MarginTable.ALL, row.getString(2));
        activity.put(margin, found);
        margins.put(margin, found.subjects());
      }
    }
    MarginTable table =
        MarginTable.of(List.of(segment, "verdict"), cells).withMarginSubjects(margins);
    return new SegmentFigures(activity, new SmallCellSuppression(threshold).apply(table));
  }

  /** Nobody did anything there. */
  boolean isEmpty(String value) {
    String place = value.equals("all") ? MarginTable.ALL : value;
    return VERDICTS.stream().noneMatch(verdict -> activity.containsKey(List.of(place, verdict)));
  }

  /**
   * The figures of a value of the dimension, or of {@code all}; empty when either verdict must be
   * hidden, since one alone would follow from a total known elsewhere.
   */
  Optional<Pair> published(String value) {
    String place = value.equals("all") ? MarginTable.ALL : value;
    for (String verdict : VERDICTS) {
      List<String> cell = List.of(place, verdict);
      if (suppressed.has(cell) && !suppressed.status(cell).isPublished()) {
        return Optional.empty();
      }
    }
    return Optional.of(
        new Pair(
            activity.getOrDefault(List.of(place, "admitted"), Activity.NONE),
            activity.getOrDefault(List.of(place, "refused"), Activity.NONE)));
  }
}
