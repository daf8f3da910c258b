package org.optika.jobs;

import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.optika.core.evidence.log.LogHead;
import org.optika.core.evidence.register.AssessmentRecord;
import org.optika.core.evidence.register.DpiaRecord;
import org.optika.core.evidence.register.DpiaStatus;
import org.optika.core.evidence.register.ProcessingRecord;
import org.optika.core.evidence.register.Registers;
import org.optika.core.evidence.register.VendorRecord;
import org.optika.core.evidence.report.RetentionLimit;
import org.optika.spark.evidence.ConsentLog;
import org.optika.spark.evidence.RecordedHead;

/** What goes into a report besides its tables: registers, and proofs of the consent log. */
final class ReportDocuments {
  /** Leaves that a report proves, spread over the log. */
  private static final int PROVEN_LEAVES = 8;

  /** Earlier heads that a report proves the log to continue. */
  private static final int PROVEN_HEADS = 12;

  private ReportDocuments() {}

  /** Registers as at an instant, by path. */
  static Map<String, Object> registers(Registers registers) {
    Map<String, Object> documents = new LinkedHashMap<>();
    registers
        .processing()
        .ifPresent(record -> documents.put("registers/ropa.json", processing(record)));
    documents.put(
        "registers/lia.json",
        Map.of(
            "assessments",
            registers.assessments().stream().map(ReportDocuments::assessment).toList()));
    documents.put(
        "registers/transfers.json",
        Map.of("vendors", registers.vendors().stream().map(ReportDocuments::vendor).toList()));
    documents.put(
        "registers/dpia.json",
        Map.of("entries", registers.dpia().stream().map(ReportDocuments::dpia).toList()));
    return documents;
  }

  private static Map<String, Object> processing(ProcessingRecord record) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("controller", party(record.controller()));
    record.representative().ifPresent(party -> document.put("representative", party(party)));
    record
        .dataProtectionOfficer()
        .ifPresent(party -> document.put("data_protection_officer", party(party)));
    document.put("security_measures", record.securityMeasures());
    document.put(
        "processing",
        record.activities().stream()
            .map(
                activity -> {
                  Map<String, Object> entry = new LinkedHashMap<>();
                  entry.put("id", activity.id());
                  entry.put("title", activity.title());
                  entry.put("purposes", activity.purposes());
                  entry.put("people", activity.people());
                  entry.put("data", activity.data());
                  entry.put("recipients", activity.recipients());
                  entry.put("retention", activity.retention());
                  return entry;
                })
            .toList());
    return document;
  }

  private static Map<String, Object> party(ProcessingRecord.Party party) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("name", party.name());
    entry.put("contact", party.contact());
    return entry;
  }

  private static Map<String, Object> assessment(AssessmentRecord record) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("id", record.id());
    entry.put("purposes", record.purposes());
    entry.put("jurisdictions", record.jurisdictions());
    entry.put("interest", record.interest());
    entry.put("necessity", record.necessity());
    entry.put("balancing", record.balancing());
    record.compellingGrounds().ifPresent(grounds -> entry.put("compelling_grounds", grounds));
    entry.put("valid_from", record.validFrom().toString());
    entry.put("valid_to", text(record.validTo()));
    entry.put("valid_at_period_end", true);
    return entry;
  }

  private static Map<String, Object> vendor(VendorRecord record) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("id", record.id());
    entry.put("name", record.name());
    entry.put("role", record.role());
    entry.put("country", record.country());
    entry.put("purposes", record.purposes());
    entry.put("data_categories", record.categories());
    entry.put("mechanism", record.transfer().map(VendorRecord.Ground::kind).orElse(null));
    record
        .transfer()
        .map(VendorRecord.Ground::reference)
        .filter(reference -> !reference.isEmpty())
        .ifPresent(reference -> entry.put("reference", reference));
    entry.put("valid_from", record.validFrom().toString());
    entry.put("valid_to", text(end(record)));
    entry.put("valid_at_period_end", record.transfer().isPresent());
    return entry;
  }

  /** Of the entry, or of what its transfers rest on: whichever comes first. */
  private static Optional<Instant> end(VendorRecord record) {
    return Stream.concat(
            record.validTo().stream(),
            record.transfer().flatMap(VendorRecord.Ground::validTo).stream())
        .min(Comparator.naturalOrder());
  }

  private static Map<String, Object> dpia(DpiaRecord record) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("id", record.id().orElse(record.subjectId()));
    entry.put("kind", word(record.subject()));
    entry.put("subject", record.subjectId());
    entry.put("criteria", record.criteria().stream().map(ReportDocuments::word).toList());
    entry.put("automated_decision", record.article22());
    entry.put("significant_effect", record.significantEffect());
    entry.put("needed", record.status() != DpiaStatus.NOT_NEEDED);
    Map<String, Object> assessment = new LinkedHashMap<>();
    if (record.outcome().isPresent()) {
      assessment.put("outcome", word(record.outcome().get()));
      assessment.put("date", text(record.assessedOn()));
      record.reference().ifPresent(reference -> assessment.put("reference", reference));
      record.measures().ifPresent(measures -> assessment.put("measures", measures));
    }
    entry.put("assessment", assessment.isEmpty() ? null : assessment);
    entry.put("missing", record.status() != DpiaStatus.NOT_NEEDED && assessment.isEmpty());
    return entry;
  }

  /**
   * {@code validation/retention.json}: whether rows are kept for longer than the controller has
   * said.
   *
   * @param purposes all of them, in declared order
   */
  static Map<String, Object> retention(List<RetentionLimit.State> states, List<String> purposes) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put(
        "rule",
        "a row is past its limit when more months have gone by since its event, of activity since the first day of its month; months that have begun count as whole for the oldest row");
    document.put("limits", states.stream().map(ReportDocuments::limit).toList());
    document.put(
        "without_limit",
        purposes.stream()
            .filter(purpose -> states.stream().noneMatch(s -> s.limit().purpose().equals(purpose)))
            .toList());
    return document;
  }

  private static Map<String, Object> limit(RetentionLimit.State state) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("purpose", state.limit().purpose());
    entry.put("activity", state.limit().activity());
    entry.put("data_set", state.limit().data().label());
    entry.put("limit_months", state.limit().months());
    OptionalInt oldest = state.oldestMonths();
    entry.put("oldest_months", oldest.isPresent() ? (Object) oldest.getAsInt() : null);
    OptionalLong past = state.rowsPast();
    entry.put("rows_past_limit", past.isPresent() ? (Object) past.getAsLong() : null);
    entry.put("withheld", past.isEmpty());
    return entry;
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static String text(Optional<Instant> instant) {
    return instant.map(Instant::toString).orElse(null);
  }

  /**
   * The head of the consent log as this run reads it, that it continues earlier heads, and that
   * some leaves are in it, without their rows.
   *
   * @return empty when nothing was logged yet
   */
  static Optional<Map<String, Object>> consentLog(ConsentLog log) {
    List<RecordedHead> heads =
        log.heads().stream().filter(recorded -> recorded.head().size() > 0).toList();
    if (heads.isEmpty()) {
      return Optional.empty();
    }
    LogHead head = log.named(heads.get(heads.size() - 1));
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("head", LogProofJson.document(head));
    document.put(
        "history",
        heads.subList(Math.max(0, heads.size() - 1 - PROVEN_HEADS), heads.size() - 1).stream()
            .map(earlier -> log.history(earlier.head().size(), head.size()))
            .map(LogProofJson::document)
            .toList());
    TreeSet<Long> leaves = new TreeSet<>();
    for (int i = 0; i < PROVEN_LEAVES; i++) {
      leaves.add((head.size() - 1) * i / (PROVEN_LEAVES - 1));
    }
    document.put(
        "leaves", log.proofs(leaves, head.size()).stream().map(LogProofJson::document).toList());
    return Optional.of(document);
  }
}
