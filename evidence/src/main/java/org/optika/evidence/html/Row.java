package org.optika.evidence.html;

import java.util.List;
import java.util.OptionalDouble;
import org.optika.core.evidence.report.SumRule;
import org.optika.evidence.input.TableRows;

/** A row that gives no number where it is withheld. */
record Row(TableRows table, List<Object> values) {

  static List<Row> of(TableRows table) {
    return table.rows().stream().map(values -> new Row(table, values)).toList();
  }

  /**
   * Rows that have the given texts.
   *
   * @param wanted column, text, column, text ...
   */
  static List<Row> where(TableRows table, String... wanted) {
    return of(table).stream().filter(row -> row.has(wanted)).toList();
  }

  boolean has(String... wanted) {
    for (int index = 0; index < wanted.length; index += 2) {
      if (!text(wanted[index]).equals(wanted[index + 1])) {
        return false;
      }
    }
    return true;
  }

  String text(String column) {
    return table.text(values, column);
  }

  boolean isAll(String column) {
    return text(column).equals(SumRule.ALL);
  }

  boolean isWithheld() {
    return table.isWithheld(values);
  }

  /** Empty where the row is withheld or the figure is missing. */
  OptionalDouble number(String column) {
    Object value = table.value(values, column);
    return isWithheld() || value == null
        ? OptionalDouble.empty()
        : OptionalDouble.of(((Number) value).doubleValue());
  }

  boolean knows(String... columns) {
    for (String column : columns) {
      if (number(column).isEmpty()) {
        return false;
      }
    }
    return true;
  }

  /**
   * @throws java.util.NoSuchElementException where {@link #knows} is false
   */
  double known(String column) {
    return number(column).orElseThrow();
  }
}
