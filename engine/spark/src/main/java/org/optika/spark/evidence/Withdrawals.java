package org.optika.spark.evidence;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.date_format;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.timestamp_micros;
import static org.apache.spark.sql.functions.unix_micros;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.optika.core.optin.TimeWindow;
import org.optika.core.privacy.suppression.MarginTable;

/** Who withdrew or objected in a period, and how long that took to become known. */
public final class Withdrawals {
  private static final List<String> ACTIONS = List.of("withdrawn", "objected");

  private Withdrawals() {}

  /**
   * @param cells people by purpose, month (UTC) and label of the {@link
   *     org.optika.core.evidence.report.Delay}; a person counts once in each
   * @param margins different people of each combination in which one or more are {@link
   *     MarginTable#ALL}
   */
  public record Counted(Map<List<String>, Long> cells, Map<List<String>, Long> margins) {}

  /**
   * @param consentEvents rows of {@link org.optika.spark.table.Tables#CONSENT_EVENT}
   * @param period instants of the choices
   * @param knownAtMicros what became known later is left out
   */
  public static Counted count(
      Dataset<Row> consentEvents, String controller, TimeWindow period, long knownAtMicros) {
    Column known = greatest(col("recorded_time"), col("ingested_time"));
    Dataset<Row> people =
        consentEvents
            .where(col("controller_id").equalTo(controller))
            .where(col("action").isin(ACTIONS.toArray()))
            .where(not(col("is_bot")))
            .where(known.leq(timestamp_micros(lit(knownAtMicros))))
            .where(unix_micros(col("event_time")).geq(period.fromMicros()))
            .where(unix_micros(col("event_time")).lt(period.untilMicros()))
            .select(
                col("subject_id"),
                col("purpose"),
                date_format(col("event_time"), "yyyy-MM").as("month"),
                DelayClass.of(unix_micros(known).minus(unix_micros(col("event_time")))).as("delay"))
            .distinct();
    Map<List<String>, Long> cells = new HashMap<>();
    Map<List<String>, Long> margins = new HashMap<>();
    for (Row row :
        people
            .cube("purpose", "month", "delay")
            .agg(org.apache.spark.sql.functions.countDistinct("subject_id"))
            .collectAsList()) {
      List<String> place = List.of(value(row, 0), value(row, 1), value(row, 2));
      (place.contains(MarginTable.ALL) ? margins : cells).put(place, row.getLong(3));
    }
    if (cells.isEmpty()) {
      margins.clear();
    }
    return new Counted(cells, margins);
  }

  private static String value(Row row, int place) {
    return row.isNullAt(place) ? MarginTable.ALL : row.getString(place);
  }
}
