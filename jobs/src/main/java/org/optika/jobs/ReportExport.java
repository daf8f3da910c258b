package org.optika.jobs;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.optika.core.consent.Purpose;
import org.optika.core.evidence.register.ProcessingRecord;
import org.optika.core.evidence.report.Audience;
import org.optika.core.evidence.report.ReportPeriod;
import org.optika.core.evidence.report.ReportTable;
import org.optika.core.evidence.report.ReportTables;
import org.optika.core.evidence.report.RetentionLimit;
import org.optika.core.evidence.report.SumRule;
import org.optika.jobs.config.EvidenceConfig;
import org.optika.jobs.config.RulePackConfig;
import org.optika.spark.evidence.ConsentLog;
import org.optika.spark.table.Lake;
import org.optika.spark.table.Tables;

/** Reads the tables that a report rests on, and gives its content. Writes no table. */
final class ReportExport {
  private static final String ALL = SumRule.ALL;
  private static final String NONE = "-";

  /** Jobs whose results a report for an authority shows. */
  private static final List<String> NEEDED =
      List.of("build-journeys", "measure-late-withdrawals", "attribute-conversions");

  private final RunContext context;
  private final EvidenceConfig evidence;
  private final ReportPeriod period;
  private final Audience audience;
  private final Lake lake;
  private final int threshold;

  ReportExport(
      RunContext context, EvidenceConfig evidence, ReportPeriod period, Audience audience) {
    this.context = context;
    this.evidence = evidence;
    this.period = period;
    this.audience = audience;
    this.lake = context.lake();
    this.threshold = context.config().smallCellThreshold();
  }

  /** Contents of the files of the export by path. */
  Map<String, Object> files() {
    lake.startRecord();
    Map<String, String> runs = runs();
    ReportFigures figures = new ReportFigures(context, evidence, period);
    Map<String, Object> files = new LinkedHashMap<>();
    Map<ReportTable, List<List<Object>>> tables = new LinkedHashMap<>();
    for (ReportTable table : ReportTables.of(audience)) {
      List<List<Object>> rows = figures.rows(table);
      tables.put(table, rows);
      context.log("%-24s %,d rows".formatted(table.id(), rows.size()));
      Map<String, Object> content = new LinkedHashMap<>();
      content.put("table", table.id());
      content.put("rows", rows);
      files.put("tables/%s.json".formatted(table.id()), content);
    }
    if (audience == Audience.AUTHORITY) {
      files.put("validation/data-quality.json", dataQuality());
      files.put(ReportMonitors.PATH, new ReportMonitors(context, period, tables).document());
      files.put("validation/retention.json", retention(figures));
      files.putAll(
          ReportDocuments.registers(
              new RegisterReport(context.configuration(), asOf()).registers()));
      ReportDocuments.consentLog(ConsentLog.in(lake))
          .ifPresent(proofs -> files.put("evidence/consent-log.json", proofs));
    }
    files.put("input.json", header(runs));
    return files;
  }

  /**
   * The run of each job with these clocks, the newest first.
   *
   * @throws UserErrorException when one is missing
   */
  private Map<String, String> runs() {
    Map<String, String> runs = new TreeMap<>();
    lake.read(Tables.RUN_TABLE)
        .where(context.sameClocks())
        .groupBy("job")
        .agg(org.apache.spark.sql.functions.max_by(col("run_id"), col("finished_at")))
        .collectAsList()
        .forEach(row -> runs.put(row.getString(0), row.getString(1)));
    for (String job : audience == Audience.AUTHORITY ? NEEDED : List.<String>of()) {
      if (!runs.containsKey(job)) {
        throw new UserErrorException(
            "No run of %s with as_of %s and known_at %s in %s. Run 'optika run --as-of %s --known-at %s' first.",
            job, asOf(), knownAt(), lake.root(), asOf(), knownAt());
      }
    }
    return runs;
  }

  /** What became of raw rows, by source; no value of a row. */
  private Map<String, Object> dataQuality() {
    List<Map<String, Object>> sources = new ArrayList<>();
    for (Row row :
        lake.read(Tables.INGEST_OUTCOME)
            .groupBy("source_system")
            .agg(
                count(lit(1)),
                sum("rows_in"),
                sum("accepted"),
                sum("duplicates"),
                sum("quarantined"))
            .orderBy("source_system")
            .collectAsList()) {
      Map<String, Object> source = new LinkedHashMap<>();
      source.put("source", row.getString(0));
      source.put("files", row.getLong(1));
      source.put("rows_in", row.getLong(2));
      source.put("accepted", row.getLong(3));
      source.put("duplicates", row.getLong(4));
      source.put("quarantined", row.getLong(5));
      sources.add(source);
    }
    Map<String, Object> quality = new LinkedHashMap<>();
    quality.put("rule", "rows_in = accepted + duplicates + quarantined");
    quality.put("sources", sources);
    return quality;
  }

  private Map<String, Object> retention(ReportFigures figures) {
    List<RetentionLimit> limits =
        context
            .configuration()
            .registers()
            .processing()
            .map(ProcessingRecord::limits)
            .orElse(List.of());
    return ReportDocuments.retention(
        RetentionLimit.states(limits, figures.storedAges(), threshold), context.purposeIds());
  }

  private Map<String, Object> header(Map<String, String> runs) {
    Map<String, Object> header = new LinkedHashMap<>();
    header.put("format", "optika-evidence-input/1");
    Map<String, Object> controller = new LinkedHashMap<>();
    controller.put("id", context.config().controller());
    controller.put("name", evidence.name());
    controller.put("contact", evidence.contact());
    controller.put("dpo", evidence.dpo().orElse(""));
    header.put("controller", controller);
    header.put("audience", audience.id());
    boolean toAuthority = audience == Audience.AUTHORITY;
    header.put("authority", toAuthority ? evidence.authority() : "");
    header.put("legal_duty", toAuthority ? evidence.legalDuty() : "");
    Map<String, Object> about = new LinkedHashMap<>();
    about.put("id", period.id());
    about.put("from", period.from().toString());
    about.put("until", period.until().toString());
    header.put("period", about);
    header.put("zone", context.configuration().optIn().zone());
    header.put("currency", context.configuration().currencies().reporting());
    Map<String, Object> clocks = new LinkedHashMap<>();
    clocks.put("as_of", asOf().toString());
    clocks.put("known_at", knownAt().toString());
    header.put("clocks", clocks);
    header.put("generator_version", Version.current());
    header.put("config_hash", context.configHash());
    header.put("rule_pack_hash", context.rulePackHash());
    header.put("runs", runs);
    header.put("table_versions", lake.versionsRead());
    Map<String, RulePackConfig.Reference> references =
        RulePackConfig.references(context.config().folder());
    header.put(
        "purposes",
        context.rules().purposes().stream()
            .map(purpose -> purpose(purpose, references.get(purpose.id())))
            .toList());
    header.put("attribution_model", context.config().attribution().defaultModel());
    header.put("threshold", threshold);
    return header;
  }

  private static Map<String, Object> purpose(Purpose purpose, RulePackConfig.Reference reference) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("id", purpose.id());
    entry.put("basis", purpose.defaultBasis().id());
    Map<String, Object> exceptions = new TreeMap<>();
    purpose.basisIn().forEach((jurisdiction, basis) -> exceptions.put(jurisdiction, basis.id()));
    entry.put("basis_in", exceptions);
    entry.put("article", reference.article());
    entry.put("dpv", reference.dpv());
    entry.put("relaxation", purpose.relaxationReason());
    return entry;
  }

  private Instant asOf() {
    return instant(context.clocks().asOfMicros());
  }

  private Instant knownAt() {
    return instant(context.clocks().knownAtMicros());
  }

  private static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }
}
