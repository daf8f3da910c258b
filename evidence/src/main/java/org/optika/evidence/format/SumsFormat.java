package org.optika.evidence.format;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.optika.core.evidence.report.SumRule;
import org.optika.evidence.Json;
import org.optika.evidence.input.ReportInput;
import org.optika.evidence.input.TableRows;

/** {@code sums.json}: the sums that have to hold in the tables, for verifiers. */
public final class SumsFormat implements ReportFormat {
  public static final String PATH = "sums.json";

  @Override
  public Map<String, byte[]> files(ReportInput input) {
    ArrayNode sums = JsonNodeFactory.instance.arrayNode();
    for (TableRows rows : input.tables()) {
      for (SumRule rule : rows.table().sums()) {
        ObjectNode sum = sums.addObject();
        sum.put("table", rows.table().id());
        sum.put("column", rule.column());
        sum.put("dimension", rule.dimension());
        sum.put("total", SumRule.ALL);
        rule.same().forEach(sum.putArray("same")::add);
        sum.put("tolerance", rule.tolerance());
      }
    }
    return Map.of(PATH, Json.lines(sums));
  }
}
