package org.optika.spark.consent;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.timestamp_micros;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.types.DataTypes.BooleanType;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.optika.core.consent.ConsentEvent;
import org.optika.core.consent.ConsentInterval;
import org.optika.core.consent.ConsentTimeline;
import org.optika.core.consent.RulePack;
import org.optika.core.ingest.Action;
import org.optika.core.ingest.ConsentType;
import org.optika.core.ingest.Method;
import org.optika.core.ingest.Precision;
import org.optika.spark.table.FlatIterator;
import org.optika.spark.table.SubjectGroups;

/** consent_event -> consent_timeline: groups by subject and purpose, and lets the core decide. */
public final class ConsentTimelineBuilder {
  private static final StructType INTERVAL =
      new StructType()
          .add("subject_id", LongType)
          .add("purpose", StringType)
          .add("valid_from", LongType)
          .add("valid_to", LongType)
          .add("known_from", LongType)
          .add("known_to", LongType)
          .add("state", StringType)
          .add("state_code", IntegerType)
          .add("rule_id", StringType)
          .add("event_id", StringType)
          .add("jurisdiction", StringType)
          .add("legal_basis", StringType)
          .add("is_conflict", BooleanType);

  private ConsentTimelineBuilder() {}

  /**
   * @param events rows of {@link org.optika.spark.table.Tables#CONSENT_EVENT}
   * @param controller whose events count; consent never crosses controllers
   * @return rows of {@link org.optika.spark.table.Tables#CONSENT_TIMELINE}, without bucket and
   *     version
   */
  public static Dataset<Row> build(Dataset<Row> events, String controller, RulePack rules) {
    return events
        .where(col("controller_id").equalTo(controller))
        .select(
            col("subject_id"),
            col("purpose"),
            col("event_id"),
            col("source_system"),
            col("source_event_id"),
            col("source_seq"),
            col("action"),
            col("method"),
            col("consent_type"),
            unix_micros(col("event_time")).as("event_time"),
            col("event_time_precision"),
            greatest(unix_micros(col("recorded_time")), unix_micros(col("ingested_time")))
                .as("known"),
            unix_micros(col("expires_at")).as("expires_at"),
            col("jurisdiction"),
            col("notice_id"),
            col("notice_version"),
            col("is_minor"),
            col("soft_opt_in_rule_id"),
            col("correction_of"))
        .repartition(col("subject_id"))
        .sortWithinPartitions("subject_id")
        .mapPartitions(
            (MapPartitionsFunction<Row, Row>) rows -> intervals(rows, rules),
            Encoders.row(INTERVAL))
        .select(
            lit(controller).as("controller_id"),
            col("subject_id"),
            col("purpose"),
            timestamp_micros(col("valid_from")).as("valid_from"),
            timestamp_micros(col("valid_to")).as("valid_to"),
            timestamp_micros(col("known_from")).as("known_from"),
            timestamp_micros(col("known_to")).as("known_to"),
            col("state"),
            col("state_code"),
            col("rule_id"),
            col("event_id"),
            col("jurisdiction"),
            col("legal_basis"),
            col("is_conflict"));
  }

  private static Iterator<Row> intervals(Iterator<Row> rows, RulePack rules) {
    SubjectGroups subjects = new SubjectGroups(rows, 0);
    return new FlatIterator<>(subjects, subject -> intervalsOf(subject, rules));
  }

  private static List<Row> intervalsOf(List<Row> subject, RulePack rules) {
    Map<String, List<ConsentEvent>> byPurpose = new TreeMap<>();
    for (Row row : subject) {
      byPurpose.computeIfAbsent(row.getString(1), purpose -> new ArrayList<>()).add(event(row));
    }
    List<Row> intervals = new ArrayList<>();
    byPurpose.forEach(
        (purpose, events) -> {
          for (ConsentInterval interval :
              ConsentTimeline.of(events, rules.purpose(purpose), rules)) {
            intervals.add(row(subject.get(0).getLong(0), interval));
          }
        });
    return intervals;
  }

  private static ConsentEvent event(Row row) {
    return new ConsentEvent(
        row.getString(2),
        row.getString(3),
        row.getString(4),
        row.isNullAt(5) ? OptionalLong.empty() : OptionalLong.of(row.getLong(5)),
        row.getString(1),
        Action.valueOf(row.getString(6).toUpperCase(Locale.ROOT)),
        Optional.ofNullable(row.getString(7))
            .map(name -> Method.valueOf(name.toUpperCase(Locale.ROOT))),
        ConsentType.valueOf(row.getString(8).toUpperCase(Locale.ROOT)),
        row.getLong(9),
        Precision.valueOf(row.getString(10).toUpperCase(Locale.ROOT)),
        row.getLong(11),
        row.isNullAt(12) ? OptionalLong.empty() : OptionalLong.of(row.getLong(12)),
        row.getString(13),
        Optional.ofNullable(row.getString(14)),
        row.isNullAt(15) ? OptionalInt.empty() : OptionalInt.of(row.getInt(15)),
        row.isNullAt(16) ? Optional.empty() : Optional.of(row.getBoolean(16)),
        Optional.ofNullable(row.getString(17)),
        Optional.ofNullable(row.getString(18)));
  }

  private static Row row(long subjectId, ConsentInterval interval) {
    return RowFactory.create(
        subjectId,
        interval.purpose(),
        interval.validFromMicros(),
        finite(interval.validToMicros()),
        interval.knownFromMicros(),
        finite(interval.knownToMicros()),
        interval.state().label(),
        interval.state().code(),
        interval.ruleId(),
        interval.eventId().orElse(null),
        interval.jurisdiction(),
        interval.basis().id(),
        interval.conflict());
  }

  private static Long finite(long micros) {
    return micros == Long.MAX_VALUE ? null : micros;
  }
}
