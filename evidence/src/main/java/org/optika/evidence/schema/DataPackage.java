package org.optika.evidence.schema;

import static org.optika.evidence.schema.Schemas.array;
import static org.optika.evidence.schema.Schemas.object;
import static org.optika.evidence.schema.Schemas.texts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import org.optika.core.evidence.report.ColumnType;
import org.optika.core.evidence.report.ReportColumn;
import org.optika.core.evidence.report.ReportTable;
import org.optika.evidence.input.ReportHeader;

/** All {@code data/*.csv} as a Frictionless tabular data package, version 1. */
public final class DataPackage {
  private DataPackage() {}

  /**
   * @param tables in the order in which they are listed
   */
  public static JsonNode of(List<ReportTable> tables, ReportHeader header) {
    ArrayNode resources = array();
    tables.forEach(table -> resources.add(resource(table, header)));
    ObjectNode described = object();
    described.put("profile", "tabular-data-package");
    described.put("name", header.bundleName().toLowerCase(Locale.ROOT));
    described.put(
        "title", "Report of %s, %s".formatted(header.controller().name(), header.periodId()));
    described.set("resources", resources);
    return described;
  }

  private static ObjectNode resource(ReportTable table, ReportHeader header) {
    ArrayNode fields = array();
    table.columns().forEach(column -> fields.add(field(table, column, header)));
    ObjectNode schema = object();
    schema.set("fields", fields);
    schema.set("missingValues", texts(List.of("")));
    schema.set("primaryKey", texts(table.key()));
    ObjectNode resource = object();
    resource.put("profile", "tabular-data-resource");
    resource.put("name", table.id());
    resource.put("path", "data/%s.csv".formatted(table.id()));
    resource.put("title", table.title());
    resource.put("description", table.meaning());
    resource.put("format", "csv");
    resource.put("mediatype", "text/csv");
    resource.put("encoding", "utf-8");
    resource.set("schema", schema);
    return resource;
  }

  private static ObjectNode field(ReportTable table, ReportColumn column, ReportHeader header) {
    ObjectNode field = object();
    field.put("name", column.name());
    field.put(
        "type",
        switch (column.type()) {
          case STRING -> "string";
          case INTEGER -> "integer";
          case NUMBER -> "number";
          case DATE -> "date";
          case INSTANT -> "datetime";
          case BOOLEAN -> "boolean";
        });
    if (column.type() == ColumnType.INSTANT) {
      field.put("format", "any"); // the default has no fractions of seconds
    }
    field.put("description", column.meaning());
    ObjectNode constraints = object();
    constraints.put("required", !column.nullable());
    List<String> values = TableSchemas.valuesOf(table, column, header);
    if (!values.isEmpty()) {
      constraints.set("enum", texts(values));
    } else if (!TableSchemas.patternOf(column).isEmpty()) {
      constraints.put("pattern", TableSchemas.patternOf(column));
    }
    column.least().ifPresent(least -> constraints.put("minimum", (long) least));
    column.most().ifPresent(most -> constraints.put("maximum", (long) most));
    field.set("constraints", constraints);
    return field;
  }
}
