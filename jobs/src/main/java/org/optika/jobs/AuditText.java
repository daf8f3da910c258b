package org.optika.jobs;

import java.util.Locale;
import org.optika.core.evidence.audit.FindingTally;
import org.optika.core.evidence.audit.RateInterval;
import org.optika.core.evidence.audit.SampleDesign;
import org.optika.core.evidence.audit.StratifiedRate;
import org.optika.core.evidence.audit.StratumCount;

/** A sampling audit for people, with as little of devices as {@link AuditJson} tells. */
final class AuditText {
  private final AuditReport report;
  private final SamplingAudit audit;

  private AuditText(AuditReport report) {
    this.report = report;
    audit = report.audit();
  }

  static String of(AuditReport report) {
    return new AuditText(report).text();
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    SampleDesign design = report.sample().design();
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
    report.question().ifPresent(asked -> text.append('\n').append(verdict(asked)));
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
    RateInterval interval = rate.interval(AuditReport.ALPHA);
    return "%s, 95 %% interval [%s, %s]"
        .formatted(
            rate.estimate().map(AuditText::percent).orElse("not known"),
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
