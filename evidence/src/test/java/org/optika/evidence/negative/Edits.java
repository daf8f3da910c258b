package org.optika.evidence.negative;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * Changes of {@code negative/cases.json}. A place is a JSON pointer; in a list of nodes a part may
 * also be the {@code @id} of one. An edit that would change nothing is an error of the case.
 */
final class Edits {
  private Edits() {}

  /** A changed copy. */
  static JsonNode apply(JsonNode edits, JsonNode document) {
    JsonNode changed = document.deepCopy();
    for (JsonNode edit : edits) {
      changed =
          apply(edit, changed, edit.has("remove") ? "remove" : edit.has("add") ? "add" : "set");
    }
    return changed;
  }

  private static JsonNode apply(JsonNode edit, JsonNode document, String kind) {
    String place = edit.path(kind).textValue();
    if (place.isEmpty()) {
      return edit.path("to");
    }
    JsonNode parent = document;
    String[] parts = place.substring(1).split("/");
    for (int index = 0; index < parts.length - 1; index++) {
      parent = child(parent, parts[index]);
    }
    String last = parts[parts.length - 1];
    boolean isThere = parent.isArray() || parent.has(last);
    if (isThere == kind.equals("add")) {
      throw new IllegalArgumentException("%s is %sthere".formatted(place, isThere ? "" : "not "));
    }
    if (parent instanceof ArrayNode list && kind.equals("remove")) {
      list.remove(Integer.parseInt(last));
    } else if (parent instanceof ArrayNode list) {
      list.set(Integer.parseInt(last), edit.path("to"));
    } else if (kind.equals("remove")) {
      ((ObjectNode) parent).remove(last);
    } else {
      ((ObjectNode) parent).set(last, edit.path("to"));
    }
    return document;
  }

  private static JsonNode child(JsonNode parent, String part) {
    if (!part.startsWith("#")) {
      return parent.isArray() ? parent.required(Integer.parseInt(part)) : parent.required(part);
    }
    for (JsonNode node : parent) {
      if (node.path("@id").asText().equals(part)) {
        return node;
      }
    }
    throw new IllegalArgumentException("no node " + part);
  }

  /** A changed copy of the lines of a table. */
  static List<List<String>> apply(JsonNode edits, List<List<String>> lines) {
    List<List<String>> changed = new ArrayList<>();
    lines.forEach(line -> changed.add(new ArrayList<>(line)));
    for (JsonNode edit : edits) {
      String column =
          edit.path("rename").asText(edit.path("drop").asText(edit.path("column").asText()));
      int place = lines.get(0).indexOf(column);
      if (edit.has("drop")) {
        changed.forEach(line -> line.remove(place));
      } else {
        int line = edit.has("rename") ? 0 : edit.path("row").intValue() + 1;
        changed.get(line).set(place, edit.path("to").textValue());
      }
    }
    return changed;
  }
}
