package org.optika.evidence.html;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.optika.core.evidence.report.ReportColumn;
import org.optika.core.evidence.report.ReportTable;
import org.optika.core.evidence.report.SumRule;
import org.optika.evidence.input.ReportHeader;
import org.optika.evidence.input.ReportInput;
import org.optika.evidence.input.TableRows;

/** A report in one language, with what is needed to write of it. */
record Telling(Language language, ReportInput input) {

  String text(String key, Object... values) {
    return language.text(key, values);
  }

  ReportHeader header() {
    return input.header();
  }

  TableRows table(ReportTable table) {
    return input.table(table);
  }

  /** Id that is unique on the page, which holds all languages. */
  String id(String part) {
    return language.tag() + "-" + Language.slug(part);
  }

  /** A title that says so where a chart does not show all. */
  String cut(String title, int shown, int all) {
    return shown == all
        ? title
        : text("chart.cut", title, language.whole(shown), language.whole(all));
  }

  String withheld() {
    return text("withheld");
  }

  /** A text of a row as people read it. */
  String shown(Row row, String column) {
    return shown(column, row.text(column));
  }

  String shown(String column, String value) {
    if (value.equals(SumRule.ALL)) {
      return text("all");
    }
    if (value.equals("-")) {
      return "–";
    }
    return switch (column) {
      case "month", "value_1", "value_2", "value_3", "segment_value" ->
          Language.isMonth(value) ? language.month(value) : language.name("segment-value", value);
      case "cause" -> cause(value);
      case "reason" -> language.name("state", value);
      case "segment", "dimension_1", "dimension_2", "dimension_3" ->
          language.name("dimension", value);
      default -> language.name(column.replace('_', '-'), value);
    };
  }

  /** The share and its interval: 54.8% (53.3–56.4%). */
  String withInterval(Row row, String column) {
    String share = language.percent(row.known(column));
    return row.knows(column + "_low", column + "_high")
        ? "%s (%s)".formatted(share, interval(row, column))
        : share;
  }

  String interval(Row row, String column) {
    return language.percents(row.known(column + "_low"), row.known(column + "_high"));
  }

  String money(double value) {
    return language.money(value, header().currency(), 0);
  }

  /** Sums before what they sum up, purposes as declared, closed lists in their order. */
  List<Row> ordered(TableRows rows) {
    List<Row> ordered = new ArrayList<>(Row.of(rows));
    List<Comparator<Row>> parts = new ArrayList<>();
    for (String key : rows.table().key()) {
      ReportColumn column = rows.table().columns().get(rows.table().indexOf(key));
      ToDoubleFunction<Row> rank = row -> rank(column, row.text(key));
      parts.add(Comparator.comparingDouble(rank).thenComparing(row -> row.text(key)));
    }
    parts.stream().reduce(Comparator::thenComparing).ifPresent(ordered::sort);
    return List.copyOf(ordered);
  }

  private int rank(ReportColumn column, String value) {
    if (value.equals(SumRule.ALL)) {
      return -1;
    }
    List<String> known = column.name().equals("purpose") ? header().purposeIds() : column.values();
    return known.contains(value) ? known.indexOf(value) : known.size();
  }

  /** Purposes that people decide on, or that rest on an interest they may object to. */
  Stream<String> chosenPurposes() {
    return header().purposes().stream()
        .filter(
            purpose ->
                !purpose.basis().equals("legal_obligation") && !purpose.basis().equals("contract"))
        .map(ReportHeader.Purpose::id);
  }

  String purpose(String id) {
    return shown("purpose", id);
  }

  /** Purpose, clock and reason of a refusal, which the id of a cause holds with spaces between. */
  private String cause(String value) {
    String[] parts = value.split(" ");
    return parts.length == 3
        ? text(
            "gate.cause",
            purpose(parts[0]),
            language.name("state", parts[2]),
            language.name("clock", parts[1]))
        : language.name("verdict", value);
  }
}
