package org.optika.evidence.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Pieces of which schemas are made. Members stay in the order in which they are set. */
final class Schemas {
  static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";

  private Schemas() {}

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  static ArrayNode array() {
    return JsonNodeFactory.instance.arrayNode();
  }

  static ArrayNode texts(List<String> texts) {
    ArrayNode array = array();
    texts.forEach(array::add);
    return array;
  }

  static ObjectNode schema(String title, String description) {
    return object().put("$schema", DIALECT).put("title", title).put("description", description);
  }

  static ObjectNode constant(boolean value) {
    return object().put("const", value);
  }

  static ObjectNode constant(long value) {
    return object().put("const", value);
  }

  /** An object of which some members are demanded and others may be there. */
  static ObjectNode record(ObjectNode properties, List<String> required, boolean more) {
    ObjectNode record = object().put("type", "object");
    record.put("additionalProperties", more);
    record.set("required", texts(required));
    record.set("properties", properties);
    return record;
  }

  static ObjectNode listOf(JsonNode items) {
    ObjectNode list = object().put("type", "array");
    list.set("items", items);
    return list;
  }
}
