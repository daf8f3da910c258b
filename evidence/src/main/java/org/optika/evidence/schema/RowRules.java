package org.optika.evidence.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.optika.core.evidence.report.ReportColumn;
import org.optika.core.evidence.report.ReportTable;

/**
 * Rules between two numbers of a row, which JSON Schema cannot say: an interval holds its figure, a
 * part is not more than the whole, and a rate is what its numerator and denominator make of it.
 */
public final class RowRules {
  /** Rates are written in full, so that division gives them again but for the last bit. */
  private static final double ROUNDING = 1e-12;

  private RowRules() {}

  /**
   * @param rows content of {@code data/<table>.json}
   * @return what is wrong, one line each; empty when nothing is
   */
  public static List<String> errors(ReportTable table, JsonNode rows) {
    List<String> errors = new ArrayList<>();
    for (int index = 0; index < rows.size(); index++) {
      Row row = new Row("data/%s.json: /%d".formatted(table.id(), index), rows.get(index), errors);
      for (Interval interval : Interval.of(table)) {
        row.atMost(interval.low(), interval.value());
        row.atMost(interval.value(), interval.high());
      }
      if (hasFraction(table)) {
        row.atMost("numerator", "denominator");
        row.divides("numerator", "denominator", "rate");
      }
      if (has(table, "answered_in_time")) {
        row.atMost("answered_in_time", "received");
      }
    }
    return errors;
  }

  /** Whether rows of the table show a rate with what it was divided from. */
  static boolean hasFraction(ReportTable table) {
    return has(table, "numerator") && has(table, "denominator") && has(table, "rate");
  }

  private static boolean has(ReportTable table, String column) {
    return table.columns().stream().map(ReportColumn::name).anyMatch(column::equals);
  }

  private record Row(String place, JsonNode row, List<String> errors) {

    void atMost(String smaller, String larger) {
      if (areNumbers(smaller, larger) && number(smaller) > number(larger)) {
        errors.add("%s: %s is larger than %s".formatted(place, smaller, larger));
      }
    }

    void divides(String numerator, String denominator, String rate) {
      if (areNumbers(numerator, denominator)
          && areNumbers(rate, rate)
          && Math.abs(number(numerator) / number(denominator) - number(rate)) > ROUNDING) {
        errors.add("%s: %s is not %s / %s".formatted(place, rate, numerator, denominator));
      }
    }

    private boolean areNumbers(String one, String other) {
      return row.path(one).isNumber() && row.path(other).isNumber();
    }

    private double number(String column) {
      return row.path(column).doubleValue();
    }
  }
}
