package org.optika.evidence.format;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.optika.core.evidence.report.Audience;
import org.optika.core.evidence.report.ReportTable;
import org.optika.core.evidence.report.ReportTables;
import org.optika.evidence.Json;
import org.optika.evidence.input.ReportInput;
import org.optika.evidence.input.TableRows;

/**
 * {@code privacy.json}: how people are protected: small cells that are withheld, by table, and what
 * each differentially private release has cost.
 */
public final class PrivacyFormat implements ReportFormat {
  public static final String PATH = "privacy.json";

  @Override
  public Map<String, byte[]> files(ReportInput input) {
    ObjectNode privacy = JsonNodeFactory.instance.objectNode();
    privacy.put("audience", input.header().audience().id());
    privacy.put("unit", "pseudonym");
    if (input.header().audience() == Audience.AUTHORITY) {
      privacy.set("suppression", suppression(input));
    }
    privacy.set("releases", releases(input));
    return Map.of(PATH, Json.lines(privacy));
  }

  private static ObjectNode suppression(ReportInput input) {
    ObjectNode suppression = JsonNodeFactory.instance.objectNode();
    suppression.put("threshold", input.header().threshold());
    suppression.put(
        "method",
        "cells below the threshold are withheld, and further cells until no withheld one can be narrowed to fewer than the threshold of possible values");
    ArrayNode tables = suppression.putArray("tables");
    for (TableRows rows : input.tables()) {
      if (rows.table().canWithhold()) {
        ObjectNode table = tables.addObject();
        table.put("table", rows.table().id());
        table.put("counts", unitOfPeople(rows.table()));
        table.put("rows", rows.rows().size());
        table.put("withheld", rows.rows().stream().filter(rows::isWithheld).count());
      }
    }
    return suppression;
  }

  /** What the threshold counts in a table: people where they are counted, else rows or orders. */
  private static String unitOfPeople(ReportTable table) {
    return table.columns().get(table.indexOf(table.people())).unit();
  }

  private static ArrayNode releases(ReportInput input) {
    ArrayNode releases = JsonNodeFactory.instance.arrayNode();
    TableRows rows = input.table(ReportTables.DP_RELEASES);
    for (List<Object> row : rows.rows()) {
      ObjectNode release = releases.addObject();
      release.put("release_id", rows.text(row, "release_id"));
      release.put("epsilon", (Double) rows.value(row, "epsilon"));
      release.put("delta", (Double) rows.value(row, "delta"));
      release.put("mechanism", rows.text(row, "mechanism"));
      release.put("ledger_sequence", (Long) rows.value(row, "ledger_sequence"));
      if (input.header().audience() == Audience.PUBLIC) {
        release.set("expected_error", expectedError(input, rows.text(row, "release_id")));
      }
    }
    return releases;
  }

  /** Smallest and largest standard deviation of the noise of a release, by metric. */
  private static ObjectNode expectedError(ReportInput input, String releaseId) {
    TableRows figures = input.table(ReportTables.DP_FIGURES);
    Map<String, double[]> ranges = new java.util.TreeMap<>();
    for (List<Object> row : figures.rows()) {
      Double deviation = (Double) figures.value(row, "noise_deviation");
      if (deviation != null && figures.text(row, "release_id").equals(releaseId)) {
        double[] range =
            ranges.computeIfAbsent(
                figures.text(row, "metric"), metric -> new double[] {deviation, deviation});
        range[0] = Math.min(range[0], deviation);
        range[1] = Math.max(range[1], deviation);
      }
    }
    ObjectNode errors = JsonNodeFactory.instance.objectNode();
    ranges.forEach(
        (metric, range) -> {
          ObjectNode error = errors.putObject(metric);
          error.put("least_standard_deviation", range[0]);
          error.put("largest_standard_deviation", range[1]);
        });
    return errors;
  }
}
