package org.optika.jobs;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.optika.core.privacy.suppression.LinkedTables;
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
   * The figures of several segments, which are published together: they share those of everybody,
   * and what one of them has to hide there, all do.
   *
   * @param coverage segment, segment_value, verdict, subjects, conversions, revenue of all segments
   * @param threshold figures that stand for fewer subjects are hidden, and others with them
   * @return by segment
   */
  static Map<String, SegmentFigures> of(List<String> segments, List<Row> coverage, int threshold) {
    List<Map<List<String>, Activity>> activities =
        segments.stream().map(segment -> activity(segment, coverage)).toList();
    List<MarginTable> tables = new ArrayList<>();
    for (int index = 0; index < segments.size(); index++) {
      tables.add(margins(segments.get(index), activities.get(index)));
    }
    List<SuppressedTable> decided = LinkedTables.apply(new SmallCellSuppression(threshold), tables);
    Map<String, SegmentFigures> figures = new HashMap<>();
    for (int index = 0; index < segments.size(); index++) {
      figures.put(
          segments.get(index), new SegmentFigures(activities.get(index), decided.get(index)));
    }
    return figures;
  }

  /** By value of the segment, or all of them, and verdict. */
  private static Map<List<String>, Activity> activity(String segment, List<Row> coverage) {
    Map<List<String>, Activity> activity = new HashMap<>();
    for (Row row : coverage) {
      Activity found = new Activity(row.getLong(3), row.getLong(4), row.getDecimal(5));
      if (row.getString(0).equals(segment)) {
        activity.put(List.of(row.getString(1), row.getString(2)), found);
      } else if (row.getString(0).equals("all")) {
        activity.put(List.of(MarginTable.ALL, row.getString(2)), found);
      }
    }
    return activity;
  }

  private static MarginTable margins(String segment, Map<List<String>, Activity> activity) {
    Map<List<String>, Long> cells = new HashMap<>();
    Map<List<String>, Long> margins = new HashMap<>();
    activity.forEach(
        (cell, found) ->
            (cell.contains(MarginTable.ALL) ? margins : cells).put(cell, found.subjects()));
    return MarginTable.of(List.of(segment, "verdict"), cells).withMarginSubjects(margins);
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
