package org.optika.evidence.html;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.optika.core.evidence.report.ColumnType;
import org.optika.core.evidence.report.ReportColumn;
import org.optika.core.evidence.report.ReportTable;
import org.optika.core.evidence.report.ReportTables;
import org.optika.core.evidence.report.SumRule;

/** Tables of the report as tables of the page. */
final class Grids {
  /** Rows above which a table is folded. */
  private static final int FOLDED = 14;

  /** Rows of a table that the page shows; its CSV has all. */
  static final int MOST_ROWS = 1000;

  private Grids() {}

  static List<Page.Grid> of(ReportTable table, Telling telling) {
    List<Row> rows = telling.ordered(telling.table(table));
    if (rows.isEmpty()) {
      return List.of();
    }
    if (table.equals(ReportTables.OPT_IN)) {
      return byValue(table, telling, rows, "table_id");
    }
    if (table.equals(ReportTables.DP_FIGURES)) {
      return byValue(table, telling, rows, "release_id");
    }
    // A state either permits or does not: its rows over both say the same again.
    List<Row> shown =
        table.equals(ReportTables.PEOPLE_BY_PERMISSION)
            ? rows.stream().filter(row -> !row.isAll("permitted") || row.isAll("state")).toList()
            : rows;
    // What a cause holds is in the columns after it.
    return List.of(
        grid(
            table.id(),
            telling.text("table." + table.id()),
            table,
            telling,
            shown,
            column -> !column.name().equals("cause")));
  }

  /** A table for each value of a column. */
  private static List<Page.Grid> byValue(
      ReportTable table, Telling telling, List<Row> rows, String column) {
    List<Page.Grid> grids = new ArrayList<>();
    for (String value : rows.stream().map(row -> row.text(column)).distinct().sorted().toList()) {
      List<Row> part = rows.stream().filter(row -> row.has(column, value)).toList();
      grids.add(
          grid(
              table.id() + "-" + grids.size(),
              table.equals(ReportTables.OPT_IN)
                  ? telling.text(
                      "optin.table", PermissionStories.dimensions(telling, part.get(0)), value)
                  : ReleaseStories.title(telling, value),
              table,
              telling,
              part,
              other -> !other.name().equals(column)));
    }
    return grids;
  }

  private static Page.Grid grid(
      String id,
      String caption,
      ReportTable table,
      Telling telling,
      List<Row> rows,
      Predicate<ReportColumn> isWanted) {
    List<ReportColumn> columns =
        table.columns().stream()
            .filter(column -> !column.name().equals(ReportTable.WITHHELD) && isWanted.test(column))
            .filter(column -> !isEnd(table, column))
            .filter(column -> !isInHeading(rows, column))
            .sorted(Comparator.comparing(column -> column.name().equals("release_id")))
            .toList();
    List<Page.Head> heads = new ArrayList<>();
    for (ReportColumn column : columns) {
      heads.add(new Page.Head(head(table, telling, rows, column), isNumber(column)));
      if (hasInterval(table, column)) {
        heads.add(new Page.Head(telling.text("interval"), true));
      }
    }
    List<Page.Line> lines = new ArrayList<>();
    for (Row row : rows.subList(0, Math.min(rows.size(), MOST_ROWS))) {
      List<Page.Cell> cells = new ArrayList<>();
      for (ReportColumn column : columns) {
        cells.add(cell(telling, row, column));
        if (hasInterval(table, column)) {
          cells.add(interval(telling, row, column));
        }
      }
      lines.add(new Page.Line(cells, isSum(table, row)));
    }
    return new Page.Grid(
        telling.id("table-" + id),
        caption,
        heads,
        lines,
        rows.size() > FOLDED,
        rows.size() > MOST_ROWS
            ? telling.text(
                "grid.cut",
                telling.language().whole(MOST_ROWS),
                telling.language().whole(rows.size()),
                "data/%s.csv".formatted(table.id()))
            : "");
  }

  /** A dimension that is the same in all rows is the heading of its values; so is none at all. */
  private static boolean isInHeading(List<Row> rows, ReportColumn column) {
    return column.name().startsWith("dimension_")
        ? dimension(rows, column.name()).isPresent()
        : column.name().startsWith("value_")
            && dimension(rows, column.name().replace("value", "dimension"))
                .filter("-"::equals)
                .isPresent();
  }

  private static Optional<String> dimension(List<Row> rows, String column) {
    String first = rows.get(0).text(column);
    return Optional.of(first).filter(name -> rows.stream().allMatch(row -> row.has(column, name)));
  }

  private static String head(
      ReportTable table, Telling telling, List<Row> rows, ReportColumn column) {
    return Optional.of(column.name())
        .filter(name -> name.startsWith("value_"))
        .flatMap(name -> dimension(rows, name.replace("value", "dimension")))
        .map(name -> Language.capital(telling.shown("dimension_1", name)))
        .orElseGet(() -> label(telling.language(), table, column));
  }

  /** Heading of a column: its own in the table, or the one that all tables share. */
  static String label(Language language, ReportTable table, ReportColumn column) {
    return language
        .find("column.%s.%s".formatted(table.id(), column.name()))
        .orElseGet(() -> language.text("column." + column.name()));
  }

  /** Whether the last dimension that the row's table uses is summed over. */
  private static boolean isSum(ReportTable table, Row row) {
    return table.sums().stream()
        .map(SumRule::dimension)
        .filter(column -> !isUnused(row, column))
        .reduce((one, other) -> other)
        .filter(row::isAll)
        .isPresent();
  }

  private static boolean isUnused(Row row, String column) {
    return column.startsWith("value_") && row.has(column.replace("value", "dimension"), "-");
  }

  /** Whether the column is an end of the interval of another one. */
  private static boolean isEnd(ReportTable table, ReportColumn column) {
    String name = column.name();
    return name.equals("low")
        || name.equals("high")
        || table.columns().stream()
            .anyMatch(
                other -> name.equals(other.name() + "_low") || name.equals(other.name() + "_high"));
  }

  private static boolean hasInterval(ReportTable table, ReportColumn column) {
    return !low(table, column).isEmpty();
  }

  /** Name of the column with the lower end; empty where a column has no interval. */
  private static String low(ReportTable table, ReportColumn column) {
    return Stream.of(column.name() + "_low", column.name().equals("value") ? "low" : "")
        .filter(name -> table.columns().stream().anyMatch(other -> other.name().equals(name)))
        .findFirst()
        .orElse("");
  }

  private static boolean isNumber(ReportColumn column) {
    return column.type() == ColumnType.INTEGER || column.type() == ColumnType.NUMBER;
  }

  private static Page.Cell cell(Telling telling, Row row, ReportColumn column) {
    if (isNumber(column)) {
      return number(telling, row, column, column.name());
    }
    Object value = row.table().value(row.values(), column.name());
    if (value == null) {
      return new Page.Cell(telling.text("missing"), Page.Kind.TEXT);
    }
    return switch (column.type()) {
      case DATE ->
          new Page.Cell(telling.language().day(LocalDate.parse(value.toString())), Page.Kind.TEXT);
      case INSTANT ->
          new Page.Cell(
              telling.language().instant(Instant.parse(value.toString())), Page.Kind.TEXT);
      case BOOLEAN -> new Page.Cell(telling.text((Boolean) value ? "yes" : "no"), Page.Kind.TEXT);
      default ->
          isHash(value.toString())
              ? new Page.Cell(value.toString(), Page.Kind.CODE)
              : new Page.Cell(telling.shown(row, column.name()), Page.Kind.TEXT);
    };
  }

  private static Page.Cell number(
      Telling telling, Row row, ReportColumn column, String valueColumn) {
    if (row.isWithheld() && column.nullable()) {
      return new Page.Cell(telling.withheld(), Page.Kind.WITHHELD);
    }
    return row.knows(valueColumn)
        ? new Page.Cell(written(telling, column, row.known(valueColumn)), Page.Kind.NUMBER)
        : new Page.Cell(telling.text("missing"), Page.Kind.NUMBER);
  }

  private static Page.Cell interval(Telling telling, Row row, ReportColumn column) {
    String low = low(row.table().table(), column);
    String high = low.replace("low", "high");
    if (row.isWithheld()) {
      return new Page.Cell(telling.withheld(), Page.Kind.WITHHELD);
    }
    if (!row.knows(low, high)) {
      return new Page.Cell(telling.text("missing"), Page.Kind.NUMBER);
    }
    return new Page.Cell(
        column.unit().equals("share")
            ? telling.language().percents(row.known(low), row.known(high))
            : telling
                .language()
                .range(
                    written(telling, column, row.known(low)),
                    written(telling, column, row.known(high))),
        Page.Kind.NUMBER);
  }

  private static String written(Telling telling, ReportColumn column, double value) {
    Language language = telling.language();
    if (column.type() == ColumnType.INTEGER) {
      return language.whole(value);
    }
    return switch (column.unit()) {
      case "share" -> language.percent(value);
      case "currency" -> language.money(value, telling.header().currency(), 2);
      case "orders" -> language.decimals(value, 1);
      case "orders a person", "currency a currency unit" -> language.decimals(value, 2);
      case "as the metric" -> rounded(language, value);
      default -> language.shortest(value);
    };
  }

  /** Of a figure whose unit is not known: whole from 100 on, else with two digits. */
  static String rounded(Language language, double value) {
    return Math.abs(value) >= 100 ? language.whole(value) : language.decimals(value, 2);
  }

  static boolean isHash(String text) {
    return text.matches("[0-9a-f]{32,}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
  }
}
