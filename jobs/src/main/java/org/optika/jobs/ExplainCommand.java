package org.optika.jobs;

import static org.apache.spark.sql.functions.col;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.optika.core.consent.ConsentInterval;
import org.optika.core.gate.Explanation;
import org.optika.core.gate.Refusal;
import org.optika.spark.consent.ConsentIntervals;
import org.optika.spark.consent.TimelineTable;
import org.optika.spark.table.Tables;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Why activity of a subject is permitted or refused: intervals, events, rule ids. */
@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Why is activity of a subject at an instant permitted or refused: intervals, events, rule ids.")
final class ExplainCommand implements Runnable {
  @Mixin private SubjectOptions subject;

  @Option(
      names = "--at",
      paramLabel = "TIME",
      required = true,
      converter = RunOptions.InstantConverter.class,
      description = "Instant of the activity, UTC.")
  private Instant at;

  @Option(
      names = "--purpose",
      paramLabel = "ID",
      split = ",",
      description = "Purposes, comma separated; default: those of journeys.")
  private List<String> purposes;

  @Option(
      names = "--vendor",
      paramLabel = "ID",
      description =
          "Vendor of the contact, as in vendor_id of table touchpoint. Without it: all that contacts name.")
  private String vendor;

  @Mixin private RunOptions options;

  @Override
  public void run() {
    subject.requireOne();
    Run.inContext("explain", options, (spark, context) -> explain(context));
  }

  private void explain(RunContext context) {
    List<String> asked = purposes == null ? context.config().journeys().purposes() : purposes;
    for (String purpose : asked) {
      if (!context.purposeIds().contains(purpose)) {
        throw new UserErrorException(
            "Unknown purpose '%s'; known: %s", purpose, context.purposeIds());
      }
    }
    String key = subject.key(context);
    Optional<Long> subjectId =
        context
            .lake()
            .read(Tables.SUBJECT_TABLE)
            .where(col("subject_key").equalTo(key))
            .select("subject_id")
            .collectAsList()
            .stream()
            .map(row -> row.getLong(0))
            .findFirst();
    List<ConsentInterval> intervals =
        subjectId.map(id -> intervals(context, id)).orElseGet(List::of);
    Explanation explanation =
        Explanation.of(
            intervals,
            asked,
            RunContext.micros(at),
            context.clocks().asOfMicros(),
            context.clocks().knownAtMicros(),
            context.rules());
    Optional<ExplainedVendors> vendors =
        context
            .configuration()
            .vendors()
            .map(
                register ->
                    new ExplainedVendors(
                        vendor == null ? vendorsOfContacts(context) : List.of(vendor),
                        register,
                        context.rules(),
                        explanation,
                        intervals));
    System.out.print(text(explanation, subjectId.isPresent(), vendors));
  }

  /** As ingest has kept them: no row of activity is read. */
  private static List<String> vendorsOfContacts(RunContext context) {
    if (!context.lake().exists(Tables.VENDOR)) {
      return List.of();
    }
    return context
        .lake()
        .read(Tables.VENDOR)
        .where(col("controller_id").equalTo(context.config().controller()))
        .select("vendor_id")
        .collectAsList()
        .stream()
        .map(row -> row.getString(0))
        .toList();
  }

  private static List<ConsentInterval> intervals(RunContext context, long subjectId) {
    List<Row> rows =
        TimelineTable.in(context.lake())
            .rows()
            .where(col("controller_id").equalTo(context.config().controller()))
            .where(col("subject_id").equalTo(subjectId))
            .select(ConsentIntervals.columns())
            .collectAsList();
    return rows.stream().map(ConsentIntervals::of).toList();
  }

  static String text(Explanation explanation, boolean known, Optional<ExplainedVendors> vendors) {
    StringBuilder text = new StringBuilder();
    text.append(
        "Activity at %s, processed as of %s, with what was known at %s%n"
            .formatted(
                instant(explanation.atMicros()),
                instant(explanation.asOfMicros()),
                instant(explanation.knownAtMicros())));
    if (!known) {
      text.append("No record of this subject: defaults hold.\n");
    }
    for (Explanation.Line line : explanation.lines()) {
      text.append("%n%s: %s%n".formatted(line.purpose(), verdict(line.refusal())));
      text.append("  at the activity's time  %s%n".formatted(holding(line.atEvent())));
      text.append("  at the time of the run  %s%n".formatted(holding(line.asOf())));
      line.closing()
          .ifPresent(
              closing ->
                  text.append("  closed in between       %s%n".formatted(interval(closing))));
      if (!line.timeline().isEmpty()) {
        TextTable timeline =
            new TextTable("valid from", "to", "state", "rule", "law", "basis", "decided by event");
        for (ConsentInterval interval : line.timeline()) {
          timeline.row(
              instant(interval.validFromMicros()),
              interval.validToMicros() == Long.MAX_VALUE
                  ? "open"
                  : instant(interval.validToMicros()),
              interval.state().label(),
              interval.ruleId() + (interval.conflict() ? " (sources disagree)" : ""),
              interval.jurisdiction(),
              interval.basis().id(),
              interval.eventId().orElse("-"));
        }
        text.append(timeline);
      }
    }
    vendors.ifPresent(explained -> text.append(explained.text()));
    text.append("%nVerdict: %s%n".formatted(verdict(explanation.refusal())));
    vendors.ifPresent(
        explained ->
            explained
                .closed()
                .forEach(
                    (vendor, why) ->
                        text.append(
                            "  a contact through %s: %s%n"
                                .formatted(vendor, verdict(Optional.of(why))))));
    return text.toString();
  }

  private static String verdict(Optional<Refusal> refusal) {
    return refusal
        .map(
            why ->
                "refused, purpose %s, %s (%s)"
                    .formatted(why.purpose(), why.reason(), why.clock().id()))
        .orElse("permitted");
  }

  private static String holding(Explanation.Holding holding) {
    return "%s, rule %s%s"
        .formatted(
            holding.state().label(),
            holding.ruleId(),
            holding
                .interval()
                .flatMap(ConsentInterval::eventId)
                .map(id -> ", event " + id)
                .orElse(""));
  }

  private static String interval(ConsentInterval interval) {
    return "%s from %s, rule %s"
        .formatted(
            interval.state().label(), instant(interval.validFromMicros()), interval.ruleId());
  }

  private static String instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS).toString();
  }
}
