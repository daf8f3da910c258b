package org.optika.jobs;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.optika.core.WilsonInterval;
import org.optika.core.optin.GroupComparison;
import org.optika.core.optin.OptInMetrics;
import org.optika.core.optin.PermittedCounts;
import org.optika.core.optin.ShowingMetric;
import org.optika.core.optin.StockMetric;
import org.optika.core.privacy.suppression.MarginTable;
import org.optika.jobs.config.OptInConfig;
import org.optika.spark.gate.PermissionTable;
import org.optika.spark.optin.OptInRates;
import org.optika.spark.optin.PermissionStock;
import org.optika.spark.table.Lake;
import org.optika.spark.table.Table;
import org.optika.spark.table.Tables;

/** consent_event, permission, coverage -> opt_in_rate, opt_in_kpi, opt_in_comparison. */
public final class MeasureOptInJob implements Job {
  private static final String ALL = "all";
  private static final List<String> KPI_SEGMENTS = List.of("month", "region", "device_class");

  /** Usage: {@code --config conf/optika.yaml [--as-of T] [--known-at T]}. */
  public static void main(String[] arguments) {
    CommandLineMain.runJob(new MeasureOptInJob(), arguments);
  }

  @Override
  public String name() {
    return "measure-opt-in";
  }

  @Override
  public String summary() {
    return "opt-in rates by segment with intervals, beside the segment's business figures";
  }

  @Override
  public List<Table> writes() {
    return List.of(Tables.OPT_IN_RATE, Tables.OPT_IN_KPI, Tables.OPT_IN_COMPARISON);
  }

  @Override
  public void run(RunContext context) {
    OptInConfig settings = context.configuration().optIn();
    Lake lake = context.lake();
    List<OptInRates.TableSpec> tables = new ArrayList<>(settings.tables());
    KPI_SEGMENTS.forEach(segment -> tables.add(bySegment(segment)));
    OptInRates rates =
        OptInRates.count(
            lake.read(Tables.CONSENT_EVENT),
            context.config().controller(),
            settings.purposes(),
            context.clocks(),
            settings.zone(),
            tables,
            settings.comparisons());
    int threshold = context.config().smallCellThreshold();
    List<Row> cells = new ArrayList<>();
    for (OptInRates.TableSpec table : settings.tables()) {
      rates
          .cells(table, settings.metrics(), threshold)
          .forEach(cell -> cells.add(row(table, cell)));
    }
    cells.addAll(stock(context, settings, threshold));
    lake.replace(Tables.OPT_IN_RATE, context.stamped(context.rows(Tables.OPT_IN_RATE, cells)));
    lake.replace(
        Tables.OPT_IN_KPI,
        context.stamped(context.rows(Tables.OPT_IN_KPI, kpis(rates, context, threshold))));
    List<Row> comparisons = new ArrayList<>();
    for (OptInRates.ComparisonSpec spec : settings.comparisons()) {
      rates
          .compare(spec, threshold)
          .forEach((purpose, compared) -> comparisons.add(row(spec, purpose, compared)));
    }
    lake.replace(
        Tables.OPT_IN_COMPARISON,
        context.stamped(context.rows(Tables.OPT_IN_COMPARISON, comparisons)));
  }

  private static OptInRates.TableSpec bySegment(String segment) {
    return new OptInRates.TableSpec(segment, List.of(segment));
  }

  /** Metric permitted-share: of all subjects observed, those who permit the purpose at as_of. */
  private static List<Row> stock(RunContext context, OptInConfig settings, int threshold) {
    Lake lake = context.lake();
    Map<String, PermittedCounts> stock =
        PermissionStock.at(
            PermissionTable.in(lake)
                .rows(context.config().controller(), context.clocks().knownAtMicros()),
            lake.read(Tables.SUBJECT_TABLE),
            context.clocks().asOfMicros(),
            context.rules());
    StockMetric metric = (StockMetric) OptInMetrics.find("permitted-share");
    OptInRates.TableSpec table = new OptInRates.TableSpec("permitted-share", List.of());
    List<Row> rows = new ArrayList<>();
    for (String purpose : settings.purposes()) {
      PermittedCounts counts = stock.get(purpose);
      boolean published =
          isShown(counts.permitted(), threshold)
              && isShown(counts.observed() - counts.permitted(), threshold);
      rows.add(
          row(
              table,
              new OptInRates.Cell(metric.id(), purpose, List.of(), published, metric.of(counts))));
    }
    return rows;
  }

  private static boolean isShown(long subjects, int threshold) {
    return subjects == 0 || subjects >= threshold;
  }

  private static Row row(OptInRates.TableSpec table, OptInRates.Cell cell) {
    List<Object> values = new ArrayList<>(List.of(table.id(), cell.metric(), cell.purpose()));
    for (int i = 0; i < 3; i++) {
      boolean used = i < table.dimensions().size();
      values.add(used ? table.dimensions().get(i) : "-");
      values.add(used ? shown(cell.values().get(i)) : ALL);
    }
    boolean hasRate = cell.published() && cell.proportion().denominator() > 0;
    Optional<WilsonInterval> interval = hasRate ? cell.proportion().interval() : Optional.empty();
    values.add(cell.published() ? cell.proportion().numerator() : null);
    values.add(cell.published() ? cell.proportion().denominator() : null);
    values.add(hasRate ? cell.proportion().value().getAsDouble() : null);
    values.add(interval.map(WilsonInterval::lower).orElse(null));
    values.add(interval.map(WilsonInterval::upper).orElse(null));
    values.add(cell.published() ? "none" : "suppressed");
    return RowFactory.create(values.toArray());
  }

  private static String shown(String value) {
    return value.equals(MarginTable.ALL) ? ALL : value;
  }

  private static Row row(OptInRates.ComparisonSpec spec, String purpose, GroupComparison compared) {
    return RowFactory.create(
        spec.id(),
        spec.metric(),
        purpose,
        spec.dimension(),
        spec.a(),
        spec.b(),
        spec.strata(),
        orNull(compared.crudeFirst().value()),
        orNull(compared.crudeSecond().value()),
        compared.crudeDifference(),
        orNull(compared.standardisedDifference()),
        orNull(compared.mixEffect()),
        compared.uncomparedWeightShare());
  }

  private static Double orNull(OptionalDouble value) {
    return value.isPresent() ? value.getAsDouble() : null;
  }

  private static List<Row> kpis(OptInRates rates, RunContext context, int threshold) {
    List<Row> coverage =
        context
            .lake()
            .read(Tables.COVERAGE)
            .where(context.sameClocks())
            .select("segment", "segment_value", "verdict", "subjects", "conversions", "revenue")
            .collectAsList();
    List<Row> kpis = new ArrayList<>();
    ShowingMetric optInRate = (ShowingMetric) OptInMetrics.find("opt-in-rate");
    Map<String, SegmentFigures> bySegment = SegmentFigures.of(KPI_SEGMENTS, coverage, threshold);
    for (String segment : KPI_SEGMENTS) {
      SegmentFigures figures = bySegment.get(segment);
      for (OptInRates.Cell cell : rates.cells(bySegment(segment), List.of(optInRate), threshold)) {
        String value = shown(cell.values().get(0));
        boolean whole = value.equals(ALL);
        boolean empty = cell.proportion().denominator() == 0 && figures.isEmpty(value);
        if (!empty && (!whole || segment.equals(KPI_SEGMENTS.get(0)))) {
          kpis.add(kpi(whole ? ALL : segment, value, cell, figures));
        }
      }
    }
    return kpis;
  }

  private static Row kpi(
      String segment, String value, OptInRates.Cell cell, SegmentFigures figures) {
    boolean hasRate = cell.published() && cell.proportion().denominator() > 0;
    Optional<SegmentFigures.Pair> pair = figures.published(value);
    return RowFactory.create(
        segment,
        value,
        cell.purpose(),
        hasRate ? cell.proportion().value().getAsDouble() : null,
        pair.map(both -> both.permitted().subjects()).orElse(null),
        pair.map(both -> both.refused().subjects()).orElse(null),
        pair.map(both -> both.permitted().conversions()).orElse(null),
        pair.map(both -> both.refused().conversions()).orElse(null),
        pair.map(both -> both.permitted().revenue()).orElse(null),
        pair.map(both -> both.refused().revenue()).orElse(null),
        pair.flatMap(both -> both.permitted().conversionRate()).orElse(null),
        pair.flatMap(both -> both.refused().conversionRate()).orElse(null));
  }
}
