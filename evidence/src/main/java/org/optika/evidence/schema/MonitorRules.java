package org.optika.evidence.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.optika.core.evidence.monitor.Jump;
import org.optika.core.evidence.monitor.Monitor;
import org.optika.core.evidence.monitor.MonitorValue;
import org.optika.core.evidence.monitor.MonitorValues;
import org.optika.core.evidence.report.Delay;
import org.optika.core.evidence.report.ReportPeriod;
import org.optika.core.evidence.report.ReportTables;
import org.optika.evidence.input.ReportInput;

/**
 * What the schema of {@code validation/monitors.json} cannot say: a jump is what its rule makes of
 * two months, rules are those that are known by that name, and where the figures are in a table of
 * the report, the jumps are those of that table.
 */
public final class MonitorRules {
  public static final String PATH = "validation/monitors.json";

  private MonitorRules() {}

  /**
   * @param monitors content of the file, which fits its schema
   * @param input the report that it is in
   * @return what is wrong, one line each; empty when nothing is
   */
  public static List<String> errors(JsonNode monitors, ReportInput input) {
    List<String> errors = new ArrayList<>();
    for (JsonNode entry : monitors.path("monitors")) {
      Monitor monitor = Monitor.of(entry.path("monitor").asText());
      if (!entry.path("rule").asText().equals(monitor.rule().kind().id())
          || entry.path("limit").asDouble() != monitor.rule().limit()) {
        errors.add("%s: the rule of %s is another one".formatted(PATH, monitor.id()));
      }
    }
    Map<List<String>, MonitorValue> expected = expected(monitors, input);
    for (JsonNode value : monitors.path("values")) {
      List<String> key = key(value);
      MonitorValue found = expected.remove(key);
      String jump = value.path("jump").isNull() ? "none known" : value.path("jump").asText();
      if (found == null) {
        errors.add(
            "%s: %s is there twice, or is in no table".formatted(PATH, String.join(" ", key)));
      } else if (found.isWithheld() != value.path("withheld").asBoolean()) {
        errors.add("%s: %s is not withheld as its table is".formatted(PATH, String.join(" ", key)));
      } else if (!found.jump().map(Jump::id).orElse("none known").equals(jump)) {
        errors.add(
            "%s: the jump of %s is '%s', its rule gives '%s'"
                .formatted(
                    PATH,
                    String.join(" ", key),
                    jump,
                    found.jump().map(Jump::id).orElse("none known")));
      }
    }
    expected
        .keySet()
        .forEach(key -> errors.add("%s: %s is missing".formatted(PATH, String.join(" ", key))));
    return errors;
  }

  /** Of tables of the report, and of the figures in the document itself. */
  private static Map<List<String>, MonitorValue> expected(JsonNode monitors, ReportInput input) {
    Map<List<String>, TreeMap<String, OptionalDouble>> own = new LinkedHashMap<>();
    for (JsonNode value : monitors.path("values")) {
      Monitor monitor = Monitor.of(value.path("monitor").asText());
      if (monitor.published().isEmpty()) {
        own.computeIfAbsent(
                List.of(monitor.id(), value.path("series").asText()), any -> new TreeMap<>())
            .put(value.path("month").asText(), figure(value.path("value")));
      }
    }
    ReportPeriod period = ReportPeriod.of(input.header().periodId());
    Map<List<String>, MonitorValue> expected = new LinkedHashMap<>();
    Stream.of(
            own.entrySet().stream()
                .flatMap(
                    series ->
                        MonitorValues.series(
                            Monitor.of(series.getKey().get(0)),
                            series.getKey().get(1),
                            series.getValue())
                            .stream()),
            MonitorValues.refusedOrders(input.table(ReportTables.BUSINESS).rows()).stream(),
            MonitorValues.withdrawals(input.table(ReportTables.WITHDRAWALS).rows(), period.months())
                .stream())
        .flatMap(values -> values)
        .forEach(
            value ->
                expected.put(List.of(value.monitor().id(), value.series(), value.month()), value));
    return expected;
  }

  private static OptionalDouble figure(JsonNode value) {
    if (value.isNull()) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(
        value.isTextual() ? Delay.of(value.asText()).ordinal() : value.doubleValue());
  }

  private static List<String> key(JsonNode value) {
    return List.of(
        value.path("monitor").asText(),
        value.path("series").asText(),
        value.path("month").asText());
  }
}
