package org.optika.evidence.format;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.optika.core.evidence.report.ReportTable;
import org.optika.evidence.Json;
import org.optika.evidence.input.ReportInput;
import org.optika.evidence.input.TableRows;

/**
 * {@code data/<table>.json}: the cells of the CSV as an array of objects, one on a line. Numbers
 * are written as in the CSV.
 */
public final class JsonFormat implements ReportFormat {

  /** Where the file of a table is. */
  public static String path(String table) {
    return "data/%s.json".formatted(table);
  }

  @Override
  public Map<String, byte[]> files(ReportInput input) {
    Map<String, byte[]> files = new TreeMap<>();
    input.tables().forEach(rows -> files.put(path(rows.table().id()), json(rows)));
    return files;
  }

  private static byte[] json(TableRows rows) {
    if (rows.rows().isEmpty()) {
      return "[]\n".getBytes(StandardCharsets.UTF_8);
    }
    return rows.rows().stream()
        .map(row -> object(rows.table(), row))
        .collect(Collectors.joining(",\n", "[\n", "\n]\n"))
        .getBytes(StandardCharsets.UTF_8);
  }

  private static String object(ReportTable table, List<Object> row) {
    List<String> members = new ArrayList<>();
    for (int index = 0; index < row.size(); index++) {
      members.add('"' + table.columns().get(index).name() + "\":" + value(row.get(index)));
    }
    return members.stream().collect(Collectors.joining(",", "{", "}"));
  }

  private static String value(Object value) {
    if (value instanceof Double number) {
      return Json.number(number);
    }
    if (value instanceof String text) {
      TextNode node = JsonNodeFactory.instance.textNode(text);
      return Json.line(node);
    }
    return String.valueOf(value);
  }
}
