package org.optika.evidence.html;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.optika.core.evidence.monitor.Monitor;

/** What is watched from month to month, in words: {@code validation/monitors.json}. */
final class Monitors {
  private static final String NONE = "none";

  private final Telling telling;
  private final JsonNode content;

  private Monitors(Telling telling, JsonNode content) {
    this.telling = telling;
    this.content = content;
  }

  /** How many months stand out of those that could be compared. */
  static List<Page.Fact> facts(Telling telling, JsonNode content) {
    long compared = 0;
    long jumps = 0;
    for (JsonNode value : content.path("values")) {
      boolean known = value.path("jump").isTextual();
      compared += known ? 1 : 0;
      jumps += known && !value.path("jump").asText().equals(NONE) ? 1 : 0;
    }
    return List.of(
        new Page.Fact(
            telling.text("monitor.jumps"),
            telling.text(
                "monitor.jumps.value",
                telling.language().whole(jumps),
                telling.language().whole(compared)),
            false));
  }

  /** The values, and how they are compared. */
  static List<Page.Grid> grids(Telling telling, JsonNode content) {
    Monitors monitors = new Monitors(telling, content);
    return List.of(monitors.values(), monitors.rules());
  }

  private Page.Grid values() {
    List<Page.Line> lines = new ArrayList<>();
    for (JsonNode value : content.path("values")) {
      Monitor monitor = Monitor.of(value.path("monitor").asText());
      String series = value.path("series").asText();
      lines.add(
          new Page.Line(
              List.of(
                  text(name(monitor)),
                  text(telling.shown("purpose", series)),
                  text(telling.language().month(value.path("month").asText())),
                  figure(monitor, value),
                  text(jump(value.path("jump")))),
              false));
    }
    return grid("values", List.of("monitor", "series", "month", "value", "jump"), lines);
  }

  private Page.Cell figure(Monitor monitor, JsonNode value) {
    if (value.path("withheld").asBoolean()) {
      return new Page.Cell(telling.withheld(), Page.Kind.WITHHELD);
    }
    if (monitor.published().isPresent()) {
      return text(
          telling.text(
              "monitor.published", telling.text("table." + monitor.published().get().id())));
    }
    JsonNode figure = value.path("value");
    return switch (monitor.unit()) {
      case CLASS -> text(telling.language().name("time-to-effect", figure.asText()));
      case SHARE ->
          new Page.Cell(telling.language().percent(figure.doubleValue()), Page.Kind.NUMBER);
      case ROWS, PEOPLE ->
          new Page.Cell(telling.language().whole(figure.doubleValue()), Page.Kind.NUMBER);
    };
  }

  private String jump(JsonNode jump) {
    return jump.isTextual()
        ? telling.text("monitor.jump." + jump.asText())
        : telling.text("missing");
  }

  private Page.Grid rules() {
    List<Page.Line> lines =
        Stream.of(Monitor.values())
            .map(
                monitor ->
                    new Page.Line(
                        List.of(
                            text(name(monitor)),
                            text(telling.text("monitor.%s.meaning".formatted(monitor.id()))),
                            text(rule(monitor))),
                        false))
            .toList();
    return grid("rules", List.of("monitor", "meaning", "rule"), lines);
  }

  private String rule(Monitor monitor) {
    double limit = monitor.rule().limit();
    String written =
        switch (monitor.rule().kind()) {
          case RATIO -> telling.language().shortest(limit);
          case DIFFERENCE -> telling.language().shortest(100 * limit);
          case CLASSES -> telling.language().whole(limit);
        };
    return telling.text("monitor.rule." + monitor.rule().kind().id(), written);
  }

  private String name(Monitor monitor) {
    return telling.text("monitor." + monitor.id());
  }

  private Page.Grid grid(String name, List<String> columns, List<Page.Line> lines) {
    return new Page.Grid(
        telling.id("table-monitors-" + name),
        telling.text("monitor.grid." + name),
        columns.stream()
            .map(
                column ->
                    new Page.Head(telling.text("monitor.column." + column), column.equals("value")))
            .toList(),
        lines,
        lines.size() > 14,
        "");
  }

  private static Page.Cell text(String text) {
    return new Page.Cell(text, Page.Kind.TEXT);
  }
}
