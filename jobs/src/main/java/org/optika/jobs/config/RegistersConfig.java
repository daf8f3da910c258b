package org.optika.jobs.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.optika.core.evidence.register.AssessmentRecord;
import org.optika.core.evidence.register.DecisionMaking;
import org.optika.core.evidence.register.DpiaAssessment;
import org.optika.core.evidence.register.DpiaCriterion;
import org.optika.core.evidence.register.DpiaEntry;
import org.optika.core.evidence.register.DpiaOutcome;
import org.optika.core.evidence.register.DpiaSubject;
import org.optika.core.evidence.register.ProcessingRecord;
import org.optika.core.evidence.report.StoredData;

/**
 * The registers that decide about no row: {@code conf/processing.yaml}, {@code conf/dpia.yaml}, and
 * the reasons in {@code conf/lia.yaml}, whose rules are in the rule pack.
 *
 * @param assessments of legitimate interests, in the order of the file
 * @param processing empty when there is no such file
 * @param dpia empty when there is no such file, which is not the same as an empty file
 */
public record RegistersConfig(
    List<AssessmentRecord> assessments,
    Optional<ProcessingRecord> processing,
    Optional<List<DpiaEntry>> dpia) {

  /** A hundred years. */
  private static final int MOST_MONTHS = 1200;

  /**
   * Reads the files that are there; whatever is wrong is in {@code faults}, and then the result is
   * not usable. Faults of {@code lia.yaml} are told by {@link RulePackConfig}.
   *
   * @param knownPurposes of conf/purposes.yaml
   */
  public static RegistersConfig load(Path folder, List<String> knownPurposes, Faults faults) {
    return new RegistersConfig(
        assessments(folder.resolve("lia.yaml")),
        processing(folder.resolve("processing.yaml"), knownPurposes, faults),
        dpia(folder.resolve("dpia.yaml"), faults));
  }

  private static List<AssessmentRecord> assessments(Path file) {
    List<AssessmentRecord> assessments = new ArrayList<>();
    YamlMap top = YamlMap.load(file, new Faults());
    for (YamlMap entry : top.maps("assessments")) {
      assessments.add(
          new AssessmentRecord(
              entry.text("id"),
              entry.texts("purposes"),
              entry.texts("jurisdictions"),
              entry.text("interest"),
              entry.text("necessity"),
              entry.text("balancing"),
              entry.optionalText("compelling_grounds"),
              entry.instant("valid_from"),
              entry.optionalInstant("valid_to")));
    }
    return assessments;
  }

  private static Optional<ProcessingRecord> processing(
      Path file, List<String> knownPurposes, Faults faults) {
    if (Files.notExists(file)) {
      return Optional.empty();
    }
    int before = faults.all().size();
    try (YamlMap top = YamlMap.load(file, faults)) {
      Optional<ProcessingRecord.Party> controller =
          top.requiredMap("controller").flatMap(RegistersConfig::party);
      Optional<ProcessingRecord.Party> representative = optionalParty(top, "representative");
      Optional<ProcessingRecord.Party> officer = optionalParty(top, "data_protection_officer");
      List<ProcessingRecord.Activity> activities = activities(top, knownPurposes, faults);
      List<String> security = named(top, "security_measures");
      return faults.all().size() > before
          ? Optional.empty()
          : Optional.of(
              new ProcessingRecord(
                  controller.orElseThrow(), representative, officer, activities, security));
    }
  }

  private static Optional<ProcessingRecord.Party> optionalParty(YamlMap top, String key) {
    return top.has(key) ? party(top.map(key)) : Optional.empty();
  }

  private static Optional<ProcessingRecord.Party> party(YamlMap map) {
    try (map) {
      Optional<String> name = map.requiredText("name");
      Optional<String> contact = map.requiredText("contact");
      return name.flatMap(given -> contact.map(way -> new ProcessingRecord.Party(given, way)));
    }
  }

  private static List<ProcessingRecord.Activity> activities(
      YamlMap top, List<String> knownPurposes, Faults faults) {
    List<ProcessingRecord.Activity> activities = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    Set<List<String>> limited = new HashSet<>();
    List<YamlMap> entries = top.maps("activities");
    if (entries.isEmpty()) {
      top.fault("activities", "name at least one activity");
    }
    for (YamlMap entry : entries) {
      try (entry) {
        int before = faults.all().size();
        Optional<String> id = unique(entry, ids, "activity");
        Optional<String> title = entry.requiredText("title");
        List<String> purposes = named(entry, "purposes");
        for (String purpose : purposes) {
          if (!knownPurposes.contains(purpose)) {
            entry.fault("purposes", "unknown purpose '%s'; known: %s", purpose, knownPurposes);
          }
        }
        List<String> people = named(entry, "people");
        List<String> data = named(entry, "data");
        List<String> recipients = entry.texts("recipients");
        Optional<String> retention = entry.requiredText("retention");
        SortedMap<StoredData, Integer> months = retentionMonths(entry);
        requireOneLimit(entry, purposes, months, limited);
        if (faults.all().size() == before) {
          activities.add(
              new ProcessingRecord.Activity(
                  id.orElseThrow(),
                  title.orElseThrow(),
                  purposes,
                  people,
                  data,
                  recipients,
                  retention.orElseThrow(),
                  months));
        }
      }
    }
    return activities;
  }

  private static SortedMap<StoredData, Integer> retentionMonths(YamlMap entry) {
    SortedMap<StoredData, Integer> limits = new TreeMap<>();
    if (!entry.has("retention_months")) {
      return limits;
    }
    try (YamlMap months = entry.map("retention_months")) {
      for (String table : months.keys()) {
        Optional<StoredData> data = StoredData.ofTable(table);
        if (data.isEmpty()) {
          months.fault(table, "reports tell the age of rows of %s only", StoredData.tables());
        }
        data.ifPresent(known -> limits.put(known, months.integer(table, 1, MOST_MONTHS)));
      }
    }
    return limits;
  }

  /** What is kept for one purpose has one limit, whatever activities it belongs to. */
  private static void requireOneLimit(
      YamlMap entry,
      List<String> purposes,
      SortedMap<StoredData, Integer> months,
      Set<List<String>> limited) {
    for (String purpose : purposes) {
      for (StoredData data : months.keySet()) {
        if (!limited.add(List.of(purpose, data.table()))) {
          entry.fault(
              "retention_months",
              "another activity has a limit of %s for purpose '%s'",
              data.table(),
              purpose);
        }
      }
    }
  }

  private static List<String> named(YamlMap map, String key) {
    List<String> named = map.texts(key);
    if (named.isEmpty()) {
      map.fault(key, "name at least one");
    }
    return named;
  }

  private static Optional<String> unique(YamlMap entry, Set<String> ids, String what) {
    Optional<String> id = entry.requiredText("id");
    id.filter(given -> !ids.add(given))
        .ifPresent(twice -> entry.fault("id", "%s '%s' is declared twice", what, twice));
    return id;
  }

  private static Optional<List<DpiaEntry>> dpia(Path file, Faults faults) {
    if (Files.notExists(file)) {
      return Optional.empty();
    }
    int before = faults.all().size();
    List<DpiaEntry> entries = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    Set<String> subjects = new HashSet<>();
    try (YamlMap top = YamlMap.load(file, faults)) {
      for (YamlMap entry : top.maps("entries")) {
        try (entry) {
          entry(entry, ids, subjects, faults).ifPresent(entries::add);
        }
      }
    }
    return faults.all().size() > before ? Optional.empty() : Optional.of(entries);
  }

  private static Optional<DpiaEntry> entry(
      YamlMap entry, Set<String> ids, Set<String> subjects, Faults faults) {
    int before = faults.all().size();
    Optional<String> id = unique(entry, ids, "entry");
    List<DpiaSubject> kinds = new ArrayList<>();
    for (DpiaSubject kind : DpiaSubject.values()) {
      if (entry.has(key(kind))) {
        kinds.add(kind);
      }
    }
    Optional<String> subject = Optional.empty();
    if (kinds.size() == 1) {
      String key = key(kinds.get(0));
      subject = entry.requiredText(key);
      subject
          .filter(named -> !subjects.add(key + " " + named))
          .ifPresent(twice -> entry.fault(key, "%s '%s' has another entry", key, twice));
    } else {
      entry.fault("id", "name what the entry is about: one of campaign, action and model");
    }
    Set<DpiaCriterion> criteria = criteria(entry);
    DecisionMaking decision = entry.constant("decision", DecisionMaking.class);
    if (!entry.has("significant_effect")) {
      entry.fault("significant_effect", "is missing: true or false");
    }
    boolean significant = entry.flag("significant_effect", false);
    List<DpiaAssessment> assessments = new ArrayList<>();
    for (YamlMap assessment : entry.maps("assessments")) {
      try (assessment) {
        assessment(assessment).ifPresent(assessments::add);
      }
    }
    return faults.all().size() > before
        ? Optional.empty()
        : Optional.of(
            new DpiaEntry(
                id.orElseThrow(),
                kinds.get(0),
                subject.orElseThrow(),
                criteria,
                decision,
                significant,
                assessments));
  }

  private static String key(DpiaSubject kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  private static Set<DpiaCriterion> criteria(YamlMap entry) {
    Set<DpiaCriterion> criteria = EnumSet.noneOf(DpiaCriterion.class);
    for (String name : entry.texts("criteria")) {
      entry.checked("criteria", () -> criterion(name)).ifPresent(criteria::add);
    }
    return criteria;
  }

  private static DpiaCriterion criterion(String name) {
    for (DpiaCriterion criterion : DpiaCriterion.values()) {
      if (criterion.name().toLowerCase(Locale.ROOT).equals(name)) {
        return criterion;
      }
    }
    throw new IllegalArgumentException(
        "unknown criterion '%s'; known: %s"
            .formatted(name, List.of(DpiaCriterion.values()).toString().toLowerCase(Locale.ROOT)));
  }

  private static Optional<DpiaAssessment> assessment(YamlMap map) {
    Instant assessed = map.instant("assessed");
    Optional<Instant> to = map.optionalInstant("valid_to");
    DpiaOutcome outcome = map.constant("outcome", DpiaOutcome.class);
    Optional<String> measures = map.optionalText("measures");
    Optional<String> reference = map.requiredText("reference");
    return reference.flatMap(
        where ->
            map.checked(
                "assessed",
                () ->
                    new DpiaAssessment(
                        VendorsConfig.Span.micros(assessed),
                        to.map(VendorsConfig.Span::micros).orElse(Long.MAX_VALUE),
                        outcome,
                        measures,
                        where)));
  }
}
