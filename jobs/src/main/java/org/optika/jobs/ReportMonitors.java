package org.optika.jobs;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.date_format;
import static org.apache.spark.sql.functions.sum;

import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.optika.core.evidence.monitor.Jump;
import org.optika.core.evidence.monitor.JumpRule;
import org.optika.core.evidence.monitor.Latencies;
import org.optika.core.evidence.monitor.Monitor;
import org.optika.core.evidence.monitor.MonitorValue;
import org.optika.core.evidence.monitor.MonitorValues;
import org.optika.core.evidence.report.Delay;
import org.optika.core.evidence.report.ReportPeriod;
import org.optika.core.evidence.report.ReportTable;
import org.optika.core.evidence.report.ReportTables;
import org.optika.core.optin.TimeWindow;
import org.optika.spark.evidence.ConsentRecords;
import org.optika.spark.table.Tables;

/** {@code validation/monitors.json}: what is watched from month to month. Decides nothing. */
final class ReportMonitors {
  static final String PATH = "validation/monitors.json";

  /** What the report has beside the monitors, so that nothing is told in two forms. */
  private static final Map<String, ReportTable> PUBLISHED =
      new TreeMap<>(
          Map.of(
              "rows refused by the gate, by reason", ReportTables.GATE,
              "time from a withdrawal until it was known", ReportTables.WITHDRAWALS,
              "showings of notices and opt-in, by month", ReportTables.OPT_IN,
              "rows used although permission had been withdrawn", ReportTables.LATE_WITHDRAWALS));

  private final RunContext context;
  private final ReportPeriod period;
  private final Map<ReportTable, List<List<Object>>> tables;

  /**
   * @param tables rows of the tables of the report
   */
  ReportMonitors(
      RunContext context, ReportPeriod period, Map<ReportTable, List<List<Object>>> tables) {
    this.context = context;
    this.period = period;
    this.tables = tables;
  }

  Map<String, Object> document() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put(
        "compared",
        "each month with the one listed before it; the month before the period stands first where it is known");
    document.put("rules", Arrays.stream(JumpRule.Kind.values()).map(ReportMonitors::rule).toList());
    document.put("monitors", Arrays.stream(Monitor.values()).map(ReportMonitors::monitor).toList());
    document.put("values", values().stream().map(ReportMonitors::value).toList());
    document.put(
        "published",
        PUBLISHED.entrySet().stream()
            .map(entry -> pair("what", entry.getKey(), "in", path(entry.getValue())))
            .toList());
    return document;
  }

  private List<MonitorValue> values() {
    YearMonth before = YearMonth.from(period.from()).minusMonths(1);
    List<String> months = new ArrayList<>(List.of(before.toString()));
    months.addAll(period.months());
    int threshold = context.config().smallCellThreshold();
    Map<String, Latencies> records =
        ConsentRecords.byMonth(
            context.lake().read(Tables.CONSENT_EVENT),
            context.config().controller(),
            new TimeWindow(
                RunContext.micros(before.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant()),
                RunContext.micros(period.until().atStartOfDay(ZoneOffset.UTC).toInstant())),
            context.clocks().knownAtMicros());
    Map<String, Long> counts = new TreeMap<>();
    records.forEach((month, latencies) -> counts.put(month, latencies.count()));
    List<List<Object>> ages = tables.get(ReportTables.RETENTION);
    List<MonitorValue> values = new ArrayList<>();
    values.addAll(
        MonitorValues.counted(
            Monitor.CONSENT_RECORDS, counts, months, ages, "consent events", threshold));
    values.addAll(
        MonitorValues.counted(
            Monitor.TOUCHPOINTS, touchpoints(), months, ages, "touchpoints", threshold));
    values.addAll(MonitorValues.shares(Monitor.QUARANTINED, quarantined()));
    values.addAll(MonitorValues.latencies(records, threshold));
    values.addAll(MonitorValues.refusedOrders(tables.get(ReportTables.BUSINESS)));
    values.addAll(MonitorValues.withdrawals(tables.get(ReportTables.WITHDRAWALS), period.months()));
    return values;
  }

  private Map<String, Long> touchpoints() {
    Map<String, Long> rows = new TreeMap<>();
    context
        .lake()
        .read(Tables.COVERAGE)
        .where(context.sameClocks())
        .where(col("segment").equalTo("month"))
        .groupBy("segment_value")
        .agg(sum("touchpoints"))
        .collectAsList()
        .forEach(row -> rows.put(row.getString(0), row.getLong(1)));
    return rows;
  }

  private Map<String, MonitorValues.Part> quarantined() {
    Map<String, MonitorValues.Part> months = new TreeMap<>();
    for (Row row :
        context
            .lake()
            .read(Tables.INGEST_OUTCOME)
            .groupBy(date_format(col("ingested_at"), "yyyy-MM"))
            .agg(sum("quarantined"), sum("rows_in"))
            .collectAsList()) {
      months.put(row.getString(0), new MonitorValues.Part(row.getLong(1), row.getLong(2)));
    }
    return months;
  }

  private static Map<String, Object> rule(JumpRule.Kind kind) {
    return pair("rule", kind.id(), "meaning", kind.meaning());
  }

  private static Map<String, Object> pair(String one, String value, String other, String second) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put(one, value);
    entry.put(other, second);
    return entry;
  }

  private static Map<String, Object> monitor(Monitor monitor) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("monitor", monitor.id());
    entry.put("meaning", monitor.meaning());
    entry.put("unit", monitor.unit().id());
    entry.put("source", monitor.source());
    entry.put("published_in", monitor.published().map(ReportMonitors::path).orElse(null));
    entry.put("rule", monitor.rule().kind().id());
    entry.put("limit", monitor.rule().limit());
    return entry;
  }

  private static Map<String, Object> value(MonitorValue value) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("monitor", value.monitor().id());
    entry.put("series", value.series());
    entry.put("month", value.month());
    entry.put("value", shown(value));
    entry.put("withheld", value.isWithheld());
    entry.put("jump", value.jump().map(Jump::id).orElse(null));
    return entry;
  }

  /** Null where it is withheld, and where the report has it elsewhere. */
  private static Object shown(MonitorValue value) {
    if (value.isWithheld() || value.monitor().published().isPresent()) {
      return null;
    }
    double figure = value.figure().getAsDouble();
    return switch (value.monitor().unit()) {
      case ROWS, PEOPLE -> (long) figure;
      case SHARE -> figure;
      case CLASS -> Delay.values()[(int) figure].label();
    };
  }

  private static String path(ReportTable table) {
    return "data/%s.json".formatted(table.id());
  }
}
