package org.optika.jobs.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.optika.core.consent.Jurisdiction;
import org.optika.core.consent.LegalBasis;
import org.optika.core.consent.Lia;
import org.optika.core.consent.NoticeVersion;
import org.optika.core.consent.Purpose;
import org.optika.core.consent.RulePack;

/**
 * Reads {@code purposes.yaml}, {@code jurisdictions/*.yaml}, {@code notices.yaml} and {@code
 * lia.yaml} into a {@link RulePack}.
 */
public final class RulePackConfig {
  private static final Instant NEVER = Instant.MAX;

  private final Path folder;
  private final Faults faults;
  private final Set<String> purposeIds = new HashSet<>();
  private final Set<String> ruleIds = new HashSet<>();

  private RulePackConfig(Path folder, Faults faults) {
    this.folder = folder;
    this.faults = faults;
  }

  /**
   * The rule pack of a config folder; an empty {@link Optional} when there are faults, which are
   * then in {@code faults}.
   */
  public static Optional<RulePack> load(Path folder, Faults faults) {
    return new RulePackConfig(folder, faults).read();
  }

  /** Purpose ids as far as they can be read, for checking the files that name them. */
  public static List<String> purposeIds(Path folder) {
    Faults reportedElsewhere = new Faults();
    try (YamlMap top = YamlMap.load(folder.resolve("purposes.yaml"), reportedElsewhere)) {
      return top.maps("purposes").stream()
          .flatMap(entry -> entry.optionalText("id").stream())
          .toList();
    }
  }

  /**
   * What a purpose refers to outside of the engine, for reports.
   *
   * @param article that asks for the processing; empty where none does
   * @param dpv IRI in the Data Privacy Vocabulary
   */
  public record Reference(String article, String dpv) {}

  /** References of all purposes of a pack that has no faults, by id. */
  public static Map<String, Reference> references(Path folder) {
    Map<String, Reference> references = new HashMap<>();
    try (YamlMap top = YamlMap.load(folder.resolve("purposes.yaml"), new Faults())) {
      for (YamlMap entry : top.maps("purposes")) {
        references.put(
            entry.text("id"),
            new Reference(entry.optionalText("article").orElse(""), entry.text("dpv")));
      }
    }
    return references;
  }

  /**
   * The files that decide about rows, in a fixed order: their bytes make the rule-pack hash of a
   * run.
   */
  public static List<Path> files(Path folder) {
    List<Path> files = new ArrayList<>(consentFiles(folder));
    files.addAll(VendorsConfig.files(folder));
    return files;
  }

  /** The files of those that decide what people permit. */
  public static List<Path> consentFiles(Path folder) {
    List<Path> files = new ArrayList<>(jurisdictionFiles(folder));
    files.add(folder.resolve("purposes.yaml"));
    files.add(folder.resolve("notices.yaml"));
    files.add(folder.resolve("lia.yaml"));
    return files;
  }

  private static List<Path> jurisdictionFiles(Path folder) {
    try (Stream<Path> files = Files.list(folder.resolve("jurisdictions"))) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    } catch (IOException absent) {
      return List.of();
    }
  }

  private Optional<RulePack> read() {
    List<Purpose> purposes = purposes();
    List<Jurisdiction> laws = jurisdictions();
    List<NoticeVersion> notices = notices();
    List<Lia> assessments = assessments();
    return faults.any()
        ? Optional.empty()
        : Optional.of(new RulePack(purposes, laws, notices, assessments));
  }

  private List<Purpose> purposes() {
    List<Purpose> purposes = new ArrayList<>();
    Path file = folder.resolve("purposes.yaml");
    try (YamlMap top = YamlMap.load(file, faults)) {
      List<YamlMap> entries = top.maps("purposes");
      if (entries.isEmpty() || entries.size() > RulePack.MAX_PURPOSES) {
        faults.add(
            file, 0, "expected 1 to %s purposes, got %s", RulePack.MAX_PURPOSES, entries.size());
      }
      for (YamlMap entry : entries) {
        try (entry) {
          purpose(entry).ifPresent(purposes::add);
        }
      }
    }
    return purposes;
  }

  private Optional<Purpose> purpose(YamlMap entry) {
    String id = entry.text("id");
    if (!purposeIds.add(id)) {
      entry.fault("id", "purpose '%s' is declared twice", id);
    }
    if (!id.isEmpty() && !id.matches("[a-z][a-z0-9_]*")) {
      entry.fault("id", "expected lower-case words joined by '_', got '%s'", id);
    }
    entry.text("dpv");
    LegalBasis basis = entry.constant("basis", LegalBasis.class, LegalBasis.CONSENT);
    if (!entry.has("basis")) {
      entry.fault("basis", "is missing: every purpose states its legal basis");
    }
    boolean needsArticle = basis.needsNoRecord();
    if (entry.optionalText("article").isPresent() != needsArticle) {
      entry.fault("article", "belongs to a legal obligation or contract, and only there");
    }
    Map<String, LegalBasis> basisIn = new HashMap<>();
    try (YamlMap exceptions = entry.map("basis_in")) {
      for (String code : exceptions.keys()) {
        basisIn.put(code, exceptions.constant(code, LegalBasis.class, LegalBasis.CONSENT));
      }
    }
    String clock = entry.optionalText("clock").orElse("event-time-and-as-of");
    if (!List.of("event-time-and-as-of", "event-time").contains(clock)) {
      entry.fault("clock", "expected event-time-and-as-of or event-time, got '%s'", clock);
    }
    boolean eventTimeOnly = clock.equals("event-time");
    Optional<String> reason = entry.optionalText("clock_reason");
    if (eventTimeOnly != reason.isPresent()) {
      entry.fault("clock_reason", "a clock relaxed to event-time needs a reason, and only then");
    }
    boolean directMarketing = entry.flag("direct_marketing", false);
    boolean specialCategory = entry.flag("special_category", false);
    boolean reopens = entry.flag("reopens", false);
    return faults.any()
        ? Optional.empty()
        : Optional.of(
            new Purpose(
                id,
                basis,
                basisIn,
                directMarketing,
                specialCategory,
                reopens,
                eventTimeOnly,
                reason.orElse("")));
  }

  private List<Jurisdiction> jurisdictions() {
    List<Path> files = jurisdictionFiles(folder);
    List<Jurisdiction> laws = new ArrayList<>();
    Set<String> codes = new HashSet<>();
    for (Path file : files) {
      try (YamlMap top = YamlMap.load(file, faults)) {
        String code = top.text("code");
        if (!codes.add(code)) {
          top.fault("code", "jurisdiction '%s' is declared twice", code);
        }
        List<Jurisdiction.ExpiryRule> expiry = new ArrayList<>();
        for (YamlMap rule : top.maps("expiry")) {
          try (rule) {
            Dated dated = dated(rule);
            int months = rule.integer("months");
            if (months < 1 || months > 120) {
              rule.fault("months", "must be in [1, 120], got %s", months);
            }
            if (dated.usable()) {
              expiry.add(
                  new Jurisdiction.ExpiryRule(
                      dated.id, dated.purposes, Math.max(months, 1), dated.from, dated.to));
            }
          }
        }
        List<Jurisdiction.DoubleOptInRule> doubleOptIn = new ArrayList<>();
        for (YamlMap rule : top.maps("double_opt_in")) {
          try (rule) {
            Dated dated = dated(rule);
            if (dated.usable()) {
              doubleOptIn.add(
                  new Jurisdiction.DoubleOptInRule(dated.id, dated.purposes, dated.from, dated.to));
            }
          }
        }
        List<Jurisdiction.SoftOptInRule> softOptIn = new ArrayList<>();
        for (YamlMap rule : top.maps("soft_opt_in")) {
          try (rule) {
            Dated dated = dated(rule);
            boolean ends = rule.flag("ends_earlier_permissions", false);
            if (dated.usable()) {
              softOptIn.add(
                  new Jurisdiction.SoftOptInRule(
                      dated.id, dated.purposes, dated.from, dated.to, ends));
            }
          }
        }
        laws.add(new Jurisdiction(code, expiry, doubleOptIn, softOptIn));
      }
    }
    if (!codes.contains(RulePack.DEFAULT_JURISDICTION)) {
      faults.add(
          folder.resolve("jurisdictions"),
          0,
          "no file has 'code: %s', the default",
          RulePack.DEFAULT_JURISDICTION);
    }
    return laws;
  }

  private record Dated(String id, Set<String> purposes, long from, long to) {
    boolean usable() {
      return from < to;
    }
  }

  /** What all rules share; id and source are obligatory, so that every decision can be traced. */
  private Dated dated(YamlMap rule) {
    String id = rule.text("id");
    if (!ruleIds.add(id)) {
      rule.fault("id", "rule '%s' is declared twice", id);
    }
    rule.text("source");
    long from = micros(rule.instant("valid_from"));
    long to = micros(rule.optionalInstant("valid_to").orElse(NEVER));
    if (from >= to) {
      rule.fault("valid_to", "must be later than valid_from");
    }
    return new Dated(id, purposesOf(rule, "purposes"), from, to);
  }

  private Set<String> purposesOf(YamlMap map, String key) {
    Set<String> named = new HashSet<>(map.texts(key));
    for (String purpose : named) {
      if (!purposeIds.contains(purpose)) {
        map.fault(
            key, "unknown purpose '%s'; known: %s", purpose, purposeIds.stream().sorted().toList());
      }
    }
    return named;
  }

  private List<NoticeVersion> notices() {
    List<NoticeVersion> versions = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    try (YamlMap top = YamlMap.load(folder.resolve("notices.yaml"), faults)) {
      for (YamlMap entry : top.maps("notices")) {
        try (entry) {
          String noticeId = entry.text("notice_id");
          int version = entry.integer("version");
          if (version < 1) {
            entry.fault("version", "counts from 1, got %s", version);
          }
          if (!seen.add(noticeId + "#" + version)) {
            entry.fault(
                "version", "version %s of notice '%s' is declared twice", version, noticeId);
          }
          String change = entry.text("change");
          if (!List.of("material", "editorial").contains(change)) {
            entry.fault("change", "expected material or editorial, got '%s'", change);
          }
          versions.add(
              new NoticeVersion(
                  noticeId,
                  version,
                  micros(entry.instant("published")),
                  change.equals("material"),
                  purposesOf(entry, "changed_purposes")));
        }
      }
    }
    return versions;
  }

  private List<Lia> assessments() {
    List<Lia> assessments = new ArrayList<>();
    try (YamlMap top = YamlMap.load(folder.resolve("lia.yaml"), faults)) {
      for (YamlMap entry : top.maps("assessments")) {
        try (entry) {
          entry.text("interest");
          entry.text("necessity");
          entry.text("balancing");
          String id = entry.text("id");
          if (!ruleIds.add(id)) {
            entry.fault("id", "rule '%s' is declared twice", id);
          }
          long from = micros(entry.instant("valid_from"));
          long to = micros(entry.optionalInstant("valid_to").orElse(NEVER));
          if (from >= to) {
            entry.fault("valid_to", "must be later than valid_from");
            continue;
          }
          assessments.add(
              new Lia(
                  id,
                  purposesOf(entry, "purposes"),
                  Set.copyOf(new HashSet<>(entry.texts("jurisdictions"))),
                  from,
                  to,
                  entry.optionalText("compelling_grounds").isPresent()));
        }
      }
    }
    return assessments;
  }

  private static long micros(Instant instant) {
    return instant.equals(NEVER)
        ? Long.MAX_VALUE
        : ChronoUnit.MICROS.between(Instant.EPOCH, instant);
  }
}
