package org.optika.core.evidence.monitor;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import org.optika.core.evidence.report.ReportTable;
import org.optika.core.evidence.report.ReportTables;
import org.optika.core.evidence.report.SumRule;

/** From counts of a month, and from tables of the report, to values of monitors. */
public final class MonitorValues {
  private static final double HALF = 0.5;
  private static final double NEARLY_ALL = 0.95;

  private MonitorValues() {}

  /**
   * A part of a whole.
   *
   * @param part at most {@code whole}
   */
  public record Part(long part, long whole) {}

  /**
   * Rows a month. Either all months are shown or none is: none when one has few rows, and none when
   * the report withholds how old rows of this kind are, since months and ages count the same rows
   * and together they could give a withheld count away.
   *
   * @param rows by month; a month without rows counts as 0
   * @param months to be shown, in order; those before the first row are left out
   * @param ages rows of {@link ReportTables#RETENTION}
   * @param dataSet what that table calls these rows
   */
  public static List<MonitorValue> counted(
      Monitor monitor,
      Map<String, Long> rows,
      List<String> months,
      List<List<Object>> ages,
      String dataSet,
      int threshold) {
    SortedMap<String, OptionalDouble> figures = new TreeMap<>();
    for (String month : months) {
      long count = rows.getOrDefault(month, 0L);
      if (count > 0 || !figures.isEmpty()) {
        figures.put(month, OptionalDouble.of(count));
      }
    }
    boolean few =
        figures.values().stream()
            .mapToDouble(OptionalDouble::getAsDouble)
            .anyMatch(count -> count > 0 && count < threshold);
    if (few || withholds(ages, dataSet)) {
      figures.replaceAll((month, count) -> OptionalDouble.empty());
    }
    return series(monitor, SumRule.ALL, figures);
  }

  private static boolean withholds(List<List<Object>> ages, String dataSet) {
    return ages.stream()
        .filter(row -> text(ReportTables.RETENTION, row, "data_set").equals(dataSet))
        .anyMatch(row -> isWithheld(ReportTables.RETENTION, row));
  }

  /** Shares a month of what is not about people; months without anything are left out. */
  public static List<MonitorValue> shares(Monitor monitor, Map<String, Part> byMonth) {
    SortedMap<String, OptionalDouble> figures = new TreeMap<>();
    byMonth.forEach(
        (month, part) -> {
          if (part.whole() > 0) {
            figures.put(month, OptionalDouble.of((double) part.part() / part.whole()));
          }
        });
    return series(monitor, SumRule.ALL, figures);
  }

  /** Usual and long latencies a month, of months with enough people behind them. */
  public static List<MonitorValue> latencies(Map<String, Latencies> byMonth, int threshold) {
    List<MonitorValue> values = new ArrayList<>();
    values.addAll(latencies(Monitor.USUAL_LATENCY, HALF, byMonth, threshold));
    values.addAll(latencies(Monitor.LONG_LATENCY, NEARLY_ALL, byMonth, threshold));
    return values;
  }

  private static List<MonitorValue> latencies(
      Monitor monitor, double share, Map<String, Latencies> byMonth, int threshold) {
    SortedMap<String, OptionalDouble> figures = new TreeMap<>();
    byMonth.forEach((month, latencies) -> figures.put(month, latencies.classOf(share, threshold)));
    return series(monitor, SumRule.ALL, figures);
  }

  /**
   * Jumps of what the report shows anyway; months without orders are left out.
   *
   * @param rows of {@link ReportTables#BUSINESS}
   */
  public static List<MonitorValue> refusedOrders(List<List<Object>> rows) {
    ReportTable table = ReportTables.BUSINESS;
    SortedMap<String, OptionalDouble> figures = new TreeMap<>();
    for (List<Object> row : rows) {
      if (text(table, row, "segment").equals("month")) {
        String month = text(table, row, "segment_value");
        OptionalDouble permitted = number(table, row, "conversions_permitted");
        OptionalDouble refused = number(table, row, "conversions_refused");
        if (permitted.isEmpty() || refused.isEmpty()) {
          figures.put(month, OptionalDouble.empty());
        } else if (permitted.getAsDouble() + refused.getAsDouble() > 0) {
          double all = permitted.getAsDouble() + refused.getAsDouble();
          figures.put(month, OptionalDouble.of(refused.getAsDouble() / all));
        }
      }
    }
    return series(Monitor.REFUSED_ORDERS, SumRule.ALL, figures);
  }

  /**
   * Jumps of what the report shows anyway, purpose by purpose; a month without a row is one without
   * a withdrawal.
   *
   * @param rows of {@link ReportTables#WITHDRAWALS}
   * @param months of the period, in order
   */
  public static List<MonitorValue> withdrawals(List<List<Object>> rows, List<String> months) {
    ReportTable table = ReportTables.WITHDRAWALS;
    Map<String, SortedMap<String, OptionalDouble>> byPurpose = new TreeMap<>();
    for (List<Object> row : rows) {
      String month = text(table, row, "month");
      if (months.contains(month) && text(table, row, "time_to_effect").equals(SumRule.ALL)) {
        byPurpose
            .computeIfAbsent(text(table, row, "purpose"), purpose -> new TreeMap<>())
            .put(month, number(table, row, "people"));
      }
    }
    List<MonitorValue> values = new ArrayList<>();
    byPurpose.forEach(
        (purpose, figures) -> {
          months.forEach(month -> figures.putIfAbsent(month, OptionalDouble.of(0)));
          values.addAll(series(Monitor.WITHDRAWALS, purpose, figures));
        });
    return values;
  }

  /**
   * Values in the order of their months, each compared with the one before it.
   *
   * @param figures by month; empty where withheld
   */
  public static List<MonitorValue> series(
      Monitor monitor, String series, SortedMap<String, OptionalDouble> figures) {
    List<MonitorValue> values = new ArrayList<>();
    OptionalDouble earlier = OptionalDouble.empty();
    for (Map.Entry<String, OptionalDouble> figure : new LinkedHashMap<>(figures).entrySet()) {
      OptionalDouble later = figure.getValue();
      Optional<Jump> jump =
          earlier.isEmpty() || later.isEmpty()
              ? Optional.empty()
              : Optional.of(monitor.rule().between(earlier.getAsDouble(), later.getAsDouble()));
      values.add(new MonitorValue(monitor, series, figure.getKey(), later, jump));
      earlier = later;
    }
    return values;
  }

  private static String text(ReportTable table, List<Object> row, String column) {
    return (String) row.get(table.indexOf(column));
  }

  private static boolean isWithheld(ReportTable table, List<Object> row) {
    return (Boolean) row.get(table.indexOf(ReportTable.WITHHELD));
  }

  private static OptionalDouble number(ReportTable table, List<Object> row, String column) {
    Object value = row.get(table.indexOf(column));
    return value == null
        ? OptionalDouble.empty()
        : OptionalDouble.of(((Number) value).doubleValue());
  }
}
