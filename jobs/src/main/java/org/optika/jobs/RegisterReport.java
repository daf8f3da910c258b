package org.optika.jobs;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.optika.core.consent.LegalBasis;
import org.optika.core.consent.Purpose;
import org.optika.core.consent.RulePack;
import org.optika.core.evidence.register.AssessmentRecord;
import org.optika.core.evidence.register.DecisionMaking;
import org.optika.core.evidence.register.DpiaAssessment;
import org.optika.core.evidence.register.DpiaCriterion;
import org.optika.core.evidence.register.DpiaEntry;
import org.optika.core.evidence.register.DpiaRecord;
import org.optika.core.evidence.register.DpiaStatus;
import org.optika.core.evidence.register.DpiaSubject;
import org.optika.core.evidence.register.Registers;
import org.optika.core.evidence.register.VendorRecord;
import org.optika.core.gate.Vendor;
import org.optika.core.gate.VendorRegister;
import org.optika.core.scores.action.Action;
import org.optika.core.scores.action.Effect;

/** What the registers of a configuration say at an instant, and what they lack. */
final class RegisterReport {
  /** What a model of who leaves is called in dpia.yaml. */
  private static final String CHURN = "churn";

  private final Configuration configuration;
  private final Instant at;
  private final long atMicros;

  RegisterReport(Configuration configuration, Instant at) {
    this.configuration = configuration;
    this.at = at;
    atMicros = RunContext.micros(at);
  }

  /** All of them; {@code RecordJson.of} turns them into JSON. */
  Registers registers() {
    return new Registers(
        at,
        vendors(),
        configuration.registers().assessments().stream()
            .filter(assessment -> assessment.inForceAt(at))
            .sorted(Comparator.comparing(AssessmentRecord::id))
            .toList(),
        dpia(),
        configuration.registers().processing());
  }

  private List<VendorRecord> vendors() {
    Map<String, VendorRecord> byId = new TreeMap<>();
    configuration
        .vendors()
        .ifPresent(
            register ->
                register.vendors().stream()
                    .flatMap(vendor -> register.vendorAt(vendor.id(), atMicros).stream())
                    .forEach(vendor -> byId.put(vendor.id(), record(vendor, register))));
    return List.copyOf(byId.values());
  }

  private VendorRecord record(Vendor vendor, VendorRegister register) {
    return new VendorRecord(
        vendor.id(),
        vendor.name(),
        vendor.role().id(),
        vendor.country(),
        configuration.purposeIds().stream().filter(vendor.purposes()::contains).toList(),
        vendor.categories().stream().sorted().toList(),
        instant(vendor.validFromMicros()),
        end(vendor.validToMicros()),
        register
            .groundAt(vendor, atMicros)
            .map(
                ground ->
                    new VendorRecord.Ground(
                        ground.kind(), ground.reference(), end(ground.validToMicros()))));
  }

  private List<DpiaRecord> dpia() {
    List<DpiaRecord> records = new ArrayList<>();
    List<DpiaEntry> entries = configuration.registers().dpia().orElse(List.of());
    entries.forEach(entry -> records.add(record(entry)));
    for (String action : significantActions()) {
      if (entry(DpiaSubject.ACTION, action).isEmpty()) {
        records.add(withoutEntry(DpiaSubject.ACTION, action, true, DpiaStatus.MISSING));
      }
    }
    for (String model : models()) {
      if (entry(DpiaSubject.MODEL, model).isEmpty()) {
        records.add(withoutEntry(DpiaSubject.MODEL, model, false, DpiaStatus.NOT_NEEDED));
      }
    }
    return records;
  }

  private DpiaRecord record(DpiaEntry entry) {
    Optional<DpiaAssessment> assessment = entry.assessmentAt(atMicros);
    return new DpiaRecord(
        Optional.of(entry.id()),
        entry.subject(),
        entry.subjectId(),
        List.copyOf(entry.metCriteria()),
        entry.decision(),
        entry.significantEffect(),
        entry.isArticle22Decision(),
        entry.statusAt(atMicros),
        assessment.map(DpiaAssessment::outcome),
        assessment.map(valid -> instant(valid.assessedMicros())),
        assessment.flatMap(DpiaAssessment::measures),
        assessment.map(DpiaAssessment::reference));
  }

  /** The choice rests on scores, and a human decides where the effect is significant. */
  private static DpiaRecord withoutEntry(
      DpiaSubject subject, String id, boolean significantEffect, DpiaStatus status) {
    return new DpiaRecord(
        Optional.empty(),
        subject,
        id,
        List.of(DpiaCriterion.EVALUATION_OR_SCORING),
        DecisionMaking.SUPPORTED,
        significantEffect,
        false,
        status,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private Optional<DpiaEntry> entry(DpiaSubject subject, String id) {
    return configuration.registers().dpia().orElse(List.of()).stream()
        .filter(entry -> entry.subject() == subject && entry.subjectId().equals(id))
        .findFirst();
  }

  private List<String> actions() {
    return configuration.actions().stream()
        .flatMap(catalogue -> catalogue.actions().stream())
        .map(Action::id)
        .toList();
  }

  private List<String> significantActions() {
    return configuration.actions().stream()
        .flatMap(catalogue -> catalogue.actions().stream())
        .filter(action -> action.effect() == Effect.SIGNIFICANT)
        .map(Action::id)
        .toList();
  }

  private Set<String> models() {
    Set<String> models = new LinkedHashSet<>();
    configuration
        .scores()
        .ifPresent(
            scores -> {
              models.add(CHURN);
              scores.experiments().forEach(experiment -> models.add(experiment.id()));
            });
    return models;
  }

  /** One line each, for people; none when nothing is lacking. */
  List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    warnAboutTransfers(warnings);
    warnAboutAssessments(warnings);
    warnAboutDpia(warnings);
    warnAboutProcessing(warnings);
    return warnings;
  }

  private void warnAboutTransfers(List<String> warnings) {
    for (VendorRecord vendor : vendors()) {
      if (vendor.transfer().isEmpty()) {
        warnings.add(
            "vendors.yaml: vendor '%s' is in %s, and transfers.yaml has nothing that is valid at %s: its touchpoints are refused"
                .formatted(vendor.id(), vendor.country(), at));
      }
    }
  }

  private void warnAboutAssessments(List<String> warnings) {
    RulePack rules = configuration.rules();
    for (Purpose purpose : rules.purposes()) {
      Map<String, LegalBasis> bases = new TreeMap<>(purpose.basisIn());
      bases.put(RulePack.DEFAULT_JURISDICTION, purpose.basisIn(RulePack.DEFAULT_JURISDICTION));
      bases.forEach(
          (jurisdiction, basis) -> {
            if (basis == LegalBasis.LEGITIMATE_INTEREST && !isAssessed(purpose, jurisdiction)) {
              warnings.add(
                  "lia.yaml: purpose '%s' rests on legitimate interest in %s, and no assessment is valid at %s: it is refused (R6)"
                      .formatted(purpose.id(), jurisdiction, at));
            }
          });
    }
  }

  private boolean isAssessed(Purpose purpose, String jurisdiction) {
    return configuration.rules().assessments().stream()
        .filter(lia -> lia.purposes().contains(purpose.id()))
        .filter(
            lia ->
                lia.jurisdictions().contains(jurisdiction)
                    || lia.jurisdictions().contains(RulePack.DEFAULT_JURISDICTION))
        .anyMatch(lia -> lia.validFromMicros() <= atMicros && atMicros < lia.validToMicros());
  }

  private void warnAboutDpia(List<String> warnings) {
    for (DpiaRecord record : dpia()) {
      String subject =
          "%s '%s'".formatted(record.subject().name().toLowerCase(Locale.ROOT), record.subjectId());
      if (record.id().isEmpty()) {
        warnings.add(
            record.significantEffect()
                ? "dpia.yaml: %s has a significant effect and no entry: its impact has to be assessed before it is proposed"
                    .formatted(subject)
                : "dpia.yaml: %s scores people and has no entry: say there which criteria it meets"
                    .formatted(subject));
        continue;
      }
      if (record.status() == DpiaStatus.MISSING) {
        warnings.add(
            "dpia.yaml: %s meets %s and has no assessment that is valid at %s"
                .formatted(
                    subject,
                    record.article22() ? "GDPR 22(1)" : record.criteria().size() + " criteria",
                    at));
      }
      if (record.status() == DpiaStatus.NOT_ALLOWED) {
        warnings.add(
            "dpia.yaml: the assessment of %s does not allow it: %s"
                .formatted(subject, record.outcome().orElseThrow()));
      }
      warnAboutSubject(record, subject, warnings);
    }
  }

  private void warnAboutSubject(DpiaRecord record, String subject, List<String> warnings) {
    boolean unknownAction =
        record.subject() == DpiaSubject.ACTION && !actions().contains(record.subjectId());
    boolean unknownModel =
        record.subject() == DpiaSubject.MODEL && !models().contains(record.subjectId());
    if (unknownAction || unknownModel) {
      warnings.add(
          "dpia.yaml: entry '%s' is about %s, which %s does not have"
              .formatted(
                  record.id().orElseThrow(),
                  subject,
                  unknownAction ? "actions.yaml" : "scores.yaml"));
    }
    boolean significant = significantActions().contains(record.subjectId());
    if (record.subject() == DpiaSubject.ACTION && significant && !record.significantEffect()) {
      warnings.add(
          "dpia.yaml: entry '%s' says that %s has no significant effect, and actions.yaml that it has"
              .formatted(record.id().orElseThrow(), subject));
    }
  }

  private void warnAboutProcessing(List<String> warnings) {
    configuration
        .registers()
        .processing()
        .ifPresent(
            record -> {
              record.activities().stream()
                  .filter(activity -> activity.retentionMonths().isEmpty())
                  .forEach(
                      activity ->
                          warnings.add(
                              "processing.yaml: activity '%s' has no retention_months, so that no report tells whether rows are kept for too long"
                                  .formatted(activity.id())));
              configuration.purposeIds().stream()
                  .filter(
                      purpose ->
                          record.activities().stream()
                              .noneMatch(activity -> activity.purposes().contains(purpose)))
                  .forEach(
                      purpose ->
                          warnings.add(
                              "processing.yaml: purpose '%s' belongs to no activity"
                                  .formatted(purpose)));
            });
  }

  private static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }

  private static Optional<Instant> end(long micros) {
    return micros == Long.MAX_VALUE ? Optional.empty() : Optional.of(instant(micros));
  }
}
