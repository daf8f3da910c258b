package org.optika.spark.ingest;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.optika.spark.ingest.RawWorld.ORDERS_HEADER;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.optika.spark.LocalSpark;
import org.optika.spark.table.Lake;
import org.optika.spark.table.Tables;

/** One file for each way in which input can be broken, all in one ingest. */
@ExtendWith(LocalSpark.class)
class BrokenInputTest {
  private static final String GOOD =
      "g%d,order,,,d-%d,1.00,EUR,2026-03-01T12:00:00Z,2026-03-01T12:00:01Z\n";
  private static final String SHOWN =
      "{\"id\":\"%s\",\"event\":\"shown\",\"device_id\":\"d-1\",\"ts\":\"2026-03-01T10:00:00Z\","
          + "\"received_at\":\"2026-03-01T10:00:05Z\",\"shop\":\"NL\"}\n";
  private static final int PARQUET_ROWS = 4_000;

  private static int goodRows;

  /**
   * @param faults quarantined rows as {@code row:column}
   */
  private record Kind(
      String name, String file, byte[] content, long rows, long accepted, List<String> faults) {
    @Override
    public String toString() {
      return name;
    }
  }

  /** An order that nothing is wrong with and that no other file holds. */
  private static String good() {
    goodRows++;
    return GOOD.formatted(goodRows, goodRows);
  }

  /** A bad order between two good ones. */
  private static Kind order(String name, String column, String badRow) {
    return order(name, column, badRow.getBytes(UTF_8));
  }

  private static Kind order(String name, String column, byte[] badRow) {
    byte[] content =
        join((ORDERS_HEADER + good()).getBytes(UTF_8), badRow, ("\n" + good()).getBytes(UTF_8));
    return new Kind(name, csv(name), content, 3, 2, List.of("2:" + column));
  }

  /** A file of orders that is refused as a whole. */
  private static Kind refusedFile(String name, String column, long rows, byte[] content) {
    return new Kind(name, csv(name), content, rows, 0, List.of("0:" + column));
  }

  private static Kind banner(String name, String column, byte[] badLine) {
    byte[] content =
        join(
            SHOWN.formatted(name + "-1").getBytes(UTF_8),
            badLine,
            ("\n" + SHOWN.formatted(name + "-2")).getBytes(UTF_8));
    return new Kind(name, "banner/" + file(name) + ".jsonl", content, 3, 2, List.of("2:" + column));
  }

  private static String file(String name) {
    return name.replace(' ', '-');
  }

  private static String csv(String name) {
    return "orders/" + file(name) + ".csv";
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    Arrays.stream(parts).forEach(all::writeBytes);
    return all.toByteArray();
  }

  private static byte[] gzip(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(UTF_8));
    } catch (IOException impossible) {
      throw new AssertionError(impossible);
    }
    return bytes.toByteArray();
  }

  private static final List<Kind> KINDS = kinds();

  private static List<Kind> kinds() {
    List<Kind> kinds = new ArrayList<>();
    String rest = ",,,d-x,1.00,EUR,2026-03-01T12:00:00Z,2026-03-01T12:00:01Z";
    kinds.add(
        order(
            "wrong type",
            "amount",
            "b,order,,,d,cheap,EUR,2026-03-01T12:00:00Z,2026-03-01T12:00:01Z"));
    kinds.add(
        order(
            "not a number",
            "amount",
            "b,order,,,d,NaN,EUR,2026-03-01T12:00:00Z,2026-03-01T12:00:01Z"));
    kinds.add(
        order(
            "infinite amount",
            "amount",
            "b,order,,,d,1e400,EUR,2026-03-01T12:00:00Z,2026-03-01T12:00:01Z"));
    kinds.add(
        order(
            "negative amount",
            "amount",
            "b,order,,,d,-1.00,EUR,2026-03-01T12:00:00Z,2026-03-01T12:00:01Z"));
    kinds.add(
        order("bad time", "ordered_at", "b,order,,,d,1.00,EUR,yesterday,2026-03-01T12:00:01Z"));
    kinds.add(
        order(
            "impossible date",
            "ordered_at",
            "b,order,,,d,1.00,EUR,2026-02-30T12:00:00Z,2026-03-01T12:00:01Z"));
    kinds.add(
        order(
            "future date",
            "ordered_at",
            "b,order,,,d,1.00,EUR,2027-03-01T12:00:00Z,2026-03-01T12:00:01Z"));
    kinds.add(
        order(
            "received in the future",
            "received_at",
            "b,order,,,d,1.00,EUR,2026-03-01T12:00:00Z,2027-03-01T12:00:01Z"));
    kinds.add(order("missing value", "received_at", "b,order,,,d,1.00,EUR,2026-03-01T12:00:00Z,"));
    kinds.add(
        order(
            "unknown currency",
            "currency",
            "b,order,,,d,1.00,XYZ,2026-03-01T12:00:00Z,2026-03-01T12:00:01Z"));
    kinds.add(
        order(
            "currency without a rate yet",
            "currency",
            "b,order,,,d,1.00,GBP,2025-03-01T12:00:00Z,2026-03-01T12:00:01Z"));
    kinds.add(order("unknown kind of order", "kind", "b,gift" + rest));
    kinds.add(order("refund without order", "refund_of", "b,refund" + rest));
    kinds.add(
        order(
            "empty identifier",
            "email",
            "b,order,,,,1.00,EUR,2026-03-01T12:00:00Z,2026-03-01T12:00:01Z"));
    kinds.add(
        order(
            "zeroed device id",
            "email",
            "b,order,,,00000000-0000-0000-0000-000000000000,1.00,EUR,2026-03-01T12:00:00Z,2026-03-01T12:00:01Z"));
    kinds.add(
        order(
            "no e-mail address",
            "email",
            "b,order,,ann.example.org,,1.00,EUR,2026-03-01T12:00:00Z,2026-03-01T12:00:01Z"));
    kinds.add(order("wrong field count", "*", "b,order,,,d,1.00"));
    kinds.add(
        order(
            "huge field",
            "device_id",
            "b,order,,,"
                + "d".repeat(70_000)
                + ",1.00,EUR,2026-03-01T12:00:00Z,2026-03-01T12:00:01Z"));
    kinds.add(order("huge row", "*", "b".repeat(3 << 20)));
    kinds.add(order("stray quote", "order_id", "\"b,order" + rest));
    kinds.add(order("text after a quote", "order_id", "\"b\"b,order" + rest));
    kinds.add(
        order(
            "not UTF-8",
            "device_id",
            ("b,order,,,d\u00e9,1.00,EUR,2026-03-01T12:00:00Z,2026-03-01T12:00:01Z")
                .getBytes(ISO_8859_1)));
    kinds.add(order("control characters", "*", new byte[] {0, 1, 2, 3, 4, 5}));
    kinds.add(
        refusedFile(
            "missing column",
            "currency",
            2,
            (ORDERS_HEADER.replace("currency", "money") + good() + good()).getBytes(UTF_8)));
    kinds.add(
        refusedFile(
            "duplicate header",
            "amount",
            1,
            (ORDERS_HEADER.replace("currency", "amount") + good()).getBytes(UTF_8)));
    kinds.add(refusedFile("no header", "*", 1, (good() + good()).getBytes(UTF_8)));
    kinds.add(refusedFile("UTF-16", "*", 1, (ORDERS_HEADER + "x").getBytes(UTF_16)));
    kinds.add(new Kind("empty file", csv("empty file"), new byte[0], 0, 0, List.of()));
    kinds.add(
        new Kind(
            "header only", csv("header only"), ORDERS_HEADER.getBytes(UTF_8), 0, 0, List.of()));
    kinds.add(
        new Kind(
            "byte order mark and CRLF",
            csv("bom"),
            ("\uFEFF" + ORDERS_HEADER + good() + "\n" + good())
                .replace("\n", "\r\n")
                .getBytes(UTF_8),
            2,
            2,
            List.of()));
    kinds.add(
        new Kind(
            "no line end",
            csv("no line end"),
            (ORDERS_HEADER + good().strip()).getBytes(UTF_8),
            1,
            1,
            List.of()));
    kinds.add(
        new Kind(
            "whole gzip", "orders/whole.csv.gz", gzip(ORDERS_HEADER + good()), 1, 1, List.of()));
    byte[] gzip = gzip(ORDERS_HEADER + good());
    kinds.add(
        new Kind(
            "truncated gzip",
            "orders/cut.csv.gz",
            Arrays.copyOf(gzip, gzip.length - 12),
            1,
            0,
            List.of("0:*")));
    kinds.add(
        banner(
            "unknown status",
            "event",
            SHOWN.formatted("x").replace("shown", "applauded").strip().getBytes(UTF_8)));
    kinds.add(banner("truncated JSON", "*", "{\"id\":\"x\",\"event\":".getBytes(UTF_8)));
    kinds.add(banner("not an object", "*", "[1, 2]".getBytes(UTF_8)));
    kinds.add(banner("two objects", "*", "{} {}".getBytes(UTF_8)));
    kinds.add(
        banner(
            "key twice",
            "*",
            SHOWN.formatted("x").replace("{", "{\"id\":\"y\",").strip().getBytes(UTF_8)));
    kinds.add(
        banner(
            "object for a value",
            "event",
            SHOWN.formatted("x").replace("\"shown\"", "{\"a\":1}").strip().getBytes(UTF_8)));
    kinds.add(
        banner(
            "half a character",
            "device_id",
            SHOWN.formatted("x").replace("d-1", "d\\ud800").strip().getBytes(UTF_8)));
    kinds.add(
        banner("line not UTF-8", "*", SHOWN.formatted("\u00e9").strip().getBytes(ISO_8859_1)));
    kinds.add(
        banner(
            "choice missing",
            "statistics",
            SHOWN.formatted("x").replace("shown", "save").strip().getBytes(UTF_8)));
    kinds.add(
        banner(
            "choice not understood",
            "statistics",
            SHOWN
                .formatted("x")
                .replace("\"shown\"", "\"save\",\"statistics\":\"maybe\",\"marketing\":true")
                .strip()
                .getBytes(UTF_8)));
    kinds.add(parquet("whole Parquet", PARQUET_ROWS, List.of()));
    kinds.add(parquet("truncated Parquet", 1, List.of("0:*")));
    kinds.add(parquet("no Parquet", 1, List.of("0:*")));
    kinds.add(parquet("empty Parquet", 1, List.of("0:*")));
    kinds.add(parquet("corrupt page", PARQUET_ROWS, List.of("0:*")));
    kinds.add(parquet("Parquet without a column", 1, List.of("0:event_id")));
    kinds.add(parquet("Parquet with a wrong type", 1, List.of("0:ts")));
    kinds.add(parquet("Parquet with a list", 1, List.of("0:source")));
    return kinds;
  }

  /** Parquet is written by Spark, so the bytes come later. */
  private static Kind parquet(String name, long rows, List<String> faults) {
    return new Kind(
        name, "web/" + file(name) + ".parquet", null, rows, faults.isEmpty() ? rows : 0, faults);
  }

  static Stream<Kind> everyKind() {
    return KINDS.stream();
  }

  @TempDir private static Path folder;
  private static final Map<String, FileOutcome> OUTCOMES = new HashMap<>();
  private static final Map<String, List<String>> FAULTS = new TreeMap<>();
  private static long stored;

  @BeforeAll
  static void ingest_all_of_them(SparkSession spark) throws IOException {
    Path raw = folder.resolve("raw");
    for (Kind kind : KINDS) {
      if (kind.content() != null) {
        RawWorld.write(raw, kind.file(), kind.content());
      }
    }
    writeParquet(spark, raw);
    Lake lake = Lake.open(spark, folder.resolve("lake").toString(), 2);

    Ingest.run(lake, RawWorld.sources(), RawWorld.context(raw))
        .forEach(outcome -> OUTCOMES.put(outcome.file(), outcome));

    for (Row row :
        lake.read(Tables.QUARANTINE).select("file", "file_row", "column").collectAsList()) {
      FAULTS
          .computeIfAbsent(row.getString(0), file -> new ArrayList<>())
          .add(row.getLong(1) + ":" + row.getString(2));
    }
    stored = spark.read().format("delta").load(lake.location(Tables.CONVERSION)).count();
  }

  private static void writeParquet(SparkSession spark, Path raw) throws IOException {
    String columns =
        "concat('%s', id) event_id, cast(null as string) email, concat('d-', id) device_id,"
            + " timestamp'2026-03-01 11:00:00' ts, timestamp'2026-03-01 11:00:01' received_at,"
            + " 'google' source, 'cpc' medium, sha2(cast(id as string), 256) campaign,"
            + " 'Browser' user_agent";
    String range = " from range(" + PARQUET_ROWS + ")";
    for (String name : List.of("whole Parquet", "truncated Parquet", "corrupt page")) {
      RawWorld.writeParquet(
          raw,
          "web/" + file(name) + ".parquet",
          spark.sql("select " + columns.formatted(file(name)) + range));
    }
    Path truncated = raw.resolve("web/truncated-Parquet.parquet");
    byte[] bytes = Files.readAllBytes(truncated);
    Files.write(truncated, Arrays.copyOf(bytes, bytes.length / 2));
    Path corrupt = raw.resolve("web/corrupt-page.parquet");
    bytes = Files.readAllBytes(corrupt);
    Random random = new Random(7);
    for (int i = bytes.length / 2; i < bytes.length / 2 + 400; i++) {
      bytes[i] = (byte) random.nextInt();
    }
    Files.write(corrupt, bytes);
    RawWorld.write(raw, "web/no-Parquet.parquet", "PAR1 is what it says, PAR1");
    RawWorld.write(raw, "web/empty-Parquet.parquet", new byte[0]);
    String one = " from range(1)";
    RawWorld.writeParquet(
        raw,
        "web/Parquet-without-a-column.parquet",
        spark.sql("select " + columns.formatted("x").replace("event_id", "id") + one));
    RawWorld.writeParquet(
        raw,
        "web/Parquet-with-a-wrong-type.parquet",
        spark.sql(
            "select "
                + columns.formatted("y").replace("timestamp'2026-03-01 11:00:00'", "true")
                + one));
    RawWorld.writeParquet(
        raw,
        "web/Parquet-with-a-list.parquet",
        spark.sql("select " + columns.formatted("z").replace("'google'", "array('google')") + one));
  }

  @ParameterizedTest
  @MethodSource("everyKind")
  void bad_rows_are_in_quarantine_and_good_ones_are_not_lost(Kind kind) {
    FileOutcome outcome = OUTCOMES.get(kind.file());

    assertThat(FAULTS.getOrDefault(kind.file(), List.of()))
        .containsExactlyInAnyOrderElementsOf(kind.faults());
    assertThat(outcome.rowsIn()).isEqualTo(kind.rows());
    assertThat(outcome.accepted()).isEqualTo(kind.accepted());
    assertThat(outcome.duplicates()).isZero();
    assertThat(outcome.quarantined()).isEqualTo(kind.rows() - kind.accepted());
  }

  @Test
  void exactly_the_good_orders_are_stored() {
    assertThat(stored)
        .isEqualTo(
            KINDS.stream()
                .filter(kind -> kind.file().startsWith("orders/"))
                .mapToLong(Kind::accepted)
                .sum());
  }
}
