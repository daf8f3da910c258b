package org.optika.evidence.attack;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.optika.core.evidence.report.ColumnType;
import org.optika.core.evidence.report.ReportColumn;
import org.optika.core.evidence.report.ReportTable;
import org.optika.core.evidence.report.SumRule;
import org.optika.core.privacy.suppression.MarginTable;
import org.optika.evidence.input.TableRows;

/** Tables of people with margins, made up and written as a report writes them. */
final class Tables {
  private Tables() {}

  static Report report(TableRows... tables) {
    return new Report(
        "2026-Q3", LocalDate.parse("2026-07-01"), LocalDate.parse("2026-10-01"), List.of(tables));
  }

  /** Counts of random size in random places; a third of the places is empty. */
  static MarginTable random(Random random, int most) {
    int dimensions = 1 + random.nextInt(3);
    int longest = dimensions == 3 ? 3 : dimensions == 2 ? 5 : 8;
    List<List<String>> places = List.of(List.of());
    List<String> names = new ArrayList<>();
    for (int dimension = 0; dimension < dimensions; dimension++) {
      names.add("d" + dimension);
      int size = 2 + random.nextInt(longest - 1);
      places =
          places.stream()
              .flatMap(
                  place ->
                      IntStream.range(0, size)
                          .mapToObj(
                              value ->
                                  Stream.concat(place.stream(), Stream.of("v" + value)).toList()))
              .toList();
    }
    Map<List<String>, Long> counts = new TreeMap<>((a, b) -> a.toString().compareTo(b.toString()));
    for (List<String> place : places) {
      if (random.nextInt(3) > 0) {
        int size = random.nextInt(3) == 0 ? most : 12;
        counts.put(place, (long) random.nextInt(Math.min(size, most) + 1));
      }
    }
    return MarginTable.of(names, counts);
  }

  /** The rows of a table without those of nobody. */
  static TableRows rows(MarginTable table, Set<List<String>> withheld) {
    ReportTable declared = declared(table.dimensions());
    List<List<Object>> rows = new ArrayList<>();
    for (List<String> cell : cells(table)) {
      if (table.count(cell) > 0) {
        List<Object> row = new ArrayList<>();
        cell.forEach(value -> row.add(value.equals(MarginTable.ALL) ? SumRule.ALL : value));
        boolean hidden = withheld.contains(cell);
        row.add(hidden ? null : (Object) table.count(cell));
        row.add(hidden);
        rows.add(row);
      }
    }
    return new TableRows(declared, rows);
  }

  /** All places, margins included. */
  static List<List<String>> cells(MarginTable table) {
    List<List<String>> cells = List.of(List.of());
    for (String dimension : table.dimensions()) {
      List<String> line =
          Stream.concat(table.values(dimension).stream(), Stream.of(MarginTable.ALL)).toList();
      cells =
          cells.stream()
              .flatMap(
                  cell ->
                      line.stream()
                          .map(value -> Stream.concat(cell.stream(), Stream.of(value)).toList()))
              .toList();
    }
    return cells;
  }

  private static ReportTable declared(List<String> dimensions) {
    List<ReportColumn> columns = new ArrayList<>();
    dimensions.forEach(name -> columns.add(column(name, ColumnType.STRING, "", false)));
    columns.add(column("people", ColumnType.INTEGER, "people", true));
    columns.add(column("withheld", ColumnType.BOOLEAN, "", false));
    return new ReportTable(
        "random",
        "Random",
        "Made up.",
        columns,
        dimensions,
        "people",
        dimensions,
        List.of(),
        dimensions.stream()
            .map(
                name ->
                    new SumRule(
                        "people",
                        name,
                        dimensions.stream().filter(other -> !other.equals(name)).toList(),
                        0))
            .toList());
  }

  private static ReportColumn column(String name, ColumnType type, String unit, boolean nullable) {
    return new ReportColumn(
        name,
        type,
        "made up",
        unit,
        nullable,
        List.of(),
        OptionalDouble.empty(),
        OptionalDouble.empty());
  }
}
