package org.optika.jobs.notebooks;

import java.math.BigDecimal;
import java.sql.Timestamp;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * A small table for notebooks, as an HTML element that stands in a page without anything else:
 * {@code display("text/html", HtmlTable.of(...))}.
 */
public final class HtmlTable {
  /** What a reader still takes in; more has to be aggregated first. */
  public static final int MOST_ROWS = 100;

  private HtmlTable() {}

  /**
   * @param rows in the order to be shown; numbers stand on the right with up to three decimals,
   *     instants in UTC, null is an empty cell
   * @throws IllegalArgumentException with more than {@link #MOST_ROWS} rows
   */
  public static String of(String title, Dataset<Row> rows) {
    return of(title, List.of(rows.columns()), rows.limit(MOST_ROWS + 1).collectAsList());
  }

  static String of(String title, List<String> columns, List<Row> rows) {
    if (rows.size() > MOST_ROWS) {
      throw new IllegalArgumentException(
          "Table '%s': expected at most %d rows, got more; aggregate or limit them"
              .formatted(title, MOST_ROWS));
    }
    StringBuilder html = new StringBuilder("<table>\n<caption><b>");
    html.append(Plot.escape(title)).append("</b></caption>\n<tr>");
    columns.forEach(column -> html.append("<th>").append(Plot.escape(column)).append("</th>"));
    html.append("</tr>\n");
    for (Row row : rows) {
      html.append("<tr>");
      for (int i = 0; i < columns.size(); i++) {
        html.append(cell(row.get(i)));
      }
      html.append("</tr>\n");
    }
    return html.append("</table>").toString();
  }

  private static String cell(Object value) {
    if (value instanceof Number number) {
      return "<td style=\"text-align:right\">" + text(number) + "</td>";
    }
    return "<td style=\"text-align:left\">" + Plot.escape(text(value)) + "</td>";
  }

  private static String text(Object value) {
    if (value == null) {
      return "";
    }
    if (value instanceof Double || value instanceof Float || value instanceof BigDecimal) {
      return new DecimalFormat("#,##0.###", DecimalFormatSymbols.getInstance(Locale.ROOT))
          .format(value);
    }
    if (value instanceof Long || value instanceof Integer) {
      return String.format(Locale.ROOT, "%,d", value);
    }
    return value instanceof Timestamp instant ? instant.toInstant().toString() : value.toString();
  }
}
