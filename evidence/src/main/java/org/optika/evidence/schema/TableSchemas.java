package org.optika.evidence.schema;

import static org.optika.evidence.schema.Schemas.array;
import static org.optika.evidence.schema.Schemas.constant;
import static org.optika.evidence.schema.Schemas.object;
import static org.optika.evidence.schema.Schemas.texts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.optika.core.evidence.report.ColumnType;
import org.optika.core.evidence.report.ReportColumn;
import org.optika.core.evidence.report.ReportTable;
import org.optika.core.evidence.report.SumRule;
import org.optika.evidence.input.ReportHeader;

/**
 * JSON Schema (2020-12) of {@code data/<table>.json}: an array of objects, one a row. Rules between
 * two columns stand there as far as the language goes: what is null when a row is withheld, and
 * that a figure and its interval come together. Comparisons of two values are {@link RowRules}.
 */
public final class TableSchemas {
  /** Value of a purpose column where no purpose has failed. */
  private static final String NO_PURPOSE = "-";

  private static final String MONTH = "[0-9]{4}-(0[1-9]|1[0-2])";

  private TableSchemas() {}

  public static JsonNode jsonSchema(ReportTable table, ReportHeader header) {
    ObjectNode properties = object();
    for (ReportColumn column : table.columns()) {
      properties.set(column.name(), property(table, column, header));
    }
    ObjectNode row = object();
    row.put("type", "object");
    row.put("additionalProperties", false);
    row.set("required", texts(table.columns().stream().map(ReportColumn::name).toList()));
    row.set("properties", properties);
    ArrayNode rules = rules(table);
    if (!rules.isEmpty()) {
      row.set("allOf", rules);
    }
    ObjectNode schema = Schemas.schema(table.title(), table.meaning());
    schema.put("type", "array");
    schema.set("items", row);
    return schema;
  }

  /** Texts that a column may have: as declared, or the purposes of this report; empty = any. */
  static List<String> valuesOf(ReportTable table, ReportColumn column, ReportHeader header) {
    if (!column.name().equals("purpose")) {
      return column.values();
    }
    Stream<String> none = table.key().contains("purpose") ? Stream.of() : Stream.of(NO_PURPOSE);
    return Stream.concat(header.purposeIds().stream(), none).toList();
  }

  /** Regular expression for texts of a column; empty where any will do. */
  static String patternOf(ReportColumn column) {
    return column.name().equals("month") ? "^(%s|%s)$".formatted(MONTH, SumRule.ALL) : "";
  }

  private static ObjectNode property(ReportTable table, ReportColumn column, ReportHeader header) {
    ObjectNode property = object();
    property.put(
        "description",
        column.unit().isEmpty()
            ? column.meaning()
            : "%s (%s)".formatted(column.meaning(), column.unit()));
    String type =
        switch (column.type()) {
          case STRING, DATE, INSTANT -> "string";
          case INTEGER -> "integer";
          case NUMBER -> "number";
          case BOOLEAN -> "boolean";
        };
    if (column.nullable()) {
      property.set("type", texts(List.of(type, "null")));
    } else {
      property.put("type", type);
    }
    switch (column.type()) {
      case STRING -> text(property, table, column, header);
      case DATE -> property.put("format", "date");
      case INSTANT -> {
        property.put("format", "date-time");
        property.put("pattern", "Z$");
      }
      case INTEGER -> {
        property.put(
            "minimum", column.least().isPresent() ? (long) column.least().getAsDouble() : -LARGEST);
        property.put(
            "maximum", column.most().isPresent() ? (long) column.most().getAsDouble() : LARGEST);
      }
      case NUMBER -> {
        column.least().ifPresent(least -> property.put("minimum", (long) least));
        column.most().ifPresent(most -> property.put("maximum", (long) most));
      }
      case BOOLEAN -> {}
    }
    return property;
  }

  private static final long LARGEST = 1L << 53;

  private static void text(
      ObjectNode property, ReportTable table, ReportColumn column, ReportHeader header) {
    List<String> values = valuesOf(table, column, header);
    if (!values.isEmpty()) {
      property.set("enum", texts(values));
      return;
    }
    property.put("minLength", 1);
    if (!patternOf(column).isEmpty()) {
      property.put("pattern", patternOf(column));
    }
  }

  private static ArrayNode rules(ReportTable table) {
    ArrayNode rules = array();
    if (table.canWithhold()) {
      rules.add(withholding(table));
    }
    if (RowRules.hasFraction(table)) {
      rules.add(rule(Map.of("denominator", constant(0)), Map.of("rate", type("null"))));
      rules.add(
          rule(
              Map.of("denominator", type("integer").put("minimum", 1)),
              Map.of("rate", type("number"))));
    }
    for (Interval interval : Interval.of(table)) {
      rules.add(
          rule(
              Map.of(interval.low(), type("number")),
              Map.of(interval.value(), type("number"), interval.high(), type("number"))));
      rules.add(
          rule(
              Map.of(interval.high(), type("number")),
              Map.of(interval.value(), type("number"), interval.low(), type("number"))));
      if (interval.always()) {
        rules.add(
            rule(Map.of(interval.value(), type("number")), Map.of(interval.low(), type("number"))));
      }
    }
    return rules;
  }

  private static ObjectNode withholding(ReportTable table) {
    Map<String, JsonNode> nothing = new TreeMap<>();
    Map<String, JsonNode> something = new TreeMap<>();
    for (ReportColumn column : table.columns()) {
      if (column.nullable()) {
        nothing.put(column.name(), type("null"));
      }
      if (column.type() == ColumnType.INTEGER || column.name().equals(table.people())) {
        something.put(
            column.name(), type(column.type() == ColumnType.INTEGER ? "integer" : "number"));
      }
    }
    ObjectNode rule = rule(Map.of(ReportTable.WITHHELD, constant(true)), nothing);
    rule.set("else", properties(something));
    return rule;
  }

  private static ObjectNode rule(
      Map<String, ? extends JsonNode> when, Map<String, ? extends JsonNode> then) {
    ObjectNode rule = object();
    rule.set("if", properties(when));
    rule.set("then", properties(then));
    return rule;
  }

  private static ObjectNode properties(Map<String, ? extends JsonNode> given) {
    ObjectNode properties = object();
    new TreeMap<>(given).forEach(properties::set);
    ObjectNode part = object();
    part.set("properties", properties);
    return part;
  }

  private static ObjectNode type(String name) {
    return object().put("type", name);
  }
}
