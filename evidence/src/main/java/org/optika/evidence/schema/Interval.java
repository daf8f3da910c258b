package org.optika.evidence.schema;

import java.util.ArrayList;
import java.util.List;
import org.optika.core.evidence.report.ReportColumn;
import org.optika.core.evidence.report.ReportTable;

/**
 * Three columns of a table: a figure and the ends of its interval, e.g. rate, rate_low, rate_high.
 *
 * @param always whether the figure never stands without its interval
 */
record Interval(String value, String low, String high, boolean always) {

  /** Intervals of a table, in the order of their columns. */
  static List<Interval> of(ReportTable table) {
    List<String> names = table.columns().stream().map(ReportColumn::name).toList();
    List<Interval> intervals = new ArrayList<>();
    for (String name : names) {
      String before = name.equals("value") ? "" : name + "_";
      if (names.contains(before + "low") && names.contains(before + "high")) {
        intervals.add(
            new Interval(name, before + "low", before + "high", isAlwaysGiven(table, name)));
      }
    }
    return intervals;
  }

  /** Wilson's interval needs nothing but the figure itself; a bootstrap may not have been made. */
  private static boolean isAlwaysGiven(ReportTable table, String column) {
    return table.metrics().stream()
        .filter(metric -> metric.column().equals(column))
        .allMatch(metric -> metric.interval().startsWith("Wilson"));
  }
}
