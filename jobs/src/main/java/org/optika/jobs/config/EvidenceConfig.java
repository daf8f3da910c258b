package org.optika.jobs.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.optika.core.evidence.report.ReportColumn;
import org.optika.core.evidence.report.ReportTables;

/**
 * {@code conf/evidence.yaml}: what reports say that the engine cannot know.
 *
 * @param name of the controller, as the law knows it
 * @param contact for questions about data protection
 * @param dpo how to reach the data protection officer; empty without one
 * @param authority supervisory authority that gets reports
 * @param legalDuty under which it gets exact aggregates
 * @param signingKey PEM file
 * @param optInTables ids of the tables of conf/opt-in.yaml that a report shows: the shorter the
 *     period, the fewer can be shown without withholding most of them
 * @param requests of people, as the controller has counted them
 */
public record EvidenceConfig(
    String name,
    String contact,
    Optional<String> dpo,
    String authority,
    String legalDuty,
    Path signingKey,
    List<String> optInTables,
    List<Requests> requests) {

  /**
   * @param month of receipt, e.g. {@code 2026-09}
   * @param answeredInTime at most {@code received}
   */
  public record Requests(String month, String kind, int received, int answeredInTime) {}

  private static final ReportColumn KIND =
      ReportTables.REQUESTS.columns().get(ReportTables.REQUESTS.indexOf("kind"));

  /**
   * Reads the file; whatever is wrong is in {@code faults}, and then the result is not usable.
   *
   * @param knownTables ids of the tables of conf/opt-in.yaml
   * @return empty when there is no such file: then nothing is reported
   */
  public static Optional<EvidenceConfig> load(
      Path folder, List<String> knownTables, Faults faults) {
    Path file = folder.resolve("evidence.yaml");
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try (YamlMap top = YamlMap.load(file, faults);
        YamlMap controller = top.map("controller")) {
      return Optional.of(
          new EvidenceConfig(
              controller.text("name"),
              controller.text("contact"),
              controller.optionalText("dpo"),
              top.text("authority"),
              top.text("legal_duty"),
              Path.of(top.text("signing_key")),
              optInTables(top, knownTables),
              requests(top)));
    }
  }

  private static List<String> optInTables(YamlMap top, List<String> known) {
    List<String> tables = top.texts("opt_in_tables");
    for (String table : tables) {
      if (!known.contains(table)) {
        top.fault("opt_in_tables", "unknown table '%s'; known: %s", table, known);
      }
    }
    return tables;
  }

  private static List<Requests> requests(YamlMap top) {
    List<Requests> requests = new ArrayList<>();
    Set<List<String>> seen = new HashSet<>();
    for (YamlMap entry : top.maps("requests")) {
      try (entry) {
        String month = entry.text("month");
        if (!month.matches("[12]\\d{3}-(0[1-9]|1[0-2])")) {
          entry.fault("month", "expected a month such as 2026-09, got '%s'", month);
        }
        String kind = entry.text("kind");
        if (!KIND.values().contains(kind)) {
          entry.fault("kind", "unknown kind '%s'; known: %s", kind, KIND.values());
        }
        if (!seen.add(List.of(month, kind))) {
          entry.fault("kind", "'%s' of %s is there twice", kind, month);
        }
        int received = entry.integer("received", 0, Integer.MAX_VALUE);
        int answered = entry.integer("answered_in_time", 0, Integer.MAX_VALUE);
        if (answered > received) {
          entry.fault(
              "answered_in_time", "expected at most the %s received, got %s", received, answered);
        }
        requests.add(new Requests(month, kind, received, answered));
      }
    }
    return requests;
  }
}
