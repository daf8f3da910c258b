package org.optika.evidence.linked;

import static org.optika.evidence.linked.Vocabulary.node;
import static org.optika.evidence.linked.Vocabulary.object;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.optika.evidence.EvidenceException;
import org.optika.evidence.input.ReportInput;

/**
 * A register that the engine has exported as {@code registers/<id>.json}, as linked data. Members
 * that are not known here go along under their own names in our vocabulary.
 */
enum Register {
  ROPA("ropa", "processing", "Record of processing activities", "dpv:PersonalDataProcess"),
  LIA("lia", "assessments", "Legitimate interest assessments", "dpv:LegitimateInterestAssessment"),
  TRANSFERS("transfers", "vendors", "Vendors and transfers", "dpv:Recipient"),
  DPIA("dpia", "entries", "Data protection impact assessments", "dpv:DPIA");

  /** Chapter V of the GDPR; a derogation has no single article. */
  private static final Map<String, String> TRANSFER_BASES =
      Map.of("adequacy", "gdpr:A45-3", "bcr", "gdpr:A46-2-b", "scc", "gdpr:A46-2-c");

  private final String id;
  private final String list;
  private final String title;
  private final String entryType;

  Register(String id, String list, String title, String entryType) {
    this.id = id;
    this.list = list;
    this.title = title;
    this.entryType = entryType;
  }

  String path() {
    return "registers/%s.jsonld".formatted(id);
  }

  JsonNode document(ReportInput input) {
    Optional<JsonNode> given = input.document("registers/%s.json".formatted(id));
    ObjectNode register =
        this == ROPA
            ? node("register", id, "own:Register", "dpv:ROPA")
            : node("register", id, "own:Register");
    register.put("title", title);
    register.put("given", given.isPresent());
    List<ObjectNode> nodes = new ArrayList<>(List.of(register));
    if (given.isEmpty()) {
      register.put("description", "The controller has given no such register.");
    } else {
      addEntries(given.get(), register, nodes);
    }
    return Vocabulary.document(path(), input.header().bundleName(), nodes);
  }

  private void addEntries(JsonNode given, ObjectNode register, List<ObjectNode> nodes) {
    if (!given.path(list).isArray()) {
      throw new EvidenceException("registers/%s.json: %s must be a list", id, list);
    }
    Map<String, JsonNode> rest = new TreeMap<>();
    given.properties().forEach(member -> rest.put(member.getKey(), member.getValue()));
    rest.remove(list);
    rest.forEach((name, value) -> put(register, name, value));
    ArrayNode parts = register.putArray("hasPart");
    for (JsonNode entry : given.path(list)) {
      String entryId = entry.path("id").asText("");
      if (entryId.isEmpty()) {
        throw new EvidenceException("registers/%s.json: an entry of %s has no id", id, list);
      }
      ObjectNode node = node(id, entryId, entryType);
      new TreeMap<String, JsonNode>(members(entry))
          .forEach((name, value) -> put(node, name, value));
      if (this == TRANSFERS && entry.path("mechanism").isNull()) {
        node.put("mechanism", "none");
      }
      parts.add(node.path("@id").textValue());
      nodes.add(node);
    }
  }

  private static Map<String, JsonNode> members(JsonNode object) {
    Map<String, JsonNode> members = new TreeMap<>();
    object.properties().forEach(member -> members.put(member.getKey(), member.getValue()));
    return members;
  }

  private void put(ObjectNode node, String member, JsonNode value) {
    if (value.isNull()) {
      return;
    }
    switch (member) {
      case "id" -> node.put("identifier", value.asText());
      case "name", "title" -> node.put("title", value.asText());
      case "purposes" -> putAll(node, "ofProcess", value, Vocabulary::process);
      case "jurisdictions" -> putAll(node, "hasJurisdiction", value, Vocabulary::jurisdiction);
      case "basis" -> node.put("hasLegalBasis", Vocabulary.legalBasis(value.asText()));
      case "mechanism" -> {
        node.put("mechanism", value.asText());
        if (TRANSFER_BASES.containsKey(value.asText())) {
          node.put("hasLegalBasis", TRANSFER_BASES.get(value.asText()));
        }
      }
      case "needed" ->
          node.put(
              "necessityStatus", value.asBoolean() ? "gdpr:DPIARequired" : "gdpr:DPIANotRequired");
      case "valid_from" -> node.set("validFrom", moment(value));
      case "valid_to" -> node.set("validTo", moment(value));
      default -> node.set(term(member), plain(member, value));
    }
  }

  private static void putAll(
      ObjectNode node, String member, JsonNode values, UnaryOperator<String> name) {
    ArrayNode all = node.putArray(member);
    values.forEach(value -> all.add(name.apply(value.asText())));
  }

  private String term(String member) {
    if (!member.matches("[A-Za-z][A-Za-z0-9_-]*")) {
      throw new EvidenceException(
          "registers/%s.json: member '%s' cannot be a term; use letters, digits, _ and -",
          id, member);
    }
    return "own:" + member;
  }

  private JsonNode plain(String member, JsonNode value) {
    if (value.isObject()) {
      ObjectNode inner = object();
      members(value)
          .forEach(
              (name, part) -> {
                if (!part.isNull()) {
                  inner.set(term(name), plain(name, part));
                }
              });
      return inner;
    }
    if (value.isArray()) {
      ArrayNode all = object().arrayNode();
      for (JsonNode part : value) {
        if (!part.isNull()) {
          all.add(plain(member, part));
        }
      }
      return all;
    }
    if (member.equals("date")) {
      return moment(value);
    }
    return value.isNumber() && !value.isIntegralNumber()
        ? typed(Vocabulary.decimal(value), "xsd:decimal")
        : value;
  }

  /** A day or an instant by its type; anything else as it is, for the shapes to refuse. */
  private static JsonNode moment(JsonNode value) {
    String text = value.asText();
    if (text.matches("\\d{4}-\\d{2}-\\d{2}")) {
      return typed(text, "xsd:date");
    }
    return text.matches("\\d{4}-\\d{2}-\\d{2}T[0-9:.]+Z") ? typed(text, "xsd:dateTime") : value;
  }

  private static ObjectNode typed(String text, String type) {
    return object().put("@value", text).put("@type", type);
  }
}
