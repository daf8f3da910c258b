package org.optika.evidence.input;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.optika.core.evidence.report.Audience;
import org.optika.evidence.EvidenceException;

/**
 * What a report is about and what it rests on: {@code input.json}.
 *
 * @param periodFrom first day
 * @param periodUntil day after the last one
 * @param legalDuty why an authority gets exact aggregates; empty for the public
 * @param versions version of each Delta table that was read
 * @param runs id of the run behind each table, by job
 * @param threshold people (or rows) below which a cell is withheld
 */
public record ReportHeader(
    Controller controller,
    Audience audience,
    String authority,
    String legalDuty,
    String periodId,
    LocalDate periodFrom,
    LocalDate periodUntil,
    String zone,
    String currency,
    Instant asOf,
    Instant knownAt,
    String generatorVersion,
    String configHash,
    String rulePackHash,
    Map<String, String> runs,
    Map<String, Long> versions,
    List<Purpose> purposes,
    String attributionModel,
    int threshold) {

  /** Format of the folder that this class knows. */
  public static final String FORMAT = "optika-evidence-input/1";

  /** Who is responsible. */
  public record Controller(String id, String name, String contact, String dpo) {}

  /**
   * @param basisIn exceptions by jurisdiction
   * @param article named where the law itself asks for the processing; else empty
   * @param dpv IRI of the purpose in the Data Privacy Vocabulary
   */
  public record Purpose(
      String id, String basis, Map<String, String> basisIn, String article, String dpv) {}

  /**
   * @throws EvidenceException when a part is missing or is not what it has to be
   */
  static ReportHeader of(JsonNode input) {
    try {
      return parsed(input);
    } catch (DateTimeException | IllegalArgumentException e) {
      throw new EvidenceException("input.json: %s", e.getMessage());
    }
  }

  private static ReportHeader parsed(JsonNode input) {
    Part part = new Part("input.json", input);
    if (!part.text("format").equals(FORMAT)) {
      throw new EvidenceException(
          "input.json: format is %s, this version reads %s; export with the same version",
          part.text("format"), FORMAT);
    }
    Part controller = part.inner("controller");
    Part period = part.inner("period");
    Part clocks = part.inner("clocks");
    Map<String, Long> versions = new TreeMap<>();
    part.inner("table_versions")
        .node()
        .properties()
        .forEach(entry -> versions.put(entry.getKey(), entry.getValue().asLong()));
    List<Purpose> purposes = new ArrayList<>();
    for (JsonNode purpose : part.inner("purposes").node()) {
      Part one = new Part("input.json: purposes", purpose);
      purposes.add(
          new Purpose(
              one.text("id"),
              one.text("basis"),
              one.inner("basis_in").texts(),
              one.optional("article"),
              one.optional("dpv")));
    }
    return new ReportHeader(
        new Controller(
            controller.text("id"),
            controller.text("name"),
            controller.optional("contact"),
            controller.optional("dpo")),
        part.parsed("audience", Audience::of),
        part.optional("authority"),
        part.optional("legal_duty"),
        period.text("id"),
        period.parsed("from", LocalDate::parse),
        period.parsed("until", LocalDate::parse),
        part.text("zone"),
        part.text("currency"),
        clocks.parsed("as_of", Instant::parse),
        clocks.parsed("known_at", Instant::parse),
        part.text("generator_version"),
        part.text("config_hash"),
        part.text("rule_pack_hash"),
        part.inner("runs").texts(),
        versions,
        List.copyOf(purposes),
        part.optional("attribution_model"),
        (int) part.whole("threshold"));
  }

  /** Ids of the purposes, in declared order. */
  public List<String> purposeIds() {
    return purposes.stream().map(Purpose::id).toList();
  }

  /** See {@link Audience#bundleName}. */
  public String bundleName() {
    return audience.bundleName(controller.id(), periodId);
  }
}
