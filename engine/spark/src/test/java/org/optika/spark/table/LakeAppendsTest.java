package org.optika.spark.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.optika.spark.table.Rows.day;

import io.delta.tables.DeltaTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.optika.spark.LocalSpark;
import org.optika.spark.table.columnar.FileScan;

/** What appends have added since a version, and what commits say of their table. */
@ExtendWith(LocalSpark.class)
class LakeAppendsTest {
  private static final int BUCKETS = 3;

  @TempDir private Path root;
  private SparkSession session;
  private Lake lake;

  @BeforeEach
  void open(SparkSession spark) {
    session = spark;
    lake = again();
  }

  /** The lake as another run opens it: it reads the newest versions. */
  private Lake again() {
    return Lake.open(session, root.toString(), BUCKETS);
  }

  private void appendTouches(int... ids) {
    Rows rows = Rows.of(Tables.TOUCHPOINT, "subject_id", "touchpoint_id", "occurred_at");
    IntStream.of(ids).forEach(id -> rows.row(id % 10, id, day(id % 7)));
    again().appendNew(Tables.TOUCHPOINT, rows.on(session));
  }

  private TableVersion version() {
    return again().version(Tables.TOUCHPOINT);
  }

  private Optional<List<String>> touchesSince(TableVersion earlier) {
    return again()
        .appendedForGate(Tables.TOUCHPOINT, earlier)
        .map(files -> Rows.texts(files.rows(), "touchpoint_id"));
  }

  @Test
  void appended_rows_are_those_of_the_commits_since() {
    appendTouches(10, 11);
    TableVersion earlier = version();
    assertThat(touchesSince(earlier)).contains(List.of());
    appendTouches(11, 12);
    appendTouches(13);

    assertThat(touchesSince(earlier)).contains(List.of("12", "13"));
  }

  @Test
  void they_are_the_whole_rows_and_a_plain_scan() {
    TableVersion empty = version();
    appendTouches(10, 11);

    Dataset<Row> rows = again().appendedForGate(Tables.TOUCHPOINT, empty).orElseThrow().rows();

    assertThat(rows.schema().fieldNames()).isEqualTo(Tables.TOUCHPOINT.schema().fieldNames());
    assertThat(rows.collectAsList())
        .containsExactlyInAnyOrderElementsOf(
            again().readForGate(Tables.TOUCHPOINT).collectAsList());
    assertThat(FileScan.of(rows.select("subject_id", "occurred_at"), List.of("subject_id")))
        .isNotNull();
  }

  @Test
  void rows_beyond_the_version_of_the_run_are_not_among_them() {
    appendTouches(10);
    TableVersion earlier = version();
    appendTouches(11);
    Lake run = again();
    run.version(Tables.TOUCHPOINT);
    appendTouches(12);

    assertThat(
            Rows.texts(
                run.appendedForGate(Tables.TOUCHPOINT, earlier).orElseThrow().rows(),
                "touchpoint_id"))
        .containsExactly("11");
  }

  @Test
  void compaction_adds_nothing_and_hides_nothing_while_the_merged_files_lie_there()
      throws IOException {
    appendTouches(10);
    TableVersion earlier = version();
    appendTouches(20, 30);
    List<Path> appended = dataFiles();
    appendTouches(40, 50);
    appended.retainAll(dataFiles());
    again().compact(Tables.TOUCHPOINT);
    assertThat(touchesSince(earlier)).contains(List.of("20", "30", "40", "50"));

    for (Path file : appended) {
      Files.delete(file);
    }

    assertThat(Rows.texts(again().readForGate(Tables.TOUCHPOINT), "touchpoint_id")).hasSize(5);
    assertThat(touchesSince(earlier)).isEmpty();
  }

  private List<Path> dataFiles() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of(lake.location(Tables.TOUCHPOINT)))) {
      return new ArrayList<>(
          files.filter(file -> file.getFileName().toString().endsWith(".parquet")).toList());
    }
  }

  @Test
  void after_rows_were_removed_it_cannot_be_told() {
    appendTouches(10, 11);
    TableVersion earlier = version();
    appendTouches(12);
    DeltaTable.forPath(session, lake.location(Tables.TOUCHPOINT)).delete("touchpoint_id = 10");

    assertThat(touchesSince(earlier)).isEmpty();
    assertThat(touchesSince(version())).contains(List.of());
  }

  @Test
  void after_rows_were_replaced_it_cannot_be_told() {
    lake.replace(Tables.CHANNEL, channels("email"));
    TableVersion earlier = lake.version(Tables.CHANNEL);

    lake.replace(Tables.CHANNEL, channels("email"));

    assertThat(lake.appendedSince(Tables.CHANNEL, earlier)).isEmpty();
  }

  private Dataset<Row> channels(String... names) {
    Rows rows = Rows.of(Tables.CHANNEL, "channel", "name");
    IntStream.range(0, names.length).forEach(code -> rows.row(code, names[code]));
    return rows.on(session);
  }

  @Test
  void where_the_log_does_not_reach_back_it_cannot_be_told() throws IOException {
    appendTouches(10);
    TableVersion earlier = version();
    appendTouches(11);
    appendTouches(12);
    DeltaLog log =
        DeltaLog.forTable(
            (org.apache.spark.sql.classic.SparkSession) session, lake.location(Tables.TOUCHPOINT));
    log.checkpoint(
        log.update(false, scala.Option.empty(), scala.Option.empty()), scala.Option.empty());
    Path folder = Path.of(lake.location(Tables.TOUCHPOINT), "_delta_log");
    for (long version = 0; version <= earlier.version() + 1; version++) {
      Files.delete(folder.resolve("%020d.json".formatted(version)));
    }
    DeltaLog.clearCache();

    assertThat(Rows.texts(again().readForGate(Tables.TOUCHPOINT), "touchpoint_id"))
        .containsExactly("10", "11", "12");
    assertThat(touchesSince(earlier)).isEmpty();
    assertThat(touchesSince(new TableVersion(earlier.tableId(), earlier.version() + 1)))
        .contains(List.of("12"));
  }

  @Test
  void of_a_later_version_or_another_table_it_cannot_be_told() {
    appendTouches(10);
    TableVersion now = version();

    assertThat(touchesSince(new TableVersion(now.tableId(), now.version() + 1))).isEmpty();
    assertThat(touchesSince(new TableVersion("made before", 0))).isEmpty();
  }

  @Test
  void a_version_is_kept_as_text() {
    TableVersion version = new TableVersion("0a1b-2c", 17);

    assertThat(TableVersion.parse(version.text())).contains(version);
    assertThat(TableVersion.parse("17")).isEmpty();
    assertThat(TableVersion.parse("@0a1b")).isEmpty();
  }

  @Test
  void a_commit_says_something_of_the_table_with_its_rows() {
    lake.replace(Tables.CHANNEL, channels("email"), Map.of("colour", "red", "size", "1"));
    Lake other = again();
    TableVersion base = other.version(Tables.CHANNEL);

    boolean appended =
        other.appendFrom(base, Tables.CHANNEL, channels("direct"), Map.of("colour", "green"));

    assertThat(appended).isTrue();
    assertThat(Rows.texts(other.read(Tables.CHANNEL), "name")).containsExactly("direct", "email");
    assertThat(other.state(Tables.CHANNEL, "colour")).contains("green");
    assertThat(other.state(Tables.CHANNEL, "size")).contains("1");
    assertThat(other.state(Tables.CHANNEL, "taste")).isEmpty();
    assertThat(other.version(Tables.CHANNEL))
        .isEqualTo(new TableVersion(base.tableId(), base.version() + 1));
    assertThat(other.rowsWritten()).containsExactlyEntriesOf(Map.of("channel", 1L));
    assertThat(again().appendedSince(Tables.CHANNEL, base).map(rows -> Rows.texts(rows, "name")))
        .contains(List.of("direct"));
  }

  @Test
  void a_table_that_is_replaced_gets_the_columns_of_today() {
    List<Column> columns = Tables.CHANNEL.columns();
    OpenTable earlier =
        new OpenTable(
            Tables.CHANNEL.name(),
            "as it was",
            columns.subList(0, columns.size() - 1),
            Tables.CHANNEL.key(),
            Tables.CHANNEL.layout());
    lake.replace(earlier, Rows.of(earlier).row().on(session));
    Lake later = again();

    later.replace(Tables.CHANNEL, channels("email"), Map.of("colour", "red"));

    assertThat(Rows.texts(later.read(Tables.CHANNEL), "name")).containsExactly("email");
    assertThat(later.read(Tables.CHANNEL).schema().fieldNames())
        .isEqualTo(Tables.CHANNEL.schema().fieldNames());
  }

  @Test
  void a_commit_without_rows_says_it_too() {
    lake.replace(Tables.CHANNEL, channels("email"), Map.of("colour", "red"));
    TableVersion base = lake.version(Tables.CHANNEL);

    assertThat(lake.appendFrom(base, Tables.CHANNEL, channels(), Map.of("colour", "green")))
        .isTrue();
    assertThat(lake.state(Tables.CHANNEL, "colour")).contains("green");
    lake.replace(Tables.CHANNEL, channels(), Map.of("colour", "blue"));

    assertThat(again().state(Tables.CHANNEL, "colour")).contains("blue");
    assertThat(again().read(Tables.CHANNEL).count()).isZero();
  }

  @Test
  void a_run_keeps_reading_what_was_said_of_the_version_that_it_read_first() {
    lake.replace(Tables.CHANNEL, channels("email"), Map.of("colour", "red"));
    Lake reader = again();
    Lake asker = again();
    reader.read(Tables.CHANNEL);
    assertThat(asker.state(Tables.CHANNEL, "colour")).contains("red");

    lake.replace(Tables.CHANNEL, channels("direct"), Map.of("colour", "green"));

    assertThat(reader.state(Tables.CHANNEL, "colour")).contains("red");
    assertThat(asker.state(Tables.CHANNEL, "colour")).contains("red");
    assertThat(Rows.texts(asker.read(Tables.CHANNEL), "name")).containsExactly("email");
    assertThat(again().state(Tables.CHANNEL, "colour")).contains("green");
  }

  @Test
  void what_is_based_on_an_older_version_is_not_written() {
    lake.replace(Tables.CHANNEL, channels("email"), Map.of("colour", "red"));
    TableVersion base = lake.version(Tables.CHANNEL);
    again().replace(Tables.CHANNEL, channels("direct"));

    assertThat(lake.appendFrom(base, Tables.CHANNEL, channels("x"), Map.of("colour", "x")))
        .isFalse();
    assertThat(lake.replaceFrom(base, Tables.CHANNEL, channels("x"), Map.of("colour", "x")))
        .isFalse();

    assertThat(Rows.texts(again().read(Tables.CHANNEL), "name")).containsExactly("direct");
    assertThat(again().state(Tables.CHANNEL, "colour")).contains("red");
  }

  @Test
  void appended_rows_with_a_state_lie_sorted_in_their_buckets() throws IOException {
    TableVersion empty = lake.version(Tables.TOUCHPOINT);
    Rows rows = Rows.of(Tables.TOUCHPOINT, "subject_id", "touchpoint_id", "occurred_at");
    IntStream.range(0, 100)
        .forEach(i -> rows.row(Math.floorMod(i * 7919, 40), i, day(Math.floorMod(i * 31, 60))));

    lake.appendFrom(empty, Tables.TOUCHPOINT, rows.on(session), Map.of());

    List<Path> files = dataFiles();
    assertThat(files).hasSizeLessThanOrEqualTo(2 * BUCKETS);
    for (Path file : files) {
      assertThat(file.getParent().getFileName().toString()).startsWith("slice=");
      List<Row> inFile =
          session.read().parquet(file.toString()).select("subject_id").collectAsList();
      assertThat(inFile.stream().map(row -> row.getLong(0)).toList()).isSorted();
    }
  }

  @Test
  void of_two_runs_that_append_to_one_version_at_once_one_does() throws Exception {
    appendAtOnce(4);
  }

  @Test
  @Tag("slow")
  @Tag("races")
  void of_two_runs_that_append_to_one_version_at_once_one_does_twenty_times() throws Exception {
    appendAtOnce(20);
  }

  private void appendAtOnce(int trials) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(2);
    try {
      for (int trial = 0; trial < trials; trial++) {
        String state = Integer.toString(trial);
        CountDownLatch start = new CountDownLatch(1);
        List<Future<Boolean>> written = new ArrayList<>();
        for (int run = 0; run < 2; run++) {
          Lake own = again();
          TableVersion base = own.version(Tables.CHANNEL_COST);
          Dataset<Row> rows =
              Rows.of(Tables.CHANNEL_COST, "cost_id").row(10 * trial + run).on(session);
          written.add(
              pool.submit(
                  () -> {
                    start.await();
                    return own.appendFrom(base, Tables.CHANNEL_COST, rows, Map.of("at", state));
                  }));
        }

        start.countDown();

        assertThat(List.of(written.get(0).get(), written.get(1).get()))
            .as("trial %s", trial)
            .containsExactlyInAnyOrder(true, false);
        assertThat(again().state(Tables.CHANNEL_COST, "at")).contains(state);
      }
    } finally {
      pool.shutdownNow();
    }
    assertThat(Rows.texts(again().read(Tables.CHANNEL_COST), "cost_id")).hasSize(trials);
  }

  @Test
  void an_append_of_another_kind_at_the_same_moment_is_noticed_too() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(2);
    try {
      for (int trial = 0; trial < 3; trial++) {
        Lake stating = again();
        Lake adding = again();
        TableVersion base = stating.version(Tables.CHANNEL_COST);
        Dataset<Row> stated = Rows.of(Tables.CHANNEL_COST, "cost_id").row(trial).on(session);
        Dataset<Row> added = Rows.of(Tables.CHANNEL_COST, "cost_id").row(100 + trial).on(session);
        CountDownLatch start = new CountDownLatch(1);
        Future<?> other =
            pool.submit(
                () -> {
                  start.await();
                  adding.append(Tables.CHANNEL_COST, added);
                  return null;
                });
        start.countDown();
        boolean written = stating.appendFrom(base, Tables.CHANNEL_COST, stated, Map.of("at", "1"));
        other.get();

        // Whoever commits on base: a stated append never lies upon rows that it has not seen.
        assertThat(written)
            .isEqualTo(
                stating.versionsWritten().getOrDefault("channel_cost", -1L) == base.version() + 1);
      }
    } finally {
      pool.shutdownNow();
    }
  }
}
