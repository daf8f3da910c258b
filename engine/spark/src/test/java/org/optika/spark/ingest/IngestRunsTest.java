package org.optika.spark.ingest;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.optika.spark.ingest.RawWorld.ORDERS_HEADER;
import static org.optika.spark.ingest.RawWorld.write;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.optika.core.ingest.Pseudonym;
import org.optika.core.ingest.Pseudonymiser;
import org.optika.core.ingest.SourceSpec;
import org.optika.spark.LocalSpark;
import org.optika.spark.table.Lake;
import org.optika.spark.table.Table;
import org.optika.spark.table.Tables;

/** Runs that are repeated, stopped, made at once, or given what must not come out again. */
@ExtendWith(LocalSpark.class)
class IngestRunsTest {
  private static final String EMAIL = "Canary.Bird@Example.org";
  private static final String DEVICE = "canary-device-4711";

  private static final List<SourceSpec> SOURCES =
      List.of(RawWorld.banner(), RawWorld.orders(), RawWorld.costs());

  private static final String[] RECEIVED_BY_RUN = {"ingested_time", "recorded_time"};
  private static final String[] NOTHING = {};

  @TempDir private Path folder;

  private Path raw() throws IOException {
    Path raw = folder.resolve("raw");
    String order = "%s,order,,%s,%s,1.00,EUR,2026-03-01T12:00:00Z,2026-03-01T12:00:01Z\n";
    write(
        raw,
        "orders/a.csv",
        ORDERS_HEADER
            + order.formatted("o1", EMAIL, "")
            + order.formatted("o2", "", DEVICE)
            + order.formatted("o2", "", DEVICE)
            + order.formatted("o3", "", EMAIL + "," + DEVICE)
            // One day and one second after the first run's clock.
            + order.formatted("late", "", DEVICE).replace("2026-03-01", "2026-04-02"));
    write(
        raw,
        "orders/b.csv",
        ORDERS_HEADER + order.formatted("o1", EMAIL, "") + order.formatted("o4", EMAIL, ""));
    write(
        raw,
        "banner/a.jsonl",
        """
        {"id":"b1","event":"save","device_id":"%s","ts":"2026-03-01T10:00:00Z","received_at":"2026-03-01T10:00:05Z","shop":"NL","statistics":true,"marketing":false}
        {"id":"b2","event":"%s","device_id":"%s","ts":"2026-03-01T10:00:00Z","received_at":"2026-03-01T10:00:05Z","shop":"NL"}
        """
            .formatted(DEVICE, EMAIL, DEVICE));
    write(
        raw,
        "costs/a.csv",
        "date,source,medium,campaign,cost,currency\n2026-03-01,google,cpc,brand,5,EUR\n");
    return raw;
  }

  private Lake lake(SparkSession spark, String name) {
    return Lake.open(spark, folder.resolve(name).toString(), 2);
  }

  @Test
  void the_same_input_twice_adds_nothing(SparkSession spark) throws IOException {
    Path raw = raw();
    List<FileOutcome> first = Ingest.run(lake(spark, "lake"), SOURCES, RawWorld.context(raw));
    Map<String, List<String>> before = contents(spark, "lake", SOURCES);
    write(raw, "orders/copy.csv", Files.readAllBytes(raw.resolve("orders/a.csv")));
    List<String> lines = new ArrayList<>();
    IngestContext context = RawWorld.context(raw);

    List<FileOutcome> second =
        Ingest.run(
            lake(spark, "lake"),
            SOURCES,
            new IngestContext(
                context.rawRoot(), context.key(), context.rules(), "run-2", lines::add));

    assertThat(first)
        .extracting(FileOutcome::file, FileOutcome::accepted, FileOutcome::duplicates)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("banner/a.jsonl", 1L, 0L),
            org.assertj.core.groups.Tuple.tuple("orders/a.csv", 2L, 1L),
            org.assertj.core.groups.Tuple.tuple("orders/b.csv", 1L, 1L),
            org.assertj.core.groups.Tuple.tuple("costs/a.csv", 1L, 0L));
    assertThat(second).isEmpty();
    assertThat(lines).contains("orders/copy.csv: read before, skipped");
    assertThat(contents(spark, "lake", SOURCES)).isEqualTo(before);
  }

  @Test
  void a_run_that_is_stopped_after_any_append_is_finished_by_the_next(SparkSession spark)
      throws IOException {
    stopAfterEach(
        spark,
        List.of(RawWorld.orders()),
        List.of(Tables.SUBJECT_TABLE, Tables.CONVERSION, Tables.QUARANTINE));
  }

  @Test
  @Tag("slow")
  @Tag("ingest-kill")
  void a_run_of_all_kinds_that_is_stopped_after_any_append_is_finished_by_the_next(
      SparkSession spark) throws IOException {
    stopAfterEach(
        spark,
        SOURCES,
        List.of(
            Tables.SUBJECT_TABLE,
            Tables.CAMPAIGN,
            Tables.CONSENT_EVENT,
            Tables.CONVERSION,
            Tables.CHANNEL_COST,
            Tables.QUARANTINE));
  }

  private void stopAfterEach(SparkSession spark, List<SourceSpec> sources, List<Table> appends)
      throws IOException {
    Path raw = raw();
    // The clock goes on: what was refused as future must stay refused, or it would count twice.
    IngestContext later = RawWorld.context(raw, "2026-04-03T00:00:00Z");
    Ingest.run(lake(spark, "undisturbed"), sources, RawWorld.context(raw));

    for (Table last : appends) {
      stop(spark, sources, RawWorld.context(raw), last);
    }
    List<FileOutcome> outcomes = Ingest.run(lake(spark, "lake"), sources, later);

    assertThat(outcomes).allSatisfy(IngestRunsTest::sumsUp);
    assertThat(contents(spark, "lake", sources)).isEqualTo(contents(spark, "undisturbed", sources));
  }

  private void stop(
      SparkSession spark, List<SourceSpec> sources, IngestContext context, Table last) {
    assertThatThrownBy(
            () ->
                Ingest.run(
                    lake(spark, "lake"),
                    sources,
                    context,
                    Pseudonymiser::keyed,
                    table -> {
                      if (table.equals(last)) {
                        throw new IllegalStateException("stopped after " + table.name());
                      }
                    }))
        .hasMessage("stopped after " + last.name());
  }

  @Test
  void two_runs_at_once_add_each_row_once(SparkSession spark) throws Exception {
    Path raw = raw();
    List<SourceSpec> sources = List.of(RawWorld.orders());
    Ingest.run(lake(spark, "alone"), sources, RawWorld.context(raw));
    Callable<List<FileOutcome>> run =
        () -> Ingest.run(lake(spark.newSession(), "lake"), sources, RawWorld.context(raw));
    ExecutorService threads = Executors.newFixedThreadPool(2);

    List<Future<List<FileOutcome>>> both = threads.invokeAll(List.of(run, run));
    threads.shutdown();

    assertThat(both.get(0).get()).allSatisfy(IngestRunsTest::sumsUp);
    assertThat(both.get(1).get()).allSatisfy(IngestRunsTest::sumsUp);
    assertThat(contents(spark, "lake", sources)).isEqualTo(contents(spark, "alone", sources));
  }

  private static void sumsUp(FileOutcome file) {
    assertThat(file.accepted() + file.duplicates() + file.quarantined()).isEqualTo(file.rowsIn());
  }

  @Test
  void a_file_that_is_written_while_it_is_read_stops_the_run(SparkSession spark)
      throws IOException {
    Path raw = raw();
    Path file = raw.resolve("orders/a.csv");
    FileTime listed = Files.getLastModifiedTime(file);
    List<SourceSpec> sources = List.of(RawWorld.orders());

    // Between the first reading, which names the subjects, and the second: as long as before.
    assertThatThrownBy(
            () ->
                Ingest.run(
                    lake(spark, "lake"),
                    sources,
                    RawWorld.context(raw),
                    Pseudonymiser::keyed,
                    table -> touch(file, listed.toMillis() + 5_000)))
        .rootCause()
        .hasMessage("the file has changed since it was listed");

    assertThat(
            Files.exists(
                folder.resolve("lake/ingest_outcome/_delta_log/00000000000000000001.json")))
        .as("nothing counts as done")
        .isFalse();
  }

  private static void touch(Path file, long millis) {
    try {
      Files.setLastModifiedTime(file, FileTime.fromMillis(millis));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  @Test
  void no_identifier_is_in_any_byte_of_the_lake_or_in_a_line_of_progress(SparkSession spark)
      throws IOException {
    SparkSession uncompressed = spark.newSession();
    uncompressed.conf().set("spark.sql.parquet.compression.codec", "uncompressed");
    IngestContext context = RawWorld.context(raw());
    StringBuilder progress = new StringBuilder();

    Ingest.run(
        lake(uncompressed, "lake"),
        SOURCES,
        new IngestContext(
            context.rawRoot(), context.key(), context.rules(), "run-1", progress::append));

    assertThat(filesWith("save")).as("the scan finds what is there").isNotEmpty();
    for (String canary : List.of(EMAIL, EMAIL.toLowerCase(Locale.ROOT), DEVICE)) {
      assertThat(filesWith(canary)).isEmpty();
      assertThat(progress.toString()).doesNotContain(canary);
    }
  }

  private List<Path> filesWith(String text) throws IOException {
    List<Path> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder.resolve("lake"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String bytes = new String(Files.readAllBytes(file), ISO_8859_1);
        if (bytes.contains(new String(text.getBytes(UTF_8), ISO_8859_1))) {
          found.add(file);
        }
      }
    }
    return found;
  }

  @Test
  void a_subject_id_that_belongs_to_another_identifier_is_refused(SparkSession spark)
      throws IOException {
    Path raw = folder.resolve("raw");
    StringBuilder orders = new StringBuilder(ORDERS_HEADER);
    for (int i = 0; i < 20; i++) {
      orders.append(
          "o%d,order,,,device-%d,1.00,EUR,2026-03-01T12:00:00Z,2026-03-01T12:00:01Z\n"
              .formatted(i, i));
    }
    write(raw, "orders/a.csv", orders.toString());
    Pseudonymisers threeBits =
        key -> {
          Pseudonymiser full = Pseudonymiser.keyed(key);
          return (type, identifier) -> {
            Pseudonym pseudonym = full.of(type, identifier);
            return new Pseudonym(
                pseudonym.subjectId() >>> 60,
                ByteBuffer.wrap(pseudonym.hash(), 8, 8).getLong(),
                pseudonym.hash(),
                type);
          };
        };
    Lake lake = lake(spark, "lake");

    List<FileOutcome> outcomes =
        Ingest.run(lake, List.of(RawWorld.orders()), RawWorld.context(raw), threeBits, table -> {});

    long subjects = lake.read(Tables.SUBJECT_TABLE).count();
    assertThat(subjects).isBetween(2L, 8L);
    assertThat(outcomes)
        .singleElement()
        .satisfies(
            file -> {
              assertThat(file.accepted()).isEqualTo(subjects);
              assertThat(file.quarantined()).isEqualTo(20 - subjects);
            });
    assertThat(
            lake.read(Tables.QUARANTINE)
                .select("column", "got")
                .distinct()
                .collectAsList()
                .toString())
        .isEqualTo("[[identifier,subject id collision]]");
  }

  @Test
  void a_source_that_cannot_be_used_is_told_before_anything_is_read(SparkSession spark) {
    IngestContext context = RawWorld.context(folder.resolve("raw"));

    assertThatThrownBy(
            () ->
                Ingest.run(
                    lake(spark, "lake"), List.of(RawWorld.orders(), RawWorld.orders()), context))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("source 'orders' stands twice");
  }

  /** Rows of every table as text, without what tells runs apart. */
  private Map<String, List<String>> contents(
      SparkSession spark, String lake, List<SourceSpec> sources) {
    List<Table> tables =
        new ArrayList<>(
            List.of(
                Tables.SUBJECT_TABLE, Tables.CHANNEL, Tables.QUARANTINE, Tables.INGEST_OUTCOME));
    sources.forEach(source -> tables.add(SilverShape.of(source.kind()).table()));
    Map<String, List<String>> contents = new TreeMap<>();
    for (Table table : tables) {
      List<Row> rows =
          spark
              .read()
              .format("delta")
              .load(folder.resolve(lake).resolve(table.name()).toString())
              .drop("run_id", "ingested_at")
              .drop(table.equals(Tables.CHANNEL_COST) ? RECEIVED_BY_RUN : NOTHING)
              .collectAsList();
      contents.put(table.name(), rows.stream().map(Row::toString).sorted().toList());
    }
    return contents;
  }
}
