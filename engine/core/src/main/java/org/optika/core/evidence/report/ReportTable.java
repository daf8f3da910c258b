package org.optika.core.evidence.report;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A table of the report.
 *
 * @param id snake_case; name of its files
 * @param title a few words, English
 * @param meaning what one row is
 * @param key columns that tell rows apart; rows are written in the order of their values
 * @param people column that the threshold for small cells protects and an attack would narrow;
 *     empty for tables that hold no counts of people or rows
 * @param dimensions columns whose values, {@code all} included, span the cells of the table
 */
public record ReportTable(
    String id,
    String title,
    String meaning,
    List<ReportColumn> columns,
    List<String> key,
    String people,
    List<String> dimensions,
    List<Metric> metrics,
    List<SumRule> sums) {

  /** Column that says whether the figures of a row are withheld. */
  public static final String WITHHELD = "withheld";

  public ReportTable {
    columns = List.copyOf(columns);
    key = List.copyOf(key);
    dimensions = List.copyOf(dimensions);
    metrics = List.copyOf(metrics);
    sums = List.copyOf(sums);
    Set<String> names = new HashSet<>();
    for (ReportColumn column : columns) {
      if (!names.add(column.name())) {
        throw new IllegalArgumentException("%s has two columns %s".formatted(id, column.name()));
      }
    }
    requireKnown(id, names, key);
    requireKnown(id, names, dimensions);
    requireKnown(id, names, people.isEmpty() ? List.of() : List.of(people, WITHHELD));
    requireKnown(id, names, metrics.stream().map(Metric::column).toList());
    for (SumRule sum : sums) {
      requireKnown(id, names, sum.same());
      requireKnown(id, names, List.of(sum.column(), sum.dimension()));
    }
  }

  /** Place of a column. */
  public int indexOf(String column) {
    for (int index = 0; index < columns.size(); index++) {
      if (columns.get(index).name().equals(column)) {
        return index;
      }
    }
    throw new IllegalArgumentException("table %s has no column %s".formatted(id, column));
  }

  /** Whether rows of the table can be withheld. */
  public boolean canWithhold() {
    return columns.stream().anyMatch(column -> column.name().equals(WITHHELD));
  }

  private static void requireKnown(String id, Set<String> names, List<String> wanted) {
    for (String name : wanted) {
      if (!names.contains(name)) {
        throw new IllegalArgumentException("table %s has no column %s".formatted(id, name));
      }
    }
  }
}
