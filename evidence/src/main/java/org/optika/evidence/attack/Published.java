package org.optika.evidence.attack;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.optika.core.evidence.report.ColumnType;
import org.optika.core.evidence.report.ReportColumn;
import org.optika.core.evidence.report.ReportTable;
import org.optika.core.evidence.report.ReportTables;
import org.optika.core.evidence.report.SumRule;
import org.optika.evidence.input.TableRows;

/** All that reports say about their cells, and how cells add up. */
final class Published {
  private static final List<String> PLACES = List.of("1", "2", "3");
  private static final String MONTH = "month";
  private static final String DAY = "day";

  private final int threshold;
  private final Map<Cell, Cell.Knowledge> cells = new LinkedHashMap<>();
  private final Set<Line> lines = new LinkedHashSet<>();
  private final List<Failure> failures = new ArrayList<>();
  private final List<String> findings = new ArrayList<>();

  Published(int threshold) {
    this.threshold = threshold;
  }

  Map<Cell, Cell.Knowledge> cells() {
    return cells;
  }

  Set<Line> lines() {
    return lines;
  }

  /** What needs no arithmetic. */
  List<Failure> failures() {
    return failures;
  }

  /** What a reader of several reports will ask about. */
  List<String> findings() {
    return findings;
  }

  /** The report under test. */
  void add(Report report) {
    add(report, "");
    for (TableRows rows : report.tables()) {
      rows.rows().forEach(row -> checkRow(rows, row));
    }
    report.tables().stream()
        .filter(rows -> rows.table().equals(ReportTables.BUSINESS))
        .forEach(rows -> failures.addAll(BusinessLines.failures(rows)));
  }

  /** A report that is out already; to be added after the one under test. */
  void addEarlier(Report report) {
    add(report, report.id());
  }

  private void add(Report report, String earlier) {
    Set<Cell> told = new HashSet<>();
    for (TableRows rows : report.tables()) {
      for (List<Object> row : rows.rows()) {
        for (ReportColumn column : protectedColumns(rows.table())) {
          learn(report, rows, row, column, earlier, told);
        }
      }
    }
    for (TableRows rows : report.tables()) {
      for (SumRule rule : rows.table().sums()) {
        sums(report, rows, rule, earlier, told);
      }
      if (rows.table().equals(ReportTables.OPT_IN)) {
        daysOfMonths(report, rows, earlier, told);
      }
    }
  }

  /** Counts of people or rows, and whatever adds up to one. */
  static List<ReportColumn> protectedColumns(ReportTable table) {
    return table.columns().stream()
        .filter(
            column ->
                column.name().equals(table.people())
                    || isOfPeople(column)
                    || table.sums().stream().anyMatch(sum -> sum.column().equals(column.name())))
        .filter(column -> !table.people().isEmpty())
        .toList();
  }

  private static boolean isOfPeople(ReportColumn column) {
    return column.type() == ColumnType.INTEGER && column.unit().equals("people");
  }

  private void learn(
      Report report,
      TableRows rows,
      List<Object> row,
      ReportColumn column,
      String earlier,
      Set<Cell> told) {
    Cell cell = cell(report, rows, row, column.name());
    Place place = Place.of(rows, row, earlier);
    Double value = number(rows, row, column.name());
    Cell.Knowledge known = cells.get(cell);
    if (known != null && value != null && known.value != null && !known.value.equals(value)) {
      if (!place.isEarlier()) {
        failures.add(
            new Failure(
                place,
                "%s is another figure than that of the same cell in %s"
                    .formatted(column.name(), known.shownAt.get(0))));
        return;
      }
      findings.add(
          "%s shows another %s than the report under test".formatted(place, column.name()));
      told.add(cell);
      cell = toldApart(cell, earlier);
    }
    Cell.Knowledge knowledge =
        cells.computeIfAbsent(
            cell, first -> new Cell.Knowledge(role(rows, column, first), isCount(column)));
    if (value == null) {
      knowledge.withheldAt.add(place);
    } else {
      if (knowledge.value == null) {
        knowledge.value = value;
      }
      knowledge.shownAt.add(place);
    }
  }

  private static boolean isCount(ReportColumn column) {
    return column.type() == ColumnType.INTEGER;
  }

  private static Cell.Role role(TableRows rows, ReportColumn column, Cell cell) {
    return rows.table().equals(ReportTables.OPT_IN)
        ? OptInParts.role(cell.what())
        : column.name().equals(rows.table().people()) || isOfPeople(column)
            ? Cell.Role.WHOLE
            : Cell.Role.PART;
  }

  private static Double number(TableRows rows, List<Object> row, String column) {
    return !rows.isWithheld(row) && rows.value(row, column) instanceof Number number
        ? Double.valueOf(number.doubleValue())
        : null;
  }

  /** A cell of an earlier report whose figure has changed since is a cell by itself. */
  private static Cell toldApart(Cell cell, String earlier) {
    return new Cell("%s in %s".formatted(cell.what(), earlier), cell.where(), cell.window());
  }

  private Cell cell(
      Report report,
      TableRows rows,
      List<Object> row,
      String column,
      String earlier,
      Set<Cell> told) {
    Cell cell = cell(report, rows, row, column);
    return told.contains(cell) ? toldApart(cell, earlier) : cell;
  }

  private static Cell cell(Report report, TableRows rows, List<Object> row, String column) {
    ReportTable table = rows.table();
    Window window = window(report, table);
    List<String> where = new ArrayList<>();
    for (Map.Entry<String, String> part : coordinates(rows, row).entrySet()) {
      Window time = Window.of(part.getKey(), part.getValue()).orElse(null);
      if (time != null) {
        window = time.and(window);
      } else if (!part.getValue().equals(SumRule.ALL)) {
        where.add(part.getKey() + "=" + part.getValue());
      }
    }
    String what =
        table.equals(ReportTables.OPT_IN)
            ? OptInParts.of(rows.text(row, "metric"), column)
            : table.id() + "." + column;
    return new Cell(what, where, window);
  }

  /** By dimension, its value. */
  private static Map<String, String> coordinates(TableRows rows, List<Object> row) {
    Map<String, String> found = new LinkedHashMap<>();
    if (rows.table().equals(ReportTables.OPT_IN)) {
      found.put("purpose", rows.text(row, "purpose"));
      for (String place : PLACES) {
        found.put(rows.text(row, "dimension_" + place), rows.text(row, "value_" + place));
      }
    } else if (rows.table().equals(ReportTables.BUSINESS)) {
      found.put(rows.text(row, "segment"), rows.text(row, "segment_value"));
    } else if (isEverybody(rows, row)) {
      // Observed for every purpose: one cell.
      return found;
    } else {
      rows.table().key().forEach(key -> found.put(key, String.valueOf(rows.value(row, key))));
    }
    return found;
  }

  private static boolean isEverybody(TableRows rows, List<Object> row) {
    return rows.table().equals(ReportTables.PEOPLE_BY_PERMISSION)
        && rows.text(row, "permitted").equals(SumRule.ALL)
        && rows.text(row, "state").equals(SumRule.ALL);
  }

  /** Days that a row without a time of its own is about. */
  private static Window window(Report report, ReportTable table) {
    boolean inPeriod =
        table.metrics().stream().anyMatch(metric -> metric.window().equals("the period"));
    return inPeriod ? report.period() : new Window(LocalDate.MIN, report.until());
  }

  private void sums(Report report, TableRows rows, SumRule rule, String earlier, Set<Cell> told) {
    Map<List<Object>, List<Cell>> parts = new LinkedHashMap<>();
    Map<List<Object>, Cell> wholes = new LinkedHashMap<>();
    for (List<Object> row : rows.rows()) {
      List<Object> same = new ArrayList<>();
      rule.same().forEach(column -> same.add(rows.value(row, column)));
      Cell cell = cell(report, rows, row, rule.column(), earlier, told);
      if (rows.text(row, rule.dimension()).equals(SumRule.ALL)) {
        wholes.put(same, cell);
      } else {
        parts.computeIfAbsent(same, first -> new ArrayList<>()).add(cell);
      }
    }
    parts.forEach(
        (same, found) -> {
          Cell whole = wholes.get(same);
          if (whole != null) {
            addLine(Line.of(whole, found, rule.tolerance()));
          }
        });
  }

  /** A table by day also says what a table by month has. */
  private void daysOfMonths(Report report, TableRows rows, String earlier, Set<Cell> told) {
    Map<List<Object>, List<Cell>> days = new LinkedHashMap<>();
    for (List<Object> row : rows.rows()) {
      Map<String, String> coordinates = coordinates(rows, row);
      String day = coordinates.getOrDefault(DAY, SumRule.ALL);
      if (!day.equals(SumRule.ALL) && !coordinates.containsKey(MONTH)) {
        Window month = Window.of(MONTH, day.substring(0, "YYYY-MM".length())).orElseThrow();
        for (String column : List.of("numerator", "denominator")) {
          Cell cell = cell(report, rows, row, column, earlier, told);
          Cell whole = new Cell(cell.what(), cell.where(), month.and(window(report, rows.table())));
          List<Object> line =
              List.of(rows.text(row, "table_id"), rows.text(row, "metric"), column, whole);
          days.computeIfAbsent(line, first -> new ArrayList<>()).add(cell);
        }
      }
    }
    days.forEach(
        (line, found) -> {
          Cell whole = (Cell) line.get(line.size() - 1);
          if (cells.containsKey(whole)) {
            addLine(Line.of(whole, found, 0));
          }
        });
  }

  private void addLine(Line line) {
    if (!line.terms().isEmpty()) {
      lines.add(line);
    }
  }

  private void checkRow(TableRows rows, List<Object> row) {
    ReportTable table = rows.table();
    Place place = Place.of(rows, row, "");
    for (ReportColumn column : table.columns()) {
      Object value = rows.value(row, column.name());
      if (rows.isWithheld(row) && column.nullable() && value != null) {
        failures.add(
            new Failure(place, "the row is withheld and shows %s".formatted(column.name())));
      }
    }
    if (table.people().isEmpty() || rows.isWithheld(row)) {
      return;
    }
    Stream.concat(
            Stream.of(table.columns().get(table.indexOf(table.people()))),
            table.columns().stream().filter(Published::isOfPeople))
        .distinct()
        .forEach(
            column -> {
              if (rows.value(row, column.name()) == null) {
                failures.add(
                    new Failure(
                        place, "the row is not withheld and has no %s".formatted(column.name())));
              } else if (isCount(column) && isSmall((Long) rows.value(row, column.name()))) {
                failures.add(
                    new Failure(
                        place,
                        "%s is published and below the threshold of %d"
                            .formatted(column.name(), threshold)));
              }
            });
  }

  private boolean isSmall(long count) {
    return 0 < count && count < threshold;
  }
}
