package org.optika.evidence.schema;

import static org.optika.evidence.schema.Schemas.array;
import static org.optika.evidence.schema.Schemas.object;
import static org.optika.evidence.schema.Schemas.texts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.optika.core.evidence.report.ReportColumn;
import org.optika.core.evidence.report.ReportTable;
import org.optika.evidence.input.ReportHeader;

/** Metadata of all {@code data/*.csv} by the W3C's CSV on the Web; an empty field is null. */
public final class CsvwMetadata {
  private CsvwMetadata() {}

  /**
   * @param tables in the order in which they are listed
   */
  public static JsonNode of(List<ReportTable> tables, ReportHeader header) {
    ArrayNode described = array();
    tables.forEach(table -> described.add(table(table, header)));
    ArrayNode context = array();
    context.add("http://www.w3.org/ns/csvw");
    context.add(object().put("@language", "en"));
    ObjectNode group = object();
    group.set("@context", context);
    group.put("dc:title", header.bundleName());
    group.put("dc:publisher", header.controller().name());
    group.set("tables", described);
    return group;
  }

  private static ObjectNode table(ReportTable table, ReportHeader header) {
    ArrayNode columns = array();
    for (ReportColumn column : table.columns()) {
      ObjectNode described = object();
      described.put("name", column.name());
      described.put("titles", column.name());
      described.put("dc:description", column.meaning());
      if (!column.unit().isEmpty()) {
        described.put("schema:unitText", column.unit());
      }
      described.set("datatype", datatype(table, column, header));
      described.put("null", "");
      described.put("required", !column.nullable());
      columns.add(described);
    }
    ObjectNode schema = object();
    schema.set("columns", columns);
    schema.set("primaryKey", texts(table.key()));
    ObjectNode described = object();
    described.put("url", "data/%s.csv".formatted(table.id()));
    described.put("dc:title", table.title());
    described.put("dc:description", table.meaning());
    described.set("tableSchema", schema);
    return described;
  }

  private static ObjectNode datatype(ReportTable table, ReportColumn column, ReportHeader header) {
    ObjectNode datatype = object();
    datatype.put(
        "base",
        switch (column.type()) {
          case STRING -> "string";
          case INTEGER -> "integer";
          case NUMBER -> "double";
          case DATE -> "date";
          case INSTANT -> "dateTimeStamp";
          case BOOLEAN -> "boolean";
        });
    String format = format(table, column, header);
    if (!format.isEmpty()) {
      datatype.put("format", format);
    }
    column.least().ifPresent(least -> datatype.put("minimum", (long) least));
    column.most().ifPresent(most -> datatype.put("maximum", (long) most));
    return datatype;
  }

  private static String format(ReportTable table, ReportColumn column, ReportHeader header) {
    List<String> values = TableSchemas.valuesOf(table, column, header);
    if (values.isEmpty()) {
      return TableSchemas.patternOf(column);
    }
    return values.stream()
        .map(CsvwMetadata::literally)
        .collect(Collectors.joining("|", "^(", ")$"));
  }

  /** Escaped as ECMAScript has it, which is what CSV on the Web refers to. */
  private static String literally(String text) {
    return SPECIAL.matcher(text).replaceAll("\\\\$0");
  }

  private static final Pattern SPECIAL = Pattern.compile("[\\\\^$.*+?()\\[\\]{}|/]");
}
