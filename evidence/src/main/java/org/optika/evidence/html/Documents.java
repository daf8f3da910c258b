package org.optika.evidence.html;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.optika.evidence.schema.MonitorRules;

/** Registers and results of checks: any JSON, shown as facts and tables; monitors in words. */
final class Documents {
  private static final int MOST_ROWS = 200;

  /** Members whose values the page names as it does in this column of tables. */
  private static final Map<String, String> NAMED =
      Map.of("purpose", "purpose", "purposes", "purpose", "data_set", "data_set");

  private static final String CONSENT_LOG = "evidence/consent-log.json";

  private final Telling telling;
  private final int place;
  private final String file;
  private final List<Page.Fact> facts = new ArrayList<>();
  private final List<Page.Grid> grids = new ArrayList<>();

  private Documents(Telling telling, int place, String file) {
    this.telling = telling;
    this.place = place;
    this.file = file;
  }

  static List<Page.Document> of(Telling telling) {
    List<Page.Document> documents = new ArrayList<>();
    telling
        .input()
        .documents()
        .forEach((file, content) -> documents.add(of(telling, documents.size(), file, content)));
    return documents;
  }

  private static Page.Document of(Telling telling, int place, String file, JsonNode content) {
    Documents document = new Documents(telling, place, file);
    if (file.equals(MonitorRules.PATH)) {
      document.facts.addAll(Monitors.facts(telling, content));
      document.grids.addAll(Monitors.grids(telling, content));
    } else if (file.equals(CONSENT_LOG)) {
      document.addLog(content);
    } else {
      document.add("", content);
    }
    return new Page.Document(
        telling.id("document-" + place),
        telling
            .language()
            .find("document." + Language.slug(file.replace(".json", "")))
            .orElse(file),
        file,
        document.facts,
        document.grids);
  }

  /** Heads and leaves; the paths of the proofs are for programs. */
  private void addLog(JsonNode log) {
    add("", log.path("head"));
    facts.add(
        new Page.Fact(
            telling.text("log.history"),
            telling.language().whole(log.path("history").size()),
            false));
    ArrayNode leaves = JsonNodeFactory.instance.arrayNode();
    log.path("leaves").forEach(proof -> leaves.add(proof.path("leaf")));
    add(telling.text("log.leaves"), leaves);
  }

  private void add(String path, JsonNode node) {
    if (node.isObject()) {
      node.properties()
          .forEach(
              member ->
                  add(
                      path.isEmpty()
                          ? field(member.getKey())
                          : path + " – " + field(member.getKey()),
                      member.getValue()));
    } else if (node.isArray() && !node.isEmpty() && allObjects(node)) {
      grids.add(grid(path, node));
    } else {
      String value = value(node);
      facts.add(
          new Page.Fact(
              Language.capital(path.isEmpty() ? file : path), value, Grids.isHash(value)));
    }
  }

  private Page.Grid grid(String path, JsonNode list) {
    Set<String> fields = new LinkedHashSet<>();
    list.forEach(row -> row.fieldNames().forEachRemaining(fields::add));
    List<Page.Head> heads =
        fields.stream()
            .map(name -> new Page.Head(Language.capital(field(name)), allNumbers(list, name)))
            .toList();
    List<Page.Line> lines = new ArrayList<>();
    for (JsonNode row : list) {
      if (lines.size() == MOST_ROWS) {
        break;
      }
      lines.add(
          new Page.Line(
              fields.stream()
                  .map(name -> cell(name, row.path(name), allNumbers(list, name)))
                  .toList(),
              false));
    }
    String caption = path.isEmpty() ? file : path;
    return new Page.Grid(
        telling.id("table-document-%d-%d".formatted(place, grids.size())),
        Language.capital(caption),
        heads,
        lines,
        list.size() > 14,
        list.size() > MOST_ROWS
            ? telling.text(
                "grid.cut",
                telling.language().whole(MOST_ROWS),
                telling.language().whole(list.size()),
                file)
            : "");
  }

  private Page.Cell cell(String name, JsonNode node, boolean number) {
    String value = NAMED.containsKey(name) ? value(named(NAMED.get(name), node)) : value(node);
    return new Page.Cell(
        value, number ? Page.Kind.NUMBER : Grids.isHash(value) ? Page.Kind.CODE : Page.Kind.TEXT);
  }

  private JsonNode named(String column, JsonNode values) {
    if (!values.isArray()) {
      return values.isTextual() ? new TextNode(telling.shown(column, values.asText())) : values;
    }
    ArrayNode names = JsonNodeFactory.instance.arrayNode();
    values.forEach(value -> names.add(telling.shown(column, value.asText())));
    return names;
  }

  private String value(JsonNode node) {
    if (node.isMissingNode() || node.isNull() || (node.isContainerNode() && node.isEmpty())) {
      return telling.text("missing");
    }
    if (node.isArray()) {
      return StreamSupport.stream(node.spliterator(), false)
          .map(this::value)
          .collect(Collectors.joining(allObjects(node) ? " / " : ", "));
    }
    if (node.isObject()) {
      return node.properties().stream()
          .map(member -> field(member.getKey()) + ": " + value(member.getValue()))
          .collect(Collectors.joining("; "));
    }
    if (node.isBoolean()) {
      return telling.text(node.booleanValue() ? "yes" : "no");
    }
    if (node.isIntegralNumber()) {
      return telling.language().whole(node.doubleValue());
    }
    if (node.isNumber()) {
      return telling.language().shortest(node.doubleValue());
    }
    return moment(node.asText());
  }

  /** A day, also where it is given as its start; an instant; any other text as it is. */
  private String moment(String text) {
    if (text.matches("\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])(T00:00:00Z)?")) {
      return day(text.substring(0, 10)).map(telling.language()::day).orElse(text);
    }
    try {
      return text.endsWith("Z") ? telling.language().instant(Instant.parse(text)) : text;
    } catch (DateTimeParseException another) {
      return text;
    }
  }

  private static Optional<LocalDate> day(String text) {
    try {
      return Optional.of(LocalDate.parse(text));
    } catch (DateTimeParseException none) {
      return Optional.empty();
    }
  }

  /** Name of a member: translated where the page knows it, else as it is, with spaces. */
  private String field(String name) {
    return telling.language().find("field." + name).orElse(name.replace('_', ' '));
  }

  private static boolean allObjects(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false).allMatch(JsonNode::isObject);
  }

  private static boolean allNumbers(JsonNode list, String name) {
    return StreamSupport.stream(list.spliterator(), false)
        .allMatch(row -> row.path(name).isNumber());
  }
}
