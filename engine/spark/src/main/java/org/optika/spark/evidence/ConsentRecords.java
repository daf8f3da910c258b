package org.optika.spark.evidence;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.date_format;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.timestamp_micros;
import static org.apache.spark.sql.functions.unix_micros;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.optika.core.evidence.monitor.Latencies;
import org.optika.core.evidence.report.Delay;
import org.optika.core.optin.TimeWindow;

/** Rows of consent events, month by month, and how long it took to receive them. */
public final class ConsentRecords {
  private ConsentRecords() {}

  /**
   * @param consentEvents rows of {@link org.optika.spark.table.Tables#CONSENT_EVENT}
   * @param window instants of the choices
   * @param knownAtMicros what became known later is left out
   * @return by month of the choice (UTC), e.g. {@code 2026-09}; months without rows are not there
   */
  public static Map<String, Latencies> byMonth(
      Dataset<Row> consentEvents, String controller, TimeWindow window, long knownAtMicros) {
    Map<String, Map<Delay, Long>> rows = new HashMap<>();
    Map<String, Long> people = new HashMap<>();
    for (Row row :
        consentEvents
            .where(col("controller_id").equalTo(controller))
            .where(
                greatest(col("recorded_time"), col("ingested_time"))
                    .leq(timestamp_micros(lit(knownAtMicros))))
            .where(unix_micros(col("event_time")).geq(window.fromMicros()))
            .where(unix_micros(col("event_time")).lt(window.untilMicros()))
            .select(
                col("subject_id"),
                date_format(col("event_time"), "yyyy-MM").as("month"),
                DelayClass.of(
                        unix_micros(col("ingested_time")).minus(unix_micros(col("recorded_time"))))
                    .as("delay"))
            .rollup("month", "delay")
            .agg(count(lit(1)), countDistinct("subject_id"))
            .where(col("month").isNotNull())
            .collectAsList()) {
      String month = row.getString(0);
      if (row.isNullAt(1)) {
        people.put(month, row.getLong(3));
      } else {
        rows.computeIfAbsent(month, any -> new EnumMap<>(Delay.class))
            .put(Delay.of(row.getString(1)), row.getLong(2));
      }
    }
    Map<String, Latencies> byMonth = new TreeMap<>();
    people.forEach((month, count) -> byMonth.put(month, new Latencies(count, rows.get(month))));
    return byMonth;
  }
}
