package org.optika.spark.optin;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.date_format;
import static org.apache.spark.sql.functions.date_trunc;
import static org.apache.spark.sql.functions.from_utc_timestamp;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.timestamp_micros;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.optika.core.Clocks;
import org.optika.core.optin.CountedApart;
import org.optika.core.optin.NoticeAction;
import org.optika.core.optin.NoticeContext;
import org.optika.core.optin.NoticeEvent;
import org.optika.core.optin.NoticeMethod;
import org.optika.core.optin.OptInFact;
import org.optika.core.optin.Showing;
import org.optika.core.optin.Showings;
import org.optika.spark.table.FlatIterator;
import org.optika.spark.table.SubjectGroups;

/** consent_event -> one row a showing (or event counted apart) and purpose; the core decides. */
final class OptInFacts {
  /** Dimensions by which facts can be grouped, and the fact column of each. */
  static final List<String> DIMENSIONS =
      List.of(
          "collection_channel",
          "device_class",
          "jurisdiction",
          "region",
          "source",
          "variant",
          "notice_version",
          "day",
          "week",
          "month");

  /** Kinds of facts other than answers to a showing. */
  static final String APART = "apart";

  private static final StructType FACT =
      new StructType()
          .add("subject_id", LongType)
          .add("purpose", StringType)
          .add("at", LongType)
          .add("collection_channel", StringType)
          .add("device_class", StringType)
          .add("jurisdiction", StringType)
          .add("region", StringType)
          .add("source", StringType)
          .add("variant", StringType)
          .add("notice_version", IntegerType)
          .add("answer", StringType)
          .add("form", StringType);

  private OptInFacts() {}

  /**
   * @param events rows of {@link org.optika.spark.table.Tables#CONSENT_EVENT}
   * @param zone IANA name; days, weeks and months begin at its midnight
   * @return subject_id, purpose, the {@link #DIMENSIONS}, answer (yes, no, none, or {@link #APART})
   *     and form (the {@link org.optika.core.optin.ChoiceForm}, or why it is counted apart)
   */
  static Dataset<Row> of(
      Dataset<Row> events, String controller, List<String> purposes, Clocks clocks, String zone) {
    Column local = from_utc_timestamp(timestamp_micros(col("at")), zone);
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
        .sortWithinPartitions("subject_id")
        .mapPartitions((MapPartitionsFunction<Row, Row>) OptInFacts::facts, Encoders.row(FACT))
        .withColumn("day", date_format(local, "yyyy-MM-dd"))
        .withColumn("week", date_format(date_trunc("week", local), "yyyy-MM-dd"))
        .withColumn("month", date_format(local, "yyyy-MM"))
        .withColumn("notice_version", concat(lit("v"), col("notice_version")));
  }

  private static Column orUnknown(String column, String otherwise) {
    return coalesce(col(column), lit(otherwise));
  }

  private static Iterator<Row> facts(Iterator<Row> rows) {
    return new FlatIterator<>(new SubjectGroups(rows, 0), OptInFacts::factsOf);
  }

  private static List<Row> factsOf(List<Row> subject) {
    Map<String, List<NoticeEvent>> byPurpose = new TreeMap<>();
    for (Row row : subject) {
      Optional<NoticeAction> action = NoticeAction.of(row.getString(3));
      action.ifPresent(
          known ->
              byPurpose
                  .computeIfAbsent(row.getString(1), purpose -> new ArrayList<>())
                  .add(event(row, known)));
    }
    List<Row> facts = new ArrayList<>();
    byPurpose.forEach(
        (purpose, events) ->
            Showings.of(events)
                .forEach(fact -> facts.add(row(subject.get(0).getLong(0), purpose, fact))));
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

  private static Row row(long subjectId, String purpose, OptInFact fact) {
    String answer = APART;
    String form;
    if (fact instanceof Showing showing) {
      answer = showing.answer().name();
      form = showing.form().name();
    } else {
      form = ((CountedApart) fact).kind().name();
    }
    NoticeContext context = fact.context();
    return RowFactory.create(
        subjectId,
        purpose,
        fact.timeMicros(),
        named(context.collectionChannel()),
        named(context.deviceClass()),
        named(context.jurisdiction()),
        named(context.region()),
        named(context.source()),
        named(context.variant()),
        context.noticeVersion(),
        answer,
        form);
  }

  private static String named(String value) {
    return value.isEmpty() ? "unknown" : value;
  }
}
