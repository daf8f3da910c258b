package org.optika.jobs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.optika.core.evidence.audit.DrawnSample;
import org.optika.core.evidence.audit.RateInterval;
import org.optika.core.evidence.audit.SampleDesign;
import org.optika.core.evidence.audit.StratifiedRate;
import org.optika.core.evidence.audit.StratumCount;
import org.optika.core.evidence.audit.Tag;

/**
 * A sampling audit for programs, see docs/sampling-audit.schema.json. Counts only: no pseudonym, no
 * id of a sample and no name of a file.
 */
final class AuditJson {
  private static final String FORMAT = "optika-sampling-audit-1";

  private final AuditReport report;
  private final AuditReport.Origin origin;
  private final SamplingAudit audit;
  private final DrawnSample sample;

  private AuditJson(AuditReport report) {
    this.report = report;
    origin = report.origin();
    audit = report.audit();
    sample = report.sample();
  }

  static String of(AuditReport report) {
    return new AuditJson(report).json();
  }

  private String json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("format", FORMAT);
    json.put("version", Version.current());
    json.put("controller", origin.controller());
    json.put("as_of", RunContext.instant(origin.clocks().asOfMicros()).toString());
    json.put("known_at", RunContext.instant(origin.clocks().knownAtMicros()).toString());
    json.put("rule_pack_sha256", origin.rulePackHash());
    json.put("tags_sha256", origin.tagsHash());
    json.put("sample", sampleJson());
    json.put("captures", capturesJson());
    json.put("rate", rateJson(audit.rate()));
    json.put("rate_if_all_missing_deviate", rateJson(audit.rate().atWorst()));
    json.put("test", report.question().map(this::testJson).orElse(null));
    json.put("violations", violationsJson());
    json.put("read_after_withdrawal", delaysJson());
    json.put(
        "later_knowledge",
        members(
            "violations_cleared",
            audit.findings().clearedLater(),
            "violations_found",
            audit.findings().foundLater()));
    json.put("permitted_but_absent", absentJson());
    json.put("unmapped", unmappedJson());
    return JsonText.of(json);
  }

  private static Map<String, Object> members(Object... namesAndValues) {
    Map<String, Object> members = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      members.put(namesAndValues[i].toString(), namesAndValues[i + 1]);
    }
    return members;
  }

  private Map<String, Object> sampleJson() {
    SampleDesign design = sample.design();
    List<Object> strata = new ArrayList<>();
    for (StratumCount count : audit.rate().counts()) {
      strata.add(
          members(
              "name",
              count.name(),
              "devices",
              count.devices(),
              "drawn",
              count.drawn(),
              "captured",
              count.captured(),
              "deviating",
              count.deviating()));
    }
    return members(
        "file_sha256",
        origin.sampleHash(),
        "seed_sha256",
        SamplePlan.seedHash(design.seed()),
        "method",
        SamplePlan.METHOD,
        "as_of",
        RunContext.instant(design.asOfMicros()).toString(),
        "known_at",
        RunContext.instant(design.knownAtMicros()).toString(),
        "population",
        design.population(),
        "drawn",
        design.drawn(),
        "strata_by",
        design.strataBy(),
        "strata",
        strata);
  }

  private Map<String, Object> capturesJson() {
    return members(
        "source",
        origin.source(),
        "devices",
        audit.rate().captured(),
        "missing",
        members(
            "without_capture",
            audit.missing().withoutCapture(),
            "unreadable",
            audit.missing().unreadable(),
            "erased",
            audit.missing().erased()),
        "observations",
        audit.findings().observations(),
        "ignored_entries",
        audit.ignored(),
        "without_cookies",
        audit.withoutCookies(),
        "faults",
        audit.faults().size());
  }

  private static Map<String, Object> rateJson(StratifiedRate rate) {
    RateInterval interval = rate.interval(AuditReport.ALPHA);
    return members(
        "deviating",
        rate.deviating(),
        "captured",
        rate.captured(),
        "estimate",
        rate.estimate().orElse(null),
        "lower",
        interval.lower(),
        "upper",
        interval.upper(),
        "confidence",
        1 - AuditReport.ALPHA,
        "method",
        rate.method());
  }

  private Map<String, Object> testJson(RateQuestion asked) {
    Map<String, Object> test =
        members(
            "null_rate",
            asked.nullRate(),
            "alpha",
            asked.alpha(),
            "p_value",
            audit.rate().pValue(asked.nullRate()),
            "rejected",
            asked.rejects(audit.rate()),
            "p_value_if_all_missing_deviate",
            audit.rate().atWorst().pValue(asked.nullRate()),
            "rejected_if_all_missing_deviate",
            asked.rejects(audit.rate().atWorst()));
    test.put(
        "planned",
        sample
            .design()
            .goal()
            .map(goal -> members("alternative", goal.alternative(), "power", goal.power()))
            .orElse(null));
    return test;
  }

  private List<Object> violationsJson() {
    List<Object> violations = new ArrayList<>();
    audit
        .findings()
        .violations()
        .forEach(
            (sort, count) ->
                violations.add(
                    members(
                        "kind",
                        sort.kind().id(),
                        "purpose",
                        sort.purpose(),
                        "tag",
                        sort.tag(),
                        "vendor",
                        vendor(sort.tag()),
                        "reason",
                        sort.reason(),
                        "devices",
                        count.devices(),
                        "observations",
                        count.observations())));
    return violations;
  }

  private String vendor(String id) {
    return origin.tags().stream()
        .filter(tag -> tag.id().equals(id))
        .map(Tag::vendor)
        .findFirst()
        .orElseThrow();
  }

  private List<Object> delaysJson() {
    List<Object> delays = new ArrayList<>();
    audit
        .findings()
        .delays()
        .forEach(
            (delay, count) ->
                delays.add(
                    members(
                        "delay",
                        delay.id(),
                        "devices",
                        count.devices(),
                        "observations",
                        count.observations())));
    return delays;
  }

  private List<Object> absentJson() {
    List<Object> absent = new ArrayList<>();
    audit
        .findings()
        .absent()
        .forEach((tag, devices) -> absent.add(members("tag", tag, "devices", devices)));
    return absent;
  }

  private List<Object> unmappedJson() {
    List<Object> unmapped = new ArrayList<>();
    audit
        .findings()
        .unmapped()
        .forEach(
            (what, count) ->
                unmapped.add(
                    members(
                        "kind",
                        what.kind().id(),
                        "host",
                        what.host(),
                        "name",
                        what.name(),
                        "devices",
                        count.devices(),
                        "observations",
                        count.observations())));
    return unmapped;
  }
}
