package org.optika.spark.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.optika.spark.ingest.RawWorld.ORDERS_HEADER;
import static org.optika.spark.ingest.RawWorld.write;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.optika.spark.LocalSpark;
import org.optika.spark.table.Lake;
import org.optika.spark.table.Table;
import org.optika.spark.table.Tables;

@ExtendWith(LocalSpark.class)
class IngestTest {
  @TempDir private Path folder;

  @Test
  void rows_of_every_kind_and_format_arrive_in_their_tables(SparkSession spark) throws IOException {
    Path raw = folder.resolve("raw");
    write(
        raw,
        "banner/a.jsonl",
        """
        {"id":"b1","event":"save","device_id":"d-1","ts":"2026-03-01T10:00:00.000001Z","received_at":"2026-03-01T10:00:05Z","shop":"NL","version":2,"statistics":true,"marketing":false}
        {"id":"b2","event":"gpc","device_id":"d-1","ts":"2026-03-02T10:00:00Z","received_at":"2026-03-02T10:00:05Z","shop":"NL","version":2,"user_agent":"GoodBot/1"}
        """);
    RawWorld.writeParquet(
        raw,
        "web/a.parquet",
        spark.sql(
            "select 't1' event_id, cast(null as string) email, 'd-1' device_id,"
                + " timestamp'2026-03-01 11:00:00' ts, timestamp'2026-03-01 11:00:01' received_at,"
                + " 'google' source, 'cpc' medium, 'brand' campaign, 'Browser' user_agent"));
    write(
        raw,
        "orders/a.csv",
        ORDERS_HEADER
            + "o1,order,,,d-1,10.00,GBP,2026-03-01T12:00:00Z,2026-03-01T12:00:01Z\n"
            + "r1,refund,o1,,d-1,-2.50,GBP,2026-03-03T12:00:00Z,2026-03-03T12:00:01Z\n");
    write(
        raw,
        "contacts/a.csv",
        "id,email,direction,channel,topic,experiment,propensity,at,received_at\n"
            + "c1,ann@example.org,inbound,phone,complaint,,,2026-03-01T12:00:00Z,2026-03-02T12:00:00Z\n"
            + "c2,ann@example.org,outbound,none,none,spring,0.25,2026-03-02T12:00:00Z,2026-03-02T12:00:01Z\n");
    write(
        raw,
        "customers/a.csv",
        "email,since,until,birth_year,preferred,declined\n"
            + "ann@example.org,2020-01-01T00:00:00Z,,1980,,\n"
            + "ann@example.org,2020-01-01T00:00:00Z,,1980,email|app,phone\n");
    write(
        raw,
        "costs/a.csv",
        "date,source,medium,campaign,cost,currency\n2026-03-01,google,cpc,brand,5,EUR\n");
    Lake lake = Lake.open(spark, folder.resolve("lake").toString(), 2);

    List<FileOutcome> outcomes = Ingest.run(lake, RawWorld.sources(), RawWorld.context(raw));

    assertThat(outcomes)
        .extracting(FileOutcome::file, FileOutcome::rowsIn, FileOutcome::accepted)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("banner/a.jsonl", 2L, 2L),
            org.assertj.core.groups.Tuple.tuple("web/a.parquet", 1L, 1L),
            org.assertj.core.groups.Tuple.tuple("orders/a.csv", 2L, 2L),
            org.assertj.core.groups.Tuple.tuple("contacts/a.csv", 2L, 2L),
            org.assertj.core.groups.Tuple.tuple("customers/a.csv", 2L, 2L),
            org.assertj.core.groups.Tuple.tuple("costs/a.csv", 1L, 1L));
    assertThat(
            rows(
                lake,
                Tables.CONSENT_EVENT,
                "purpose",
                "action",
                "method",
                "cast(event_time as string)",
                "all_off",
                "is_bot",
                "source_event_id"))
        .containsExactlyInAnyOrder(
            "[measurement,given,save,2026-03-01 10:00:00.000001,false,false,b1]",
            "[attribution,refused,save,2026-03-01 10:00:00.000001,false,false,b1]",
            "[attribution,refused,gpc,2026-03-02 10:00:00,false,true,b2]");
    assertThat(rows(lake, Tables.TOUCHPOINT, "channel", "cast(occurred_at as string)", "is_bot"))
        .containsExactly("[2,2026-03-01 11:00:00,false]");
    assertThat(
            rows(lake, Tables.CONVERSION, "kind", "value", "original_value", "refund_of is null"))
        .containsExactlyInAnyOrder("[order,12.0000,10.0000,true]", "[refund,3.0000,2.5000,false]");
    assertThat(
            rows(
                lake,
                Tables.CONTACT,
                "cast(slice as string)",
                "cast(occurred_at as string)",
                "direction",
                "contact_channel",
                "topic",
                "experiment",
                "propensity",
                "cast(ingested_time as string)"))
        .containsExactlyInAnyOrder(
            "[2026-03-01,2026-03-01 12:00:00,inbound,phone,complaint,null,null,2026-03-02 12:00:00]",
            "[2026-03-01,2026-03-02 12:00:00,outbound,none,none,spring,0.25,2026-03-02 12:00:01]");
    assertThat(
            rows(
                lake,
                Tables.CUSTOMER,
                "cast(customer_since as string)",
                "birth_year",
                "preferred_channels",
                "declined_channels"))
        .containsExactlyInAnyOrder(
            "[2020-01-01 00:00:00,1980,null,null]", "[2020-01-01 00:00:00,1980,app|email,phone]");
    assertThat(rows(lake, Tables.CHANNEL_COST, "cast(cost_date as string)", "channel", "cost"))
        .containsExactly("[2026-03-01,2,5.0000]");
    assertThat(rows(lake, Tables.CAMPAIGN, "name")).containsExactly("[brand]");
    assertThat(rows(lake, Tables.SUBJECT_TABLE, "subject_key_type", "key_epoch"))
        .containsExactlyInAnyOrder("[device,1]", "[email,1]");
    assertThat(rows(lake, Tables.QUARANTINE, "*")).isEmpty();
  }

  @Test
  void a_customer_with_a_channel_that_is_no_id_is_in_quarantine(SparkSession spark)
      throws IOException {
    Path raw = folder.resolve("raw");
    write(
        raw,
        "customers/a.csv",
        "email,since,until,birth_year,preferred,declined\n"
            + "ann@example.org,2020-01-01T00:00:00Z,,1980,email,\n"
            + "bob@example.org,2020-01-01T00:00:00Z,,1980,E-Mail|app,\n"
            + "eve@example.org,2020-01-01T00:00:00Z,,1980,email,phone|email\n");
    Lake lake = Lake.open(spark, folder.resolve("lake").toString(), 2);

    Ingest.run(lake, List.of(RawWorld.customers()), RawWorld.context(raw));

    assertThat(rows(lake, Tables.CUSTOMER, "preferred_channels")).containsExactly("[email]");
    assertThat(rows(lake, Tables.QUARANTINE, "file", "file_row", "column", "expected", "got"))
        .containsExactlyInAnyOrder(
            "[customers/a.csv,2,preferred,lower-case ids with '|' between them: a letter, then letters, digits, '-' and '_',x-xxxx|xxx]",
            "[customers/a.csv,3,declined,channels that are not preferred as well,xxxxx|xxxxx]");
  }

  private static List<String> rows(Lake lake, Table table, String... columns) {
    Dataset<Row> all =
        lake.spark().read().format("delta").load(lake.location(table)).selectExpr(columns);
    return all.collectAsList().stream().map(Row::toString).toList();
  }
}
