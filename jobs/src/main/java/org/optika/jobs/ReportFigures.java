package org.optika.jobs;

import static org.apache.spark.sql.functions.ceil;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.months_between;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.timestamp_micros;

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
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.optika.core.WilsonInterval;
import org.optika.core.evidence.report.AttributionRows;
import org.optika.core.evidence.report.CountRows;
import org.optika.core.evidence.report.ReportPeriod;
import org.optika.core.evidence.report.ReportTable;
import org.optika.core.evidence.report.ReportTables;
import org.optika.core.evidence.report.StoredAges;
import org.optika.core.evidence.report.StoredData;
import org.optika.core.evidence.report.SumRule;
import org.optika.core.optin.TimeWindow;
import org.optika.core.privacy.suppression.MarginTable;
import org.optika.jobs.config.EvidenceConfig;
import org.optika.jobs.config.OptInConfig;
import org.optika.spark.evidence.PeopleByState;
import org.optika.spark.evidence.Withdrawals;
import org.optika.spark.gate.PermissionTable;
import org.optika.spark.optin.OptInRates;
import org.optika.spark.table.Lake;
import org.optika.spark.table.Tables;

/** Rows of each table of a report, out of the tables of the lake. Decides nothing. */
final class ReportFigures {
  private static final String ALL = SumRule.ALL;
  private static final String NONE = "-";

  private final RunContext context;
  private final EvidenceConfig evidence;
  private final ReportPeriod period;
  private final Lake lake;
  private final int threshold;
  private Optional<Map<StoredData, StoredAges>> storedAges = Optional.empty();
  private final Map<ReportTable, Supplier<List<List<Object>>>> fillers =
      Map.ofEntries(
          Map.entry(ReportTables.PEOPLE_BY_PERMISSION, this::people),
          Map.entry(ReportTables.OPT_IN, this::optIn),
          Map.entry(ReportTables.WITHDRAWALS, this::withdrawals),
          Map.entry(ReportTables.LATE_WITHDRAWALS, this::lateWithdrawals),
          Map.entry(ReportTables.GATE, this::gate),
          Map.entry(ReportTables.BUSINESS, this::business),
          Map.entry(ReportTables.ATTRIBUTION, this::attribution),
          Map.entry(ReportTables.RETENTION, this::retention),
          Map.entry(ReportTables.REQUESTS, this::requests),
          Map.entry(ReportTables.DP_RELEASES, this::releases),
          Map.entry(ReportTables.DP_FIGURES, this::figures));

  ReportFigures(RunContext context, EvidenceConfig evidence, ReportPeriod period) {
    this.context = context;
    this.evidence = evidence;
    this.period = period;
    this.lake = context.lake();
    this.threshold = context.config().smallCellThreshold();
  }

  /** Values in the order of the columns, rows in a fixed order. */
  List<List<Object>> rows(ReportTable table) {
    List<List<Object>> rows = new ArrayList<>(fillers.get(table).get());
    rows.sort(Comparator.comparing(List::toString));
    return rows;
  }

  private List<List<Object>> people() {
    return CountRows.peopleByPermission(
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
          CountRows.counted(
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
        CountRows.counted(
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
    Map<String, List<AttributionRows.Credit>> byMonth = new TreeMap<>();
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
              new AttributionRows.Credit(
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
            rows.addAll(AttributionRows.of(month, policy, model, credits, threshold)));
    return rows;
  }

  private List<List<Object>> retention() {
    Map<List<String>, Long> cells = new HashMap<>();
    storedAges()
        .forEach(
            (data, ages) ->
                ages.byClass()
                    .forEach((age, rows) -> cells.put(List.of(data.label(), age.label()), rows)));
    return CountRows.counted(List.of("data_set", "age"), cells, Map.of(), threshold, Set.of("age"));
  }

  /** Rows held as at the end of the period; activity counts from the first day of its month on. */
  Map<StoredData, StoredAges> storedAges() {
    if (storedAges.isEmpty()) {
      storedAges = Optional.of(countStored());
    }
    return storedAges.get();
  }

  private Map<StoredData, StoredAges> countStored() {
    Map<StoredData, SortedMap<Integer, Long>> rows = new EnumMap<>(StoredData.class);
    Column end = timestamp_micros(lit(context.clocks().asOfMicros()));
    SortedMap<Integer, Long> events = new TreeMap<>();
    lake.read(Tables.CONSENT_EVENT)
        .where(col("controller_id").equalTo(context.config().controller()))
        .where(col("event_time").leq(end))
        .groupBy(ceil(months_between(end, col("event_time"))).cast("int"))
        .agg(count(lit(1)))
        .collectAsList()
        .forEach(row -> events.put(row.getInt(0), row.getLong(1)));
    rows.put(StoredData.CONSENT_EVENTS, events);
    LocalDate day =
        Instant.EPOCH
            .plus(context.clocks().asOfMicros(), ChronoUnit.MICROS)
            .atZone(ZoneOffset.UTC)
            .toLocalDate();
    SortedMap<Integer, Long> touchpoints = new TreeMap<>();
    SortedMap<Integer, Long> orders = new TreeMap<>();
    for (Row row :
        lake.read(Tables.COVERAGE)
            .where(context.sameClocks())
            .where(col("segment").equalTo("month"))
            .groupBy("segment_value")
            .agg(sum("touchpoints"), sum("conversions"))
            .collectAsList()) {
      LocalDate first = YearMonth.parse(row.getString(0)).atDay(1);
      int months = (int) ChronoUnit.MONTHS.between(first, day);
      touchpoints.put(months, row.getLong(1));
      orders.put(months, row.getLong(2));
    }
    rows.put(StoredData.TOUCHPOINTS, touchpoints);
    rows.put(StoredData.ORDERS, orders);
    Map<StoredData, StoredAges> ages = new EnumMap<>(StoredData.class);
    rows.forEach((data, byMonths) -> ages.put(data, new StoredAges(byMonths)));
    return ages;
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
