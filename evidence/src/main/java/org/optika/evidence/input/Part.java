package org.optika.evidence.input;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.TreeMap;
import org.optika.evidence.EvidenceException;

/** A JSON object of which members are demanded by name. */
record Part(String place, JsonNode node) {

  Part inner(String name) {
    return new Part(place + ": " + name, member(name));
  }

  String text(String name) {
    JsonNode value = member(name);
    if (!value.isTextual() || value.textValue().isBlank()) {
      throw new EvidenceException("%s: %s must be a text, got %s", place, name, value);
    }
    return value.textValue();
  }

  /** Empty when missing or null. */
  String optional(String name) {
    JsonNode value = node.path(name);
    return value.isTextual() ? value.textValue() : "";
  }

  long whole(String name) {
    JsonNode value = member(name);
    if (!value.isIntegralNumber()) {
      throw new EvidenceException("%s: %s must be a whole number, got %s", place, name, value);
    }
    return value.longValue();
  }

  Map<String, String> texts() {
    Map<String, String> texts = new TreeMap<>();
    node.properties().forEach(entry -> texts.put(entry.getKey(), entry.getValue().asText()));
    return texts;
  }

  private JsonNode member(String name) {
    JsonNode value = node.get(name);
    if (value == null || value.isNull()) {
      throw new EvidenceException("%s: %s is missing", place, name);
    }
    return value;
  }
}
