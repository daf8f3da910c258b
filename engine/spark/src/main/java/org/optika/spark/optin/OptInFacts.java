package org.optika.spark.optin;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.timestamp_micros;
import static org.apache.spark.sql.functions.unix_micros;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.optika.core.Clocks;
import org.optika.core.optin.NoticeAction;
import org.optika.core.optin.NoticeContext;
import org.optika.core.optin.NoticeEvent;
import org.optika.core.optin.NoticeMethod;
import org.optika.core.optin.OptInFact;
import org.optika.core.optin.OptInTally;
import org.optika.core.optin.Showings;
import org.optika.spark.table.SubjectGroups;

/** consent_event -> tally: groups by subject and purpose, and lets the core decide and count. */
final class OptInFacts {
  private OptInFacts() {}

  /**
   * @param events rows of {@link org.optika.spark.table.Tables#CONSENT_EVENT}
   * @param nothing a tally that has counted nothing
   * @return what it counts of the events that are known and have happened, robots left out
   */
  static OptInTally tally(
      Dataset<Row> events,
      String controller,
      List<String> purposes,
      Clocks clocks,
      OptInTally nothing) {
    return bySubject(events, controller, purposes, clocks)
        .toJavaRDD()
        .mapPartitions(rows -> Collections.singleton(tally(rows, nothing.empty())).iterator())
        .fold(nothing.empty(), OptInTally::merge);
  }

  /** What {@link #of} reads, the rows of a subject together. */
  static Dataset<Row> bySubject(
      Dataset<Row> events, String controller, List<String> purposes, Clocks clocks) {
    return events
        .where(col("controller_id").equalTo(controller))
        .where(col("purpose").isin(purposes.toArray()))
        .where(not(col("is_bot")))
        .where(
            greatest(col("recorded_time"), col("ingested_time"))
                .leq(timestamp_micros(lit(clocks.knownAtMicros()))))
        .where(col("event_time").leq(timestamp_micros(lit(clocks.asOfMicros()))))
        .select(
            col("subject_id"),
            col("purpose"),
            unix_micros(col("event_time")),
            col("action"),
            orUnknown("method", ""),
            col("all_off"),
            orUnknown("notice_id", ""),
            coalesce(col("notice_version"), lit(0)),
            orUnknown("variant_id", ""),
            orUnknown("collection_channel", ""),
            orUnknown("device_class", ""),
            col("jurisdiction"),
            orUnknown("region", ""),
            col("source_system"))
        .repartition(col("subject_id"))
        .sortWithinPartitions("subject_id");
  }

  private static Column orUnknown(String column, String otherwise) {
    return coalesce(col(column), lit(otherwise));
  }

  private static OptInTally tally(Iterator<Row> rows, OptInTally tally) {
    new SubjectGroups(rows, 0).forEachRemaining(subject -> add(subject, tally));
    return tally;
  }

  private static void add(List<Row> subject, OptInTally tally) {
    long subjectId = subject.get(0).getLong(0);
    of(subject).forEach((purpose, facts) -> tally.add(subjectId, purpose, facts));
  }

  /** Facts of one subject by purpose. */
  static Map<String, List<OptInFact>> of(List<Row> subject) {
    Map<String, List<NoticeEvent>> byPurpose = new TreeMap<>();
    for (Row row : subject) {
      Optional<NoticeAction> action = NoticeAction.of(row.getString(3));
      action.ifPresent(
          known ->
              byPurpose
                  .computeIfAbsent(row.getString(1), purpose -> new ArrayList<>())
                  .add(event(row, known)));
    }
    Map<String, List<OptInFact>> facts = new TreeMap<>();
    byPurpose.forEach((purpose, events) -> facts.put(purpose, Showings.of(events)));
    return facts;
  }

  private static NoticeEvent event(Row row, NoticeAction action) {
    return new NoticeEvent(
        row.getLong(2),
        action,
        NoticeMethod.of(row.getString(4)),
        row.getBoolean(5),
        new NoticeContext(
            row.getString(6),
            row.getInt(7),
            row.getString(8),
            row.getString(9),
            row.getString(10),
            row.getString(11),
            row.getString(12),
            row.getString(13)));
  }
}
