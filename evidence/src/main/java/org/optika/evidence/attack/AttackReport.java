package org.optika.evidence.attack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.optika.evidence.EvidenceException;

/**
 * What the attack test has found. It holds no count of people and no interval of a cell, so it is
 * published with the report.
 *
 * @param metricsTogether whether it was used that a count is a part of another one; not where the
 *     tables are too large for that
 * @param tables those with counts of people or rows
 * @param failures why the report may not be published; empty when it may
 * @param findings what a reader of several reports will ask about
 * @param earlierReports that were looked at together with this one
 */
public record AttackReport(
    int threshold,
    boolean metricsTogether,
    List<Table> tables,
    List<Failure> failures,
    List<String> findings,
    int earlierReports) {
  private static final String FORMAT = "optika-attack-test/1";

  public AttackReport {
    tables = List.copyOf(tables);
    failures = List.copyOf(failures);
    findings = List.copyOf(findings);
  }

  /**
   * @param rows published and withheld ones
   * @param programs linear programs solved for its withheld cells
   * @param wide whether the narrowest interval reaches the threshold; empty where no count was
   *     attacked
   */
  record Table(
      String id, int rows, int withheld, int programs, Optional<Boolean> wide, boolean safe) {}

  /** Whether nothing withheld can be found out. */
  public boolean isSafe() {
    return failures.isEmpty();
  }

  /**
   * @throws EvidenceException when the report may not be published: names the table and the row,
   *     and no figure
   */
  public void requireSafe() {
    if (!isSafe()) {
      String more = failures.size() > 1 ? " (and %d more)".formatted(failures.size() - 1) : "";
      throw new EvidenceException(
          "%s",
          "attack test: %s%s; the report was not written; withhold a further row of the same sums, or publish fewer values"
              .formatted(failures.get(0), more));
    }
  }

  /** For {@code validation/attack.json}: what the tables of this report say by themselves. */
  public JsonNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("format", FORMAT);
    json.put("threshold", threshold);
    json.put("verdict", isSafe() ? "safe" : "recoverable");
    json.put("metrics", metricsTogether ? "together" : "each by itself");
    ArrayNode all = json.putArray("tables");
    for (Table table : tables) {
      ObjectNode one = all.addObject();
      one.put("table", table.id());
      one.put("rows", table.rows());
      one.put("withheld", table.withheld());
      one.put("linear_programs", table.programs());
      one.put(
          "narrowest_interval",
          table.wide().map(wide -> (wide ? ">= " : "< ") + threshold).orElse(null));
      one.put("verdict", table.safe() ? "safe" : "recoverable");
    }
    return json;
  }

  /** Beside what was found in this report alone, what other reports add. */
  AttackReport with(List<Failure> more, List<String> findings, int earlierReports) {
    return new AttackReport(
        threshold,
        metricsTogether,
        tables,
        Stream.concat(failures.stream(), more.stream()).distinct().toList(),
        findings,
        earlierReports);
  }
}
