package org.optika.jobs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.optika.core.Clocks;
import org.optika.core.evidence.audit.DrawnSample;
import org.optika.core.evidence.audit.FindingTally;
import org.optika.core.evidence.audit.RateInterval;
import org.optika.core.evidence.audit.SampleDesign;
import org.optika.core.evidence.audit.StratifiedRate;
import org.optika.core.evidence.audit.StratumCount;
import org.optika.core.evidence.audit.Tag;

/**
 * A sampling audit as JSON for programs (docs/sampling-audit.schema.json) and as text for people.
 * Counts only: no pseudonym, no id of a sample and no name of a file.
 */
final class AuditReport {
  static final String FORMAT = "optika-sampling-audit-1";

  private static final double ALPHA = 0.05;

  private final SamplingAudit audit;
  private final DrawnSample sample;
  private final Optional<RateQuestion> question;
  private final Origin origin;

  /**
   * Where the figures come from.
   *
   * @param source of the captures: har or csv
   * @param tags declared
   */
  record Origin(
      String controller,
      Clocks clocks,
      String source,
      String sampleHash,
      String rulePackHash,
      String tagsHash,
      List<Tag> tags) {}

  AuditReport(
      SamplingAudit audit, DrawnSample sample, Optional<RateQuestion> question, Origin origin) {
    this.audit = audit;
    this.sample = sample;
    this.question = question;
    this.origin = origin;
  }

  /** Whether there is more than is acceptable. */
  boolean rejects() {
    return question.filter(asked -> asked.rejects(audit.rate())).isPresent();
  }

  String json() {
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
    json.put("test", question.map(this::testJson).orElse(null));
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
    RateInterval interval = rate.interval(ALPHA);
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
        1 - ALPHA,
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

  String text() {
    StringBuilder text = new StringBuilder();
    SampleDesign design = sample.design();
    text.append(
        "%,d of %,d devices were drawn, %,d have a capture that can be judged, %,d are missing (%,d without capture, %,d unreadable, %,d erased).%n"
            .formatted(
                design.drawn(),
                design.population(),
                audit.rate().captured(),
                audit.missing().all(),
                audit.missing().withoutCapture(),
                audit.missing().unreadable(),
                audit.missing().erased()));
    if (audit.withoutCookies() > 0) {
      text.append(
          "%,d captures show no cookie at all: browsers leave cookies out unless they are told to export sensitive data.%n"
              .formatted(audit.withoutCookies()));
    }
    text.append('\n').append(strata());
    text.append("%nDeviating devices       %s%n".formatted(rate(audit.rate())));
    text.append("If all missing deviate  %s%n".formatted(rate(audit.rate().atWorst())));
    question.ifPresent(asked -> text.append('\n').append(verdict(asked)));
    appendFindings(text);
    return text.toString();
  }

  private TextTable strata() {
    TextTable table = new TextTable("stratum", "devices", "drawn", "captured", "deviating");
    for (StratumCount count : audit.rate().counts()) {
      table.row(count.name(), count.devices(), count.drawn(), count.captured(), count.deviating());
    }
    return table;
  }

  private static String rate(StratifiedRate rate) {
    RateInterval interval = rate.interval(ALPHA);
    return "%s, 95 %% interval [%s, %s]"
        .formatted(
            rate.estimate().map(AuditReport::percent).orElse("not known"),
            percent(interval.lower()),
            percent(interval.upper()));
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.2f %%", 100 * share);
  }

  private String verdict(RateQuestion asked) {
    boolean rejected = asked.rejects(audit.rate());
    boolean atWorst = asked.rejects(audit.rate().atWorst());
    String line =
        "More than %s deviate? %s (p %s, alpha = %s).%n"
            .formatted(
                percent(asked.nullRate()),
                rejected ? "YES: rejected" : "not shown",
                probability(audit.rate().pValue(asked.nullRate())),
                asked.alpha());
    return !rejected && atWorst
        ? line
            + "If all missing devices deviated it would be shown: find their captures before you rely on this.%n"
                .formatted()
        : line;
  }

  private static String probability(double p) {
    return p < 1e-4 ? "< 0.0001" : String.format(Locale.ROOT, "= %.4f", p);
  }

  private void appendFindings(StringBuilder text) {
    FindingTally findings = audit.findings();
    if (!findings.violations().isEmpty()) {
      TextTable table =
          new TextTable("violation", "purpose", "tag", "state", "devices", "observations");
      findings
          .violations()
          .forEach(
              (sort, count) ->
                  table.row(
                      sort.kind().id(),
                      sort.purpose(),
                      sort.tag(),
                      sort.reason(),
                      count.devices(),
                      count.observations()));
      text.append('\n').append(table);
    }
    if (!findings.delays().isEmpty()) {
      TextTable table = new TextTable("read after withdrawal", "devices", "observations");
      findings
          .delays()
          .forEach((delay, count) -> table.row(delay.id(), count.devices(), count.observations()));
      text.append('\n').append(table);
    }
    if (findings.clearedLater() + findings.foundLater() > 0) {
      text.append(
          "%nBy what was known later: %,d observations were permitted after all, and %,d were not that seemed to be.%n"
              .formatted(findings.clearedLater(), findings.foundLater()));
    }
    if (!findings.unmapped().isEmpty()) {
      TextTable table =
          new TextTable(
              "without a tag in conf/tags.yaml", "host", "name", "devices", "observations");
      findings
          .unmapped()
          .forEach(
              (what, count) ->
                  table.row(
                      what.kind().id(),
                      what.host(),
                      what.name(),
                      count.devices(),
                      count.observations()));
      text.append('\n').append(table);
    }
    if (!findings.absent().isEmpty()) {
      TextTable table = new TextTable("permitted and not seen (no violation)", "devices");
      findings.absent().forEach(table::row);
      text.append('\n').append(table);
    }
  }
}
