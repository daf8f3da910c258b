package org.optika.evidence.format;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import org.optika.core.evidence.report.Metric;
import org.optika.core.evidence.report.ReportTable;
import org.optika.evidence.Json;
import org.optika.evidence.input.ReportInput;

/** {@code metrics.jsonl}: one line a metric with its whole definition. */
public final class MetricsFormat implements ReportFormat {
  public static final String PATH = "metrics.jsonl";

  @Override
  public Map<String, byte[]> files(ReportInput input) {
    String lines =
        input.tables().stream()
            .flatMap(
                rows -> rows.table().metrics().stream().map(metric -> line(rows.table(), metric)))
            .collect(Collectors.joining("\n", "", "\n"));
    return Map.of(PATH, lines.getBytes(StandardCharsets.UTF_8));
  }

  private static String line(ReportTable table, Metric metric) {
    ObjectNode line = JsonNodeFactory.instance.objectNode();
    line.put("id", metric.id());
    line.put("table", table.id());
    line.put("column", metric.column());
    line.put("formula", metric.formula());
    line.put("unit", metric.unit());
    line.put("denominator", metric.denominator());
    line.put("window", metric.window());
    line.put("interval", metric.interval());
    line.put("excluded", metric.excluded());
    return Json.line(line);
  }
}
