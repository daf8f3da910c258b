package org.optika.evidence.verify;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.optika.evidence.EvidenceException;
import org.optika.evidence.Json;
import org.optika.evidence.bundle.Bundle;
import org.optika.evidence.format.JsonFormat;
import org.optika.evidence.format.SchemaFormat;
import org.optika.evidence.input.ReportInput;
import org.optika.evidence.input.TableRows;
import org.optika.evidence.schema.MonitorRules;
import org.optika.evidence.schema.RetentionRules;
import org.optika.evidence.schema.RowRules;
import org.optika.evidence.schema.SchemaCheck;

/**
 * Holds the JSON documents against their schemas, and rows against the rules that schemas cannot
 * say. The schemas are made here and not taken from the bundle.
 */
final class SchemaValidity implements Check {

  @Override
  public String name() {
    return "schemas";
  }

  @Override
  public String run(Bundle bundle) {
    ReportInput input = ReportInput.ofBundle(bundle.files());
    List<String> errors = new ArrayList<>();
    int checked = 0;
    for (Map.Entry<String, JsonNode> schema : SchemaFormat.schemas(input).entrySet()) {
      String path = schema.getKey();
      byte[] content = bundle.files().get(path);
      if (content != null) {
        documents(path, content)
            .forEach(
                document -> errors.addAll(SchemaCheck.errors(path, schema.getValue(), document)));
        checked++;
      }
    }
    for (TableRows rows : input.tables()) {
      String path = JsonFormat.path(rows.table().id());
      errors.addAll(RowRules.errors(rows.table(), Json.read(path, bundle.files().get(path))));
    }
    if (errors.isEmpty()) {
      input
          .document(MonitorRules.PATH)
          .ifPresent(monitors -> errors.addAll(MonitorRules.errors(monitors, input)));
      input
          .document(RetentionRules.PATH)
          .ifPresent(retention -> errors.addAll(RetentionRules.errors(retention, input)));
    }
    if (!errors.isEmpty()) {
      throw new EvidenceException("%d errors, the first: %s", errors.size(), errors.get(0));
    }
    return "%d documents fit their schemas".formatted(checked);
  }

  private static List<JsonNode> documents(String path, byte[] content) {
    if (!path.endsWith(".jsonl")) {
      return List.of(Json.read(path, content));
    }
    return new String(content, StandardCharsets.UTF_8)
        .lines()
        .map(line -> Json.read(path, line.getBytes(StandardCharsets.UTF_8)))
        .toList();
  }
}
