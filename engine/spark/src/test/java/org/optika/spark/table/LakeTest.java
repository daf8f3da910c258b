package org.optika.spark.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.optika.spark.table.Rows.day;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.optika.spark.LocalSpark;

@ExtendWith(LocalSpark.class)
class LakeTest {
  private static final int BUCKETS = 3;
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path root;
  private Lake lake;

  @BeforeEach
  void open(SparkSession spark) {
    lake = Lake.open(spark, root.toString(), BUCKETS);
  }

  private static Rows touches() {
    return Rows.of(Tables.TOUCHPOINT, "subject_id", "touchpoint_id", "occurred_at");
  }

  @Test
  void rows_appended_again_are_not_stored_again(SparkSession spark) {
    lake.appendNew(Tables.TOUCHPOINT, touches().row(1, 10, day(1)).row(2, 20, day(40)).on(spark));

    lake.appendNew(
        Tables.TOUCHPOINT,
        touches().row(1, 10, day(1)).row(2, 20, day(40)).row(1, 11, day(2)).on(spark));

    assertThat(Rows.texts(lake.readForGate(Tables.TOUCHPOINT), "subject_id", "touchpoint_id"))
        .containsExactly("1 10", "1 11", "2 20");
    assertThat(lake.rowsWritten()).containsExactlyEntriesOf(Map.of("touchpoint", 3L));
  }

  @Test
  void files_tell_by_their_statistics_which_may_hold_later_times(SparkSession spark) {
    Rows rows =
        Rows.of(Tables.TOUCHPOINT, "subject_id", "occurred_at", "recorded_time", "ingested_time");
    lake.append(Tables.TOUCHPOINT, rows.row(1, day(1), day(2), day(3)).on(spark));
    lake.append(
        Tables.TOUCHPOINT,
        Rows.of(Tables.TOUCHPOINT, "subject_id", "occurred_at", "recorded_time", "ingested_time")
            .row(1, day(1), day(9), day(4))
            .on(spark));

    TableFiles files = lake.filesForGate(Tables.TOUCHPOINT);

    assertThat(files.names()).hasSize(2);
    assertThat(Rows.texts(files.rows(), "recorded_time")).hasSize(2);
    List<String> known = List.of("recorded_time", "ingested_time");
    assertThat(files.namesLaterThan(Rows.dayMicros(2), known)).isEqualTo(files.names());
    assertThat(files.namesLaterThan(Rows.dayMicros(5), known)).hasSize(1);
    // Statistics are cut to milliseconds, so that a row may be later than they say.
    assertThat(files.namesLaterThan(Rows.dayMicros(9) + 999, known)).hasSize(1);
    assertThat(files.namesLaterThan(Rows.dayMicros(9) + 1000, known)).isEmpty();
    // Of other columns there are none: whatever is asked, they may hold it.
    assertThat(files.namesLaterThan(Long.MAX_VALUE, List.of("touchpoint_id")))
        .isEqualTo(files.names());
  }

  @Test
  void of_rows_with_one_key_the_first_recorded_is_kept(SparkSession spark) {
    Dataset<Row> rows =
        Rows.of(
                Tables.TOUCHPOINT,
                "subject_id",
                "touchpoint_id",
                "occurred_at",
                "recorded_time",
                "file_id",
                "file_row",
                "vendor_id")
            .row(1, 10, day(1), day(3), 1, 1, "recorded later")
            .row(1, 10, day(1), day(2), 2, 1, "later file")
            .row(1, 10, day(1), day(2), 1, 9, "later row")
            .row(1, 10, day(1), day(2), 1, 7, "first")
            .on(spark);

    lake.appendNew(
        Tables.TOUCHPOINT,
        rows.orderBy(functions.rand(1)),
        List.of("recorded_time", "ingested_time", "file_id", "file_row"));

    assertThat(Rows.texts(lake.readForGate(Tables.TOUCHPOINT), "vendor_id"))
        .containsExactly("first");
  }

  @Test
  void an_order_that_is_delivered_again_with_another_time_is_the_same_order(SparkSession spark) {
    lake.appendNew(Tables.CONVERSION, orders().row(1, 10, day(40), day(50), "later").on(spark));
    lake.appendNew(
        Tables.CONVERSION,
        orders()
            .row(1, 10, day(1), day(51), "again")
            .row(1, 11, day(35), day(51), "moved")
            .row(1, 11, day(2), day(50), "first")
            .on(spark),
        List.of("recorded_time"));

    assertThat(Rows.texts(lake.readForGate(Tables.CONVERSION), "conversion_id", "region"))
        .containsExactly("10 later", "11 first");
  }

  @Test
  void compaction_leaves_one_sorted_file_a_partition_and_the_same_rows(SparkSession spark) {
    for (int append = 1; append <= 3; append++) {
      lake.appendNew(
          Tables.TOUCHPOINT,
          touches()
              .row(7, 10 * append, day(append))
              .row(7, 10 * append + 1, day(40 + append))
              .row(3, 10 * append + 2, day(append))
              .on(spark));
    }
    List<String> before =
        Rows.texts(
            lake.readForGate(Tables.TOUCHPOINT), "subject_id", "touchpoint_id", "occurred_at");
    long version = lake.versionsWritten().get("touchpoint");

    int rewritten = lake.compact(Tables.TOUCHPOINT);

    assertThat(rewritten).isPositive();
    assertThat(lake.compact(Tables.TOUCHPOINT)).isZero();
    Lake again = Lake.open(spark, lake.root(), 2);
    Dataset<Row> rows = again.readForGate(Tables.TOUCHPOINT);
    assertThat(Rows.texts(rows, "subject_id", "touchpoint_id", "occurred_at")).isEqualTo(before);
    assertThat(again.versionsRead()).containsEntry("touchpoint", version + 1);
    assertThat(
            rows.select(
                    functions.col("bucket"),
                    functions.col("slice"),
                    functions.input_file_name().as("file"))
                .distinct()
                .groupBy("bucket", "slice")
                .count()
                .where("count > 1")
                .count())
        .isZero();
    // The rows of a file, in its order: one subject after the other, each by time.
    assertThat(
            rows
                .where("slice = '2026-03-01'")
                .coalesce(1)
                .select("subject_id", "occurred_at")
                .collectAsList()
                .stream()
                .filter(row -> row.getLong(0) == 7)
                .map(row -> row.getTimestamp(1).toInstant()))
        .containsExactly(day(1), day(2), day(3));
    again.appendNew(Tables.TOUCHPOINT, touches().row(7, 10, day(1)).row(9, 99, day(2)).on(spark));
    assertThat(again.rowsWritten()).containsEntry("touchpoint", 1L);
  }

  private static Rows orders() {
    return Rows.of(
        Tables.CONVERSION, "subject_id", "conversion_id", "occurred_at", "recorded_time", "region");
  }

  @Test
  void two_runs_that_append_the_same_rows_at_once_store_each_once(SparkSession spark)
      throws Exception {
    appendTheSameRowsAtOnce(spark, 4);
  }

  @Test
  @Tag("slow")
  @Tag("races")
  void two_runs_that_append_the_same_rows_at_once_store_each_once_twenty_times(SparkSession spark)
      throws Exception {
    appendTheSameRowsAtOnce(spark, 20);
  }

  private void appendTheSameRowsAtOnce(SparkSession spark, int trials) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(2);
    try {
      for (int trial = 0; trial < trials; trial++) {
        Dataset<Row> rows =
            Rows.of(Tables.CHANNEL_COST, "cost_id").row(trial).row(100 + trial).on(spark);
        CountDownLatch start = new CountDownLatch(1);
        List<Future<Long>> written = new ArrayList<>();
        for (int run = 0; run < 2; run++) {
          // A lake of its own, as a run in another process has.
          Lake own = Lake.open(spark, root.toString(), 1);
          written.add(
              pool.submit(
                  () -> {
                    start.await();
                    own.appendNew(Tables.CHANNEL_COST, rows);
                    return own.rowsWritten().getOrDefault("channel_cost", 0L);
                  }));
        }

        start.countDown();

        assertThat(written.get(0).get() + written.get(1).get()).as("trial %s", trial).isEqualTo(2);
      }
    } finally {
      pool.shutdownNow();
    }
    assertThat(Rows.texts(lake.read(Tables.CHANNEL_COST), "cost_id"))
        .hasSize(2 * trials)
        .doesNotHaveDuplicates();
  }

  @Test
  void writing_a_table_again_changes_nothing(SparkSession spark) {
    Dataset<Row> channels =
        Rows.of(Tables.CHANNEL, "channel", "name").row(0, "email").row(1, "direct").on(spark);

    lake.replace(Tables.CHANNEL, channels);
    lake.replace(Tables.CHANNEL, channels);

    assertThat(Rows.texts(lake.read(Tables.CHANNEL), "channel", "name"))
        .containsExactly("0 email", "1 direct");
  }

  @Test
  void replacing_counts_the_rows_and_needs_one_job_to_write_and_two_to_list_the_files(
      SparkSession spark) throws Exception {
    Dataset<Row> channels =
        Rows.of(Tables.CHANNEL, "channel", "name").row(0, "email").row(1, "direct").on(spark);
    lake.replace(Tables.CHANNEL, channels);
    DeltaLog.clearCache();
    JobCount jobs = new JobCount();
    spark.sparkContext().addSparkListener(jobs);

    lake.replace(Tables.CHANNEL, channels);
    spark.sparkContext().listenerBus().waitUntilEmpty();
    spark.sparkContext().removeSparkListener(jobs);

    assertThat(jobs.count.get()).isEqualTo(3);
    assertThat(lake.rowsWritten()).containsExactlyEntriesOf(Map.of("channel", 4L));
    assertThat(lake.versionsWritten()).containsExactlyEntriesOf(Map.of("channel", 2L));
  }

  /** Jobs that Spark has started. */
  private static final class JobCount extends SparkListener {
    private final AtomicInteger count = new AtomicInteger();

    @Override
    public void onJobStart(SparkListenerJobStart job) {
      count.incrementAndGet();
    }
  }

  @Test
  void two_runs_that_replace_a_table_at_once_leave_the_rows_of_one(SparkSession spark)
      throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(2);
    try {
      CountDownLatch start = new CountDownLatch(1);
      List<Future<?>> runs = new ArrayList<>();
      for (String name : List.of("email", "direct")) {
        Lake own = Lake.open(spark, root.toString(), 1);
        Dataset<Row> rows =
            Rows.of(Tables.CHANNEL, "channel", "name").row(0, name).row(1, name).on(spark);
        runs.add(
            pool.submit(
                () -> {
                  start.await();
                  own.replace(Tables.CHANNEL, rows);
                  return null;
                }));
      }

      start.countDown();
      for (Future<?> run : runs) {
        run.get();
      }
    } finally {
      pool.shutdownNow();
    }

    assertThat(Rows.texts(lake.read(Tables.CHANNEL), "channel", "name"))
        .isIn(List.of("0 email", "1 email"), List.of("0 direct", "1 direct"));
  }

  @Test
  void rows_of_one_run_alone_are_appended_to_those_of_others(SparkSession spark) {
    Rows ofEarlierRun = Rows.of(Tables.RUN_TABLE, "run_id", "job").row("a", "ingest");
    lake.append(Tables.RUN_TABLE, ofEarlierRun.on(spark));

    lake.append(
        Tables.RUN_TABLE, Rows.of(Tables.RUN_TABLE, "run_id", "job").row("b", "ingest").on(spark));

    assertThat(Rows.texts(lake.read(Tables.RUN_TABLE), "run_id", "job"))
        .containsExactly("a ingest", "b ingest");
    assertThat(lake.rowsWritten()).containsExactlyEntriesOf(Map.of("run", 2L));
  }

  @Test
  void writing_a_part_again_leaves_the_other_parts(SparkSession spark) {
    Rows ofOldRun = Rows.of(Tables.CHANNEL, "channel", "name").row(0, "email").row(1, "direct");
    lake.replace(Tables.CHANNEL, ofOldRun.on(spark));
    Dataset<Row> part =
        Rows.of(Tables.CHANNEL, "channel", "name").row(1, "direct visits").on(spark);

    lake.replaceWhere(Tables.CHANNEL, "channel = 1", part);
    lake.replaceWhere(Tables.CHANNEL, "channel = 1", part);

    assertThat(Rows.texts(lake.read(Tables.CHANNEL), "channel", "name"))
        .containsExactly("0 email", "1 direct visits");
  }

  @Test
  void no_rows_may_be_written_too(SparkSession spark) {
    Dataset<Row> none = Rows.of(Tables.CHANNEL).on(spark);

    lake.replaceWhere(Tables.CHANNEL, "channel = 1", none);
    lake.replace(Tables.CHANNEL, none);
    lake.appendNew(Tables.CHANNEL, none);
    lake.appendNew(Tables.TOUCHPOINT, touches().on(spark));

    assertThat(lake.read(Tables.CHANNEL).count()).isZero();
    assertThat(lake.readForGate(Tables.TOUCHPOINT).count()).isZero();
  }

  @Test
  void a_run_keeps_reading_the_version_that_it_read_first(SparkSession spark) {
    Rows channels = Rows.of(Tables.CHANNEL, "channel", "name").row(0, "email");
    lake.replace(Tables.CHANNEL, channels.on(spark));
    Lake run = Lake.open(spark, root.toString(), BUCKETS);
    run.read(Tables.CHANNEL);
    long pinned = run.versionsRead().get("channel");

    lake.replace(Tables.CHANNEL, channels.row(1, "direct").on(spark));

    assertThat(Rows.texts(run.read(Tables.CHANNEL), "name")).containsExactly("email");
    assertThat(run.versionsRead()).isEqualTo(Map.of("channel", pinned));
    assertThat(lake.versionsWritten()).isEqualTo(Map.of("channel", pinned + 1));
    assertThat(Rows.texts(lake.read(Tables.CHANNEL), "name")).containsExactly("direct", "email");
  }

  @Test
  void every_table_keeps_to_the_protocol_of_independent_readers_and_its_log_to_itself(
      SparkSession spark) throws IOException {
    Set<String> withStatistics = new HashSet<>();
    for (Table table : Tables.ALL) {
      if (table == Tables.BUDGET_LEDGER) {
        continue; // not written by the lake: see BudgetLedgerTest
      }
      lake.replace(table, Rows.of(table).row().on(spark));

      for (JsonNode action : log(table)) {
        if (action.has("protocol")) {
          assertThat(action.get("protocol").toString())
              .as("protocol of %s", table.name())
              .isEqualTo("{\"minReaderVersion\":1,\"minWriterVersion\":2}");
        }
        if (action.has("metaData")) {
          assertThat(action.get("metaData").get("partitionColumns"))
              .extracting(JsonNode::asText)
              .as("partitions of %s", table.name())
              .isEqualTo(table.layout().partitionBy());
        }
        if (action.has("add")) {
          JsonNode statistics = JSON.readTree(action.get("add").get("stats").asText());
          for (String extreme : List.of("minValues", "maxValues", "nullCount")) {
            statistics.path(extreme).fieldNames().forEachRemaining(withStatistics::add);
          }
        }
      }
    }
    assertThat(withStatistics)
        .contains("occurred_at", "event_time")
        .doesNotContain("subject_id", "event_id", "salt");
  }

  /** All actions in the log of a table. */
  private List<JsonNode> log(Table table) throws IOException {
    List<JsonNode> actions = new ArrayList<>();
    try (DirectoryStream<Path> commits =
        Files.newDirectoryStream(Path.of(lake.location(table), "_delta_log"), "*.json")) {
      for (Path commit : commits) {
        for (String line : Files.readAllLines(commit)) {
          actions.add(JSON.readTree(line));
        }
      }
    }
    return actions;
  }

  @Test
  void a_bucketed_table_lies_in_sorted_files_by_bucket_and_month(SparkSession spark)
      throws IOException {
    Rows rows = touches();
    IntStream.range(0, 200)
        .forEach(i -> rows.row(Math.floorMod(i * 7919, 40), i, day(Math.floorMod(i * 31, 60))));

    lake.appendNew(Tables.TOUCHPOINT, rows.on(spark));

    List<File> files = dataFiles(lake.location(Tables.TOUCHPOINT));
    assertThat(files).hasSizeGreaterThanOrEqualTo(2 * BUCKETS);
    for (File file : files) {
      assertThat(file.getParentFile().getName()).matches("slice=2026-0[34]-01");
      assertThat(file.getParentFile().getParentFile().getName()).matches("bucket=[0-2]");
      List<Row> inFile =
          spark.read().parquet(file.getPath()).select("subject_id", "occurred_at").collectAsList();
      assertThat(inFile)
          .isSortedAccordingTo(
              Comparator.<Row>comparingLong(row -> row.getLong(0))
                  .thenComparing(row -> row.getTimestamp(1)));
    }
    assertThat(
            lake.readForGate(Tables.TOUCHPOINT)
                .where("bucket <> pmod(xxhash64(subject_id), %d)".formatted(BUCKETS))
                .count())
        .isZero();
    assertThat(
            lake.readForGate(Tables.TOUCHPOINT).where("slice <> trunc(occurred_at, 'MM')").count())
        .isZero();
  }

  private static List<File> dataFiles(String location) throws IOException {
    try (Stream<Path> files = Files.walk(Path.of(location))) {
      return files.map(Path::toFile).filter(file -> file.getName().endsWith(".parquet")).toList();
    }
  }

  @Test
  void an_existing_table_keeps_its_number_of_buckets(SparkSession spark) {
    lake.appendNew(Tables.TOUCHPOINT, touches().row(1, 10, day(1)).on(spark));
    Lake withMore = Lake.open(spark, root.toString(), 64);

    withMore.appendNew(
        Tables.TOUCHPOINT, touches().row(2, 20, day(1)).row(3, 30, day(1)).on(spark));

    assertThat(withMore.readForGate(Tables.TOUCHPOINT).where("bucket >= " + BUCKETS).count())
        .isZero();
  }

  @Test
  void a_table_of_which_a_killed_run_left_only_the_folder_is_made(SparkSession spark)
      throws IOException {
    for (Table table : List.of(Tables.CHANNEL, Tables.TOUCHPOINT)) {
      Path log = Files.createDirectories(root.resolve(table.name()).resolve("_delta_log"));
      Files.writeString(log.resolve(".00000000000000000000.json.0a1b.tmp"), "{\"commitInfo\":{");
    }

    lake.replace(Tables.CHANNEL, Rows.of(Tables.CHANNEL, "name").row("email").on(spark));
    lake.appendNew(Tables.TOUCHPOINT, touches().row(1, 10, day(1)).on(spark));

    assertThat(Rows.texts(lake.read(Tables.CHANNEL), "name")).containsExactly("email");
    assertThat(Rows.texts(lake.readForGate(Tables.TOUCHPOINT), "subject_id")).containsExactly("1");
  }

  @Test
  void runs_that_make_a_table_at_once_make_one(SparkSession spark) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(3);
    try {
      for (Table table : List.of(Tables.CAMPAIGN, Tables.SUBJECT_TABLE, Tables.CUSTOMER)) {
        CountDownLatch start = new CountDownLatch(1);
        List<Future<Boolean>> made = new ArrayList<>();
        for (int run = 0; run < 3; run++) {
          Lake own = Lake.open(spark, root.toString(), 2);
          Dataset<Row> none = Rows.of(table).on(spark);
          made.add(
              pool.submit(
                  () -> {
                    start.await();
                    own.appendNew(table, none);
                    return own.exists(table);
                  }));
        }
        start.countDown();
        for (Future<Boolean> result : made) {
          assertThat(result.get()).isTrue();
        }
      }
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void rows_that_do_not_fit_a_table_are_refused_with_all_their_faults(SparkSession spark) {
    Dataset<Row> rows =
        spark.sql("SELECT 'zero' AS channel, 'do' AS stage, 1 AS colour, 2 AS size");

    assertThatThrownBy(() -> lake.replace(Tables.CHANNEL, rows))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Table 'channel': column 'channel': expected int, got string; missing column 'name'"
                + " (string); unexpected column 'colour'; unexpected column 'size'");
  }

  @Test
  void a_null_in_a_required_column_is_refused(SparkSession spark) {
    Dataset<Row> rows =
        spark.sql("SELECT 0 AS channel, CAST(NULL AS STRING) AS name, 'do' AS stage");

    assertThatThrownBy(() -> lake.replace(Tables.CHANNEL, rows))
        .hasStackTraceContaining("Table 'channel': required column 'name' is null");
  }
}
