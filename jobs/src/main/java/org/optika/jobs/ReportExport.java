package org.optika.jobs;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.months_between;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.timestamp_micros;
import static org.apache.spark.sql.functions.when;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.optika.core.WilsonInterval;
import org.optika.core.consent.Purpose;
import org.optika.core.evidence.report.Audience;
import org.optika.core.evidence.report.ReportPeriod;
import org.optika.core.evidence.report.ReportTable;
import org.optika.core.evidence.report.ReportTables;
import org.optika.core.evidence.report.SumRule;
import org.optika.core.optin.TimeWindow;
import org.optika.core.privacy.suppression.MarginTable;
import org.optika.jobs.config.EvidenceConfig;
import org.optika.jobs.config.OptInConfig;
import org.optika.jobs.config.RulePackConfig;
import org.optika.spark.evidence.ConsentLog;
import org.optika.spark.evidence.PeopleByState;
import org.optika.spark.evidence.Withdrawals;
import org.optika.spark.gate.PermissionTable;
import org.optika.spark.optin.OptInRates;
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
    Map<String, Object> files = new LinkedHashMap<>();
    for (ReportTable table : ReportTables.of(audience)) {
      List<List<Object>> rows = new ArrayList<>(rows(table));
      rows.sort(Comparator.comparing(List::toString));
      context.log("%-24s %,d rows".formatted(table.id(), rows.size()));
      Map<String, Object> content = new LinkedHashMap<>();
      content.put("table", table.id());
      content.put("rows", rows);
      files.put("tables/%s.json".formatted(table.id()), content);
    }
    if (audience == Audience.AUTHORITY) {
      files.put("validation/data-quality.json", dataQuality());
      files.putAll(
          ReportDocuments.registers(
              new RegisterReport(context.configuration(), asOf()).registers()));
      ReportDocuments.consentLog(ConsentLog.in(lake))
          .ifPresent(proofs -> files.put("evidence/consent-log.json", proofs));
    }
    files.put("input.json", header(runs));
    return files;
  }

  private List<List<Object>> rows(ReportTable table) {
    if (table == ReportTables.PEOPLE_BY_PERMISSION) {
      return people();
    } else if (table == ReportTables.OPT_IN) {
      return optIn();
    } else if (table == ReportTables.WITHDRAWALS) {
      return withdrawals();
    } else if (table == ReportTables.LATE_WITHDRAWALS) {
      return lateWithdrawals();
    } else if (table == ReportTables.GATE) {
      return gate();
    } else if (table == ReportTables.BUSINESS) {
      return business();
    } else if (table == ReportTables.ATTRIBUTION) {
      return attribution();
    } else if (table == ReportTables.RETENTION) {
      return retention();
    } else if (table == ReportTables.REQUESTS) {
      return requests();
    } else if (table == ReportTables.DP_RELEASES) {
      return releases();
    } else if (table == ReportTables.DP_FIGURES) {
      return figures();
    }
    throw new IllegalStateException("nobody fills the table " + table.id());
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

  private List<List<Object>> people() {
    return ReportRows.peopleByPermission(
        PeopleByState.at(
            PermissionTable.in(lake)
                .rows(context.config().controller(), context.clocks().knownAtMicros()),
            lake.read(Tables.SUBJECT_TABLE),
            context.clocks().asOfMicros(),
            context.rules()),
        threshold);
  }

  private List<List<Object>> optIn() {
    OptInConfig settings = context.configuration().optIn();
    ZoneId zone = ZoneId.of(settings.zone());
    List<OptInRates.TableSpec> tables =
        settings.tables().stream()
            .filter(table -> evidence.optInTables().contains(table.id()))
            .toList();
    OptInRates rates =
        OptInRates.count(
            lake.read(Tables.CONSENT_EVENT),
            context.config().controller(),
            settings.purposes(),
            context.clocks(),
            settings.zone(),
            new TimeWindow(
                RunContext.micros(period.from().atStartOfDay(zone).toInstant()),
                RunContext.micros(period.until().atStartOfDay(zone).toInstant())),
            tables,
            List.of());
    List<List<Object>> rows = new ArrayList<>();
    for (OptInRates.TableSpec table : tables) {
      for (OptInRates.Cell cell : rates.cells(table, settings.metrics(), threshold)) {
        rows.add(optInRow(table, cell));
      }
    }
    return rows;
  }

  private static List<Object> optInRow(OptInRates.TableSpec table, OptInRates.Cell cell) {
    List<Object> row = new ArrayList<>(List.of(table.id(), cell.metric(), cell.purpose()));
    for (int i = 0; i < 3; i++) {
      boolean used = i < table.dimensions().size();
      row.add(used ? table.dimensions().get(i) : NONE);
      String value = used ? cell.values().get(i) : MarginTable.ALL;
      row.add(value.equals(MarginTable.ALL) ? ALL : orUnknown(value));
    }
    boolean shown = cell.published();
    Optional<WilsonInterval> interval =
        shown ? cell.proportion().interval() : Optional.<WilsonInterval>empty();
    row.add(shown ? cell.proportion().numerator() : null);
    row.add(shown ? cell.proportion().denominator() : null);
    row.add(interval.map(known -> cell.proportion().value().getAsDouble()).orElse(null));
    row.add(interval.map(WilsonInterval::lower).orElse(null));
    row.add(interval.map(WilsonInterval::upper).orElse(null));
    row.add(!shown);
    return row;
  }

  private static String orUnknown(String value) {
    return value.isEmpty() ? "unknown" : value;
  }

  private List<List<Object>> withdrawals() {
    Withdrawals.Counted withdrawals =
        Withdrawals.count(
            lake.read(Tables.CONSENT_EVENT),
            context.config().controller(),
            new TimeWindow(
                RunContext.micros(period.from().atStartOfDay(ZoneOffset.UTC).toInstant()),
                RunContext.micros(period.until().atStartOfDay(ZoneOffset.UTC).toInstant())),
            context.clocks().knownAtMicros());
    List<List<Object>> rows = new ArrayList<>();
    for (String purpose : context.purposeIds()) {
      for (List<Object> counted :
          ReportRows.counted(
              List.of("month", "time_to_effect"),
              ofPurpose(purpose, withdrawals.cells()),
              ofPurpose(purpose, withdrawals.margins()),
              threshold,
              Set.of("month", "time_to_effect"))) {
        List<Object> row = new ArrayList<>(List.of(purpose));
        row.addAll(counted);
        rows.add(row);
      }
    }
    return rows;
  }

  /** What is about a purpose, without its name. */
  private static Map<List<String>, Long> ofPurpose(String purpose, Map<List<String>, Long> counts) {
    Map<List<String>, Long> own = new HashMap<>();
    counts.forEach(
        (values, people) -> {
          if (values.get(0).equals(purpose)) {
            own.put(values.subList(1, values.size()), people);
          }
        });
    return own;
  }

  private List<List<Object>> lateWithdrawals() {
    List<List<Object>> rows = new ArrayList<>();
    for (Row row :
        lake.read(Tables.LATE_WITHDRAWAL)
            .where(context.sameClocks())
            .select(
                "earlier_as_of",
                "earlier_known_at",
                "table_name",
                "purpose",
                "clock",
                "reason",
                "row_count")
            .collectAsList()) {
      boolean shown = row.getLong(6) >= threshold;
      rows.add(
          Arrays.asList(
              instant(row, 0),
              instant(row, 1),
              row.getString(2),
              row.getString(3),
              row.getString(4),
              row.getString(5),
              shown ? row.getLong(6) : null,
              !shown));
    }
    return rows;
  }

  private List<List<Object>> gate() {
    Map<List<String>, Long> cells = new HashMap<>();
    Map<String, List<Object>> causes = new HashMap<>();
    causes.put(ALL, List.of(ALL, NONE, NONE, NONE));
    for (Row row :
        lake.read(Tables.GATE_OUTCOME)
            .where(context.sameClocks())
            .where(col("job").equalTo("build-journeys"))
            .groupBy("table_name", "verdict", "purpose", "clock", "reason")
            .agg(sum("row_count"))
            .collectAsList()) {
      boolean admitted = row.getString(1).equals("admitted");
      String cause =
          admitted
              ? row.getString(1)
              : "%s %s %s".formatted(row.getString(2), row.getString(3), row.getString(4));
      causes.put(
          cause,
          admitted
              ? List.of(row.getString(1), NONE, NONE, NONE)
              : List.of(row.getString(1), row.getString(2), row.getString(3), row.getString(4)));
      cells.merge(List.of(row.getString(0), cause), row.getLong(5), Long::sum);
    }
    List<List<Object>> rows = new ArrayList<>();
    for (List<Object> counted :
        ReportRows.counted(
            List.of("data_set", "cause"),
            cells,
            Map.of(),
            threshold,
            Set.of("data_set", "cause"))) {
      List<Object> row = new ArrayList<>(counted.subList(0, 2));
      row.addAll(causes.get((String) counted.get(1)));
      row.addAll(counted.subList(2, 4));
      rows.add(row);
    }
    return rows;
  }

  private List<List<Object>> business() {
    List<Row> coverage =
        lake.read(Tables.COVERAGE)
            .where(context.sameClocks())
            .select("segment", "segment_value", "verdict", "subjects", "conversions", "revenue")
            .collectAsList();
    List<List<Object>> rows = new ArrayList<>();
    List<String> segments = List.of("month", "region", "device_class");
    Map<String, SegmentFigures> bySegment = SegmentFigures.of(segments, coverage, threshold);
    rows.add(businessRow(ALL, ALL, bySegment.get("region")));
    for (String segment : segments) {
      SegmentFigures figures = bySegment.get(segment);
      coverage.stream()
          .filter(row -> row.getString(0).equals(segment))
          .map(row -> row.getString(1))
          .filter(value -> !segment.equals("month") || period.months().contains(value))
          .distinct()
          .sorted()
          .forEach(value -> rows.add(businessRow(segment, value, figures)));
    }
    return rows;
  }

  private static List<Object> businessRow(String segment, String value, SegmentFigures figures) {
    Optional<SegmentFigures.Pair> pair = figures.published(value);
    return Arrays.asList(
        segment,
        orUnknown(value),
        pair.map(both -> both.permitted().subjects()).orElse(null),
        pair.map(both -> both.refused().subjects()).orElse(null),
        pair.map(both -> both.permitted().conversions()).orElse(null),
        pair.map(both -> both.refused().conversions()).orElse(null),
        pair.map(both -> both.permitted().revenue().doubleValue()).orElse(null),
        pair.map(both -> both.refused().revenue().doubleValue()).orElse(null),
        pair.flatMap(both -> both.permitted().conversionRate()).orElse(null),
        pair.flatMap(both -> both.refused().conversionRate()).orElse(null),
        pair.isEmpty());
  }

  private List<List<Object>> attribution() {
    String model = context.config().attribution().defaultModel();
    String policy = context.config().attribution().defaultPolicy();
    Map<String, List<ReportRows.Credit>> byMonth = new TreeMap<>();
    for (Row row :
        lake.read(Tables.ATTRIBUTION_CREDIT)
            .where(context.sameClocks())
            .where(col("model").equalTo(model).and(col("policy").equalTo(policy)))
            .where(col("region").equalTo(ALL).and(col("campaign").equalTo(ALL)))
            .where(col("period").isin(period.months().toArray()))
            .select(
                "period",
                "channel",
                "conversions",
                "conversions_low",
                "conversions_high",
                "revenue",
                "cost")
            .orderBy("period", "channel")
            .collectAsList()) {
      byMonth
          .computeIfAbsent(row.getString(0), month -> new ArrayList<>())
          .add(
              new ReportRows.Credit(
                  row.getString(1),
                  row.getDouble(2),
                  orNull(row, 3),
                  orNull(row, 4),
                  row.getDouble(5),
                  orNull(row, 6)));
    }
    List<List<Object>> rows = new ArrayList<>();
    byMonth.forEach(
        (month, credits) ->
            rows.addAll(ReportRows.attribution(month, policy, model, credits, threshold)));
    return rows;
  }

  private List<List<Object>> retention() {
    Map<List<String>, Long> cells = new HashMap<>();
    Column end = timestamp_micros(lit(context.clocks().asOfMicros()));
    Column age = months_between(end, col("event_time"));
    Column label =
        when(age.leq(6), "0-6 months")
            .when(age.leq(13), "6-13 months")
            .when(age.leq(25), "13-25 months")
            .otherwise("over 25 months");
    lake.read(Tables.CONSENT_EVENT)
        .where(col("controller_id").equalTo(context.config().controller()))
        .where(col("event_time").leq(end))
        .groupBy(label.as("age"))
        .agg(count(lit(1)))
        .collectAsList()
        .forEach(row -> cells.put(List.of("consent events", row.getString(0)), row.getLong(1)));
    LocalDate day = asOf().atZone(ZoneOffset.UTC).toLocalDate();
    for (Row row :
        lake.read(Tables.COVERAGE)
            .where(context.sameClocks())
            .where(col("segment").equalTo("month"))
            .groupBy("segment_value")
            .agg(sum("touchpoints"), sum("conversions"))
            .collectAsList()) {
      String class_ = ageOf(YearMonth.parse(row.getString(0)).atDay(1), day);
      cells.merge(List.of("touchpoints", class_), row.getLong(1), Long::sum);
      cells.merge(List.of("orders", class_), row.getLong(2), Long::sum);
    }
    cells.values().removeIf(rows -> rows == 0);
    return ReportRows.counted(
        List.of("data_set", "age"), cells, Map.of(), threshold, Set.of("age"));
  }

  /** Class of a month by its first day, the oldest that can be in it. */
  private static String ageOf(LocalDate first, LocalDate day) {
    long months = ChronoUnit.MONTHS.between(first, day);
    if (months <= 6) {
      return "0-6 months";
    } else if (months <= 13) {
      return "6-13 months";
    }
    return months <= 25 ? "13-25 months" : "over 25 months";
  }

  private List<List<Object>> requests() {
    List<List<Object>> rows = new ArrayList<>();
    for (EvidenceConfig.Requests requests : evidence.requests()) {
      if (period.months().contains(requests.month())) {
        boolean shown = requests.received() == 0 || requests.received() >= threshold;
        rows.add(
            Arrays.asList(
                requests.kind(),
                requests.month(),
                shown ? (Object) (long) requests.received() : null,
                shown ? (Object) (long) requests.answeredInTime() : null,
                !shown));
      }
    }
    return rows;
  }

  /** Releases of the controller whose data overlap the period. */
  private Dataset<Row> released() {
    return lake.read(Tables.DP_RELEASE)
        .where(col("controller_id").equalTo(context.config().controller()))
        .where(col("period_from").lt(lit(java.sql.Date.valueOf(period.until()))))
        .where(col("period_until").gt(lit(java.sql.Date.valueOf(period.from()))));
  }

  private List<List<Object>> releases() {
    Map<String, Long> committed = new HashMap<>();
    if (lake.exists(Tables.BUDGET_LEDGER)) {
      lake.read(Tables.BUDGET_LEDGER)
          .where(col("controller_id").equalTo(context.config().controller()))
          .where(col("entry").equalTo("commit"))
          .groupBy("release_id")
          .agg(max("sequence"))
          .collectAsList()
          .forEach(row -> committed.put(row.getString(0), row.getLong(1)));
    }
    List<List<Object>> rows = new ArrayList<>();
    for (Row row :
        released()
            .groupBy(
                "release_id",
                "release",
                "title",
                "source",
                "period_from",
                "period_until",
                "epsilon",
                "delta")
            .agg(org.apache.spark.sql.functions.min("mechanism"), count(lit(1)))
            .collectAsList()) {
      Long sequence = committed.get(row.getString(0));
      if (sequence == null) {
        // Published, and its commit not written down yet: the next report has it.
        context.log("release %s has no commit in the ledger, left out".formatted(row.getString(1)));
        continue;
      }
      rows.add(
          List.of(
              row.getString(0),
              row.getString(1),
              row.getString(2),
              row.getString(3),
              row.getDate(4).toString(),
              row.getDate(5).toString(),
              row.getDouble(6),
              row.getDouble(7),
              row.getString(8),
              row.getLong(9),
              sequence));
    }
    return rows;
  }

  private List<List<Object>> figures() {
    Set<Object> listed =
        releases().stream().map(row -> row.get(0)).collect(java.util.stream.Collectors.toSet());
    List<List<Object>> rows = new ArrayList<>();
    for (Row row :
        released()
            .select(
                "release_id",
                "dimension_1",
                "value_1",
                "dimension_2",
                "value_2",
                "dimension_3",
                "value_3",
                "metric",
                "value",
                "low",
                "high",
                "noise_deviation",
                "uncertain")
            .collectAsList()) {
      if (listed.contains(row.getString(0))) {
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < row.length(); i++) {
          values.add(row.get(i));
        }
        rows.add(values);
      }
    }
    return rows;
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

  private static String instant(Row row, int place) {
    return row.getTimestamp(place).toInstant().toString();
  }

  private static Double orNull(Row row, int place) {
    if (row.isNullAt(place)) {
      return null;
    }
    return row.get(place) instanceof BigDecimal decimal
        ? decimal.doubleValue()
        : (Double) row.get(place);
  }
}
