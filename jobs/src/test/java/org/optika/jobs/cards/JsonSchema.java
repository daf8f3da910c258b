package org.optika.jobs.cards;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The part of JSON Schema that the schemas of docs/ use, by definition draft 2020-12. */
public record JsonSchema(JsonNode root) {
  private static final List<String> KNOWN =
      List.of(
          "$schema",
          "$id",
          "title",
          "$defs",
          "$ref",
          "description",
          "format",
          "type",
          "const",
          "enum",
          "properties",
          "required",
          "additionalProperties",
          "items",
          "minItems",
          "minLength",
          "minimum",
          "maximum",
          "pattern");

  /** What does not fit, a line each; none iff the value fits. */
  public List<String> faults(JsonNode value) {
    List<String> faults = new ArrayList<>();
    check(root, value, "", faults);
    return faults;
  }

  private void check(JsonNode schema, JsonNode value, String path, List<String> faults) {
    schema
        .fieldNames()
        .forEachRemaining(
            keyword -> {
              if (!KNOWN.contains(keyword)) {
                throw new AssertionError("keyword '%s' is not checked here".formatted(keyword));
              }
            });
    if (schema.has("$ref")) {
      check(root.at(schema.get("$ref").textValue().substring(1)), value, path, faults);
    }
    if (schema.has("type") && !hasType(schema.get("type"), value)) {
      faults.add("%s: not of type %s: %s".formatted(path, schema.get("type"), value));
      return;
    }
    if (schema.has("const") && !schema.get("const").equals(value)) {
      faults.add("%s: not %s".formatted(path, schema.get("const")));
    }
    if (schema.has("enum") && !contains(schema.get("enum"), value)) {
      faults.add("%s: none of %s: %s".formatted(path, schema.get("enum"), value));
    }
    if (value.isObject()) {
      object(schema, value, path, faults);
    } else if (value.isArray()) {
      if (value.size() < schema.path("minItems").asInt(0)) {
        faults.add("%s: too few items".formatted(path));
      }
      for (int i = 0; i < value.size(); i++) {
        check(schema.get("items"), value.get(i), path + "/" + i, faults);
      }
    } else if (value.isNumber()) {
      double number = value.doubleValue();
      if (number < schema.path("minimum").asDouble(Double.NEGATIVE_INFINITY)
          || number > schema.path("maximum").asDouble(Double.POSITIVE_INFINITY)) {
        faults.add("%s: out of range: %s".formatted(path, value));
      }
    } else if (value.isTextual()) {
      String text = value.textValue();
      if (text.length() < schema.path("minLength").asInt(0)
          || !Pattern.compile(schema.path("pattern").asText("")).matcher(text).find()) {
        faults.add("%s: not such a text: %s".formatted(path, value));
      }
    }
  }

  private void object(JsonNode schema, JsonNode value, String path, List<String> faults) {
    for (JsonNode key : schema.path("required")) {
      if (!value.has(key.textValue())) {
        faults.add("%s: key '%s' is missing".formatted(path, key.textValue()));
      }
    }
    for (Map.Entry<String, JsonNode> entry : value.properties()) {
      String place = path + "/" + entry.getKey();
      JsonNode property = schema.path("properties").get(entry.getKey());
      JsonNode others = schema.path("additionalProperties");
      if (property != null) {
        check(property, entry.getValue(), place, faults);
      } else if (others.isObject()) {
        check(others, entry.getValue(), place, faults);
      } else if (others.isBoolean() && !others.booleanValue()) {
        faults.add("%s: key is not known".formatted(place));
      }
    }
  }

  private static boolean hasType(JsonNode types, JsonNode value) {
    if (types.isArray()) {
      for (JsonNode type : types) {
        if (hasType(type, value)) {
          return true;
        }
      }
      return false;
    }
    return switch (types.textValue()) {
      case "object" -> value.isObject();
      case "array" -> value.isArray();
      case "string" -> value.isTextual();
      case "number" -> value.isNumber();
      case "integer" -> value.isIntegralNumber();
      case "boolean" -> value.isBoolean();
      case "null" -> value.isNull();
      default -> throw new AssertionError("no type " + types);
    };
  }

  private static boolean contains(JsonNode values, JsonNode value) {
    for (JsonNode known : values) {
      if (known.equals(value)) {
        return true;
      }
    }
    return false;
  }
}
