package org.optika.spark.gate;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.when;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.optika.core.Clocks;
import org.optika.core.gate.ActivityTally;
import org.optika.core.gate.GateRule;
import org.optika.core.gate.VendorClosings;
import org.optika.spark.table.PersonTable;
import org.optika.spark.table.Tables;

/**
 * Everything about people that was known at an instant T, of all person-level tables, with the
 * gate's decision on each row.
 */
final class HistoryRows {
  private final Function<PersonTable, Dataset<Row>> tables;
  private final String controller;
  private final Clocks clocks;
  private final long upToMicros;
  private final VendorClosings vendors;

  /**
   * @param tables what the gate reads
   * @param upToMicros T; not after {@code as_of} and {@code known_at}
   * @param vendors of touchpoints; where none is closed, vendors are not read
   */
  HistoryRows(
      Function<PersonTable, Dataset<Row>> tables,
      String controller,
      Clocks clocks,
      long upToMicros,
      VendorClosings vendors) {
    this.tables = tables;
    this.controller = controller;
    this.clocks = clocks;
    this.upToMicros = upToMicros;
    this.vendors = vendors;
  }

  /**
   * @param permission one row a subject
   * @param rules by table: what its rows need
   * @param spans bit i of {@code throughout} says whether the person permits all of span i
   * @param spanRule what is to be permitted throughout
   * @return columns of {@link Gate#history}, {@code table_name}, {@code is_bot} and {@code
   *     decision}
   */
  Dataset<Row> decided(
      Dataset<Row> permission,
      Map<PersonTable, GateRule> rules,
      List<TimeSpan> spans,
      GateRule spanRule) {
    Dataset<Row> rows = null;
    for (PersonTable table : rules.keySet()) {
      Dataset<Row> some = of(table);
      rows = rows == null ? some : rows.unionByName(some, true);
    }
    Column asksAt = when(col("at").gt(clocks.asOfMicros()), col("at")).otherwise(col("asks_at"));
    Column decision = when(col("asks_at").isNull(), lit(ActivityTally.REFUND_WITHOUT_ORDER));
    for (Map.Entry<PersonTable, GateRule> asked : rules.entrySet()) {
      Column permitted =
          GateFunctions.decision(
              col("permission_from"),
              col("permission_state"),
              asksAt,
              clocks.asOfMicros(),
              asked.getValue());
      boolean closed = asked.getKey() == Tables.TOUCHPOINT && !vendors.isEmpty();
      decision =
          decision.when(
              col("table_name").equalTo(asked.getKey().name()),
              closed
                  ? GateFunctions.withVendor(
                      permitted, col(ActivityColumns.VENDOR), col("at"), vendors)
                  : permitted);
    }
    return rows.join(
            permission
                .select(
                    col("subject_id"),
                    col("`from`").as("permission_from"),
                    col("state").as("permission_state"))
                .hint("shuffle_hash"),
            scala.jdk.javaapi.CollectionConverters.asScala(List.of("subject_id")).toSeq(),
            "left")
        .withColumn("decision", decision)
        .withColumn("throughout", throughout(spans, spanRule))
        .drop("permission_from", "permission_state", "asks_at", ActivityColumns.VENDOR);
  }

  private static Column throughout(List<TimeSpan> spans, GateRule rule) {
    Column bits = lit(0L);
    for (int i = 0; i < spans.size(); i++) {
      Column permits =
          GateFunctions.permitsThroughout(
              col("permission_from"),
              col("permission_state"),
              spans.get(i).fromMicros(),
              spans.get(i).toMicros(),
              rule);
      bits = bits.bitwiseOR(when(permits, lit(1L << i)).otherwise(lit(0L)));
    }
    return bits;
  }

  private Dataset<Row> of(PersonTable table) {
    if (table == Tables.TOUCHPOINT) {
      return touches();
    }
    if (table == Tables.CONVERSION) {
      return orders().unionByName(refunds());
    }
    if (table == Tables.CONTACT) {
      return contacts();
    }
    if (table == Tables.CUSTOMER) {
      return profiles();
    }
    throw new IllegalArgumentException(
        "Table '%s' is no part of a history".formatted(table.name()));
  }

  private Dataset<Row> known(PersonTable table) {
    return tables
        .apply(table)
        .where(col("controller_id").equalTo(controller))
        .withColumn("known", unix_micros(greatest(col("recorded_time"), col("ingested_time"))))
        .where(col("known").leq(upToMicros));
  }

  private Dataset<Row> touches() {
    Column at = unix_micros(col("occurred_at"));
    List<Column> columns =
        columns(
            Tables.TOUCHPOINT,
            lit(Gate.TOUCHPOINT),
            at,
            at,
            col("touchpoint_id"),
            lit(0L),
            col("channel").cast("bigint"),
            lit(null),
            lit(null),
            col("is_bot"));
    Stream<Column> vendor =
        vendors.isEmpty() ? Stream.empty() : Stream.of(col(ActivityColumns.VENDOR));
    return known(Tables.TOUCHPOINT)
        .select(Stream.concat(columns.stream(), vendor).toArray(Column[]::new));
  }

  private Dataset<Row> orders() {
    Column at = unix_micros(col("occurred_at"));
    return conversions(
        known(Tables.CONVERSION).where(col("kind").equalTo("order")), Gate.ORDER, at, lit(0L));
  }

  /**
   * A refund corrects its order: it is asked for at the time of the order, as in all of the gate.
   */
  private Dataset<Row> refunds() {
    Dataset<Row> all = known(Tables.CONVERSION);
    Dataset<Row> orders =
        all.where(col("kind").equalTo("order"))
            .select(
                col("subject_id"),
                col("conversion_id").as("refund_of"),
                unix_micros(col("occurred_at")).as("ordered_at"));
    Dataset<Row> refunds =
        all.where(col("kind").equalTo("refund"))
            .join(
                orders,
                scala.jdk.javaapi.CollectionConverters.asScala(List.of("subject_id", "refund_of"))
                    .toSeq(),
                "left");
    return conversions(refunds, Gate.REFUND, col("ordered_at"), col("refund_of"));
  }

  private Dataset<Row> conversions(Dataset<Row> rows, int kind, Column asksAt, Column ref) {
    return rows(
        rows,
        Tables.CONVERSION,
        lit(kind),
        unix_micros(col("occurred_at")),
        asksAt,
        col("conversion_id"),
        ref,
        col("value").multiply(lit(Gate.MONEY_SCALE)).cast("bigint"),
        lit(null),
        lit(null),
        lit(false));
  }

  private Dataset<Row> contacts() {
    Column at = unix_micros(col("occurred_at"));
    Column kind =
        when(col("topic").equalTo(Gate.HELD_OUT_TOPIC), lit(Gate.HELD_OUT))
            .when(col("direction").equalTo("inbound"), lit(Gate.INBOUND))
            .otherwise(lit(Gate.OUTBOUND));
    return rows(
        known(Tables.CONTACT),
        Tables.CONTACT,
        kind,
        at,
        at,
        col("contact_id"),
        lit(0L),
        lit(0L),
        col("contact_channel"),
        col("topic"),
        lit(false));
  }

  /** A state says what holds until the next one; it is asked for when it is used, at as_of. */
  private Dataset<Row> profiles() {
    return rows(
        known(Tables.CUSTOMER),
        Tables.CUSTOMER,
        lit(Gate.PROFILE),
        unix_micros(col("customer_since")),
        lit(clocks.asOfMicros()),
        col("known"),
        coalesce(unix_micros(col("customer_until")), lit(Long.MAX_VALUE)),
        coalesce(col("birth_year"), lit(0)).cast("bigint"),
        col("region"),
        channels(),
        lit(false));
  }

  private static Column channels() {
    Column preferred = col("preferred_channels");
    Column declined = col("declined_channels");
    return when(
        preferred.isNotNull().or(declined.isNotNull()),
        concat_ws(";", coalesce(preferred, lit("")), coalesce(declined, lit(""))));
  }

  private static Dataset<Row> rows(
      Dataset<Row> rows,
      PersonTable table,
      Column kind,
      Column at,
      Column asksAt,
      Column id,
      Column ref,
      Column number,
      Column text,
      Column topic,
      Column isBot) {
    return rows.select(
        columns(table, kind, at, asksAt, id, ref, number, text, topic, isBot)
            .toArray(Column[]::new));
  }

  private static List<Column> columns(
      PersonTable table,
      Column kind,
      Column at,
      Column asksAt,
      Column id,
      Column ref,
      Column number,
      Column text,
      Column topic,
      Column isBot) {
    return List.of(
        col("subject_id"),
        at.as("at"),
        col("known"),
        kind.as("kind"),
        id.as("id"),
        ref.as("ref"),
        number.as("number"),
        text.cast("string").as("text"),
        topic.cast("string").as("topic"),
        lit(table.name()).as("table_name"),
        isBot.as("is_bot"),
        asksAt.as("asks_at"));
  }
}
