package org.optika.evidence.format;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.optika.core.evidence.report.ReportColumn;
import org.optika.evidence.Json;
import org.optika.evidence.input.ReportInput;
import org.optika.evidence.input.TableRows;

/**
 * {@code data/<table>.csv}: RFC 4180 in UTF-8 with a header, a line feed after each row, an empty
 * field for null. A field is quoted when it holds a comma, a quote or a line break, or begins with
 * a sign that spreadsheets take for a formula.
 */
public final class CsvFormat implements ReportFormat {

  /** Where the file of a table is. */
  public static String path(String table) {
    return "data/%s.csv".formatted(table);
  }

  @Override
  public Map<String, byte[]> files(ReportInput input) {
    Map<String, byte[]> files = new TreeMap<>();
    input.tables().forEach(rows -> files.put(path(rows.table().id()), csv(rows)));
    return files;
  }

  /** The rows as bytes of a file. */
  public static byte[] csv(TableRows rows) {
    StringBuilder text = new StringBuilder();
    text.append(
            rows.table().columns().stream()
                .map(ReportColumn::name)
                .collect(Collectors.joining(",")))
        .append('\n');
    for (List<Object> row : rows.rows()) {
      text.append(row.stream().map(CsvFormat::field).collect(Collectors.joining(","))).append('\n');
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static String field(Object value) {
    if (value == null) {
      return "";
    }
    if (value instanceof Double number) {
      return Json.number(number);
    }
    String text = value.toString();
    boolean quoted =
        value instanceof String
            && (text.matches("(?s).*[,\"\r\n].*") || text.matches("(?s)[=+@\t].*"));
    return quoted ? '"' + text.replace("\"", "\"\"") + '"' : text;
  }
}
