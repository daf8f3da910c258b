package org.optika.spark.evidence;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.optika.spark.table.Rows.day;

import io.delta.tables.DeltaTable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.optika.core.evidence.log.Finding;
import org.optika.core.evidence.log.LeafProof;
import org.optika.core.evidence.log.LogHead;
import org.optika.core.evidence.log.RowDigest;
import org.optika.core.scores.manifest.Hash;
import org.optika.spark.LocalSpark;
import org.optika.spark.table.Lake;
import org.optika.spark.table.Rows;
import org.optika.spark.table.Table;
import org.optika.spark.table.Tables;

/** The log on its tables: appends, kills, compaction, changes, erasures and proofs. */
@ExtendWith(LocalSpark.class)
class ConsentLogTest {
  private static final int BUCKETS = 3;
  private static final long NOW = Rows.dayMicros(90);
  private static final Consumer<Table> GO_ON = table -> {};

  /** Salts that a test can repeat. */
  private static final Salts COUNTED =
      () -> leaf -> ByteBuffer.allocate(RowDigest.SALT_BYTES).putLong(8, leaf).array();

  @TempDir private Path root;
  private SparkSession session;

  @BeforeEach
  void open(SparkSession spark) {
    session = spark;
  }

  /** As another run opens it. */
  private Lake lake() {
    return Lake.open(session, root.toString(), BUCKETS);
  }

  private ConsentLog log() {
    return ConsentLog.in(lake());
  }

  /** Two events a subject, in different months. */
  private void store(Lake lake, long fileId, int firstSubject, int subjects) {
    Rows rows =
        Rows.of(
            Tables.CONSENT_EVENT,
            "subject_id",
            "event_id",
            "event_time",
            "file_id",
            "file_row",
            "language",
            "notice_version");
    for (int subject = firstSubject; subject < firstSubject + subjects; subject++) {
      rows.row(subject, "asked-" + subject, day(subject % 9), fileId, 2 * subject, "", 3)
          .row(
              subject,
              "later-" + subject,
              day(40 + subject % 9),
              fileId,
              2 * subject + 1,
              null,
              null);
    }
    lake.appendNew(Tables.CONSENT_EVENT, rows.on(session));
  }

  private void ingest(long fileId, int firstSubject, int subjects) {
    Lake lake = lake();
    store(lake, fileId, firstSubject, subjects);
    ConsentLog.in(lake).append(NOW, "run-" + fileId);
  }

  private List<String> lines() {
    return lines(Optional.empty());
  }

  private List<String> lines(Optional<LogHead> given) {
    return log().verify(given).findings().stream().map(Finding::line).toList();
  }

  private LogHead head() {
    ConsentLog log = log();
    return log.named(log.newest().orElseThrow());
  }

  private DeltaTable table(Table table) {
    return DeltaTable.forPath(session, root.resolve(table.name()).toString());
  }

  @Test
  void each_ingest_appends_its_rows_and_proofs_hold_for_all_heads() {
    ingest(1, 0, 30);
    LogHead first = head();
    ingest(2, 100, 5);
    LogHead second = head();

    assertThat(log().append(NOW, "again")).isZero();

    assertThat(first.size()).isEqualTo(60);
    assertThat(second.size()).isEqualTo(70);
    assertThat(log().heads()).hasSize(2);
    assertThat(lines(Optional.of(first))).isEmpty();
    assertThat(log().history(60, 70).faults()).isEmpty();
    assertThat(log().history(60, 70).earlier()).isEqualTo(first);
    assertThat(log().history(7, 33).faults()).isEmpty();
    assertThat(log().history(0, 33).faults()).isEmpty();
    List<Long> leaves = LongStream.range(0, 60).boxed().toList();
    assertThat(log().proofs(leaves, 60)).hasSize(60).allMatch(proof -> proof.head().equals(first));
    long leaf = log().leafOf("later-104").orElseThrow();
    LeafProof open = log().openProofs(List.of(leaf), 70).get(0);
    assertThat(open.faults()).isEmpty();
    assertThat(open.row().orElseThrow().fields())
        .extracting(field -> field.column() + "=" + field.value())
        .contains("event_id=later-104", "file_id=2", "subject_id=104")
        .noneMatch(field -> field.startsWith("language") || field.startsWith("bucket"));
    assertThat(log().leafOf("none")).isEmpty();
    assertThat(log().at(NOW - 1)).isEmpty();
    assertThat(log().at(NOW).orElseThrow().head().size()).isEqualTo(70);
    assertThat(log().at(log().heads().get(0).events().orElseThrow()).orElseThrow().runId())
        .isEqualTo("run-1");
  }

  @Test
  void a_run_that_is_killed_between_its_commits_is_made_good_by_the_next() {
    ingest(1, 0, 10);
    Lake killed = lake();
    store(killed, 2, 50, 4);
    Lake again = lake();
    store(again, 3, 60, 3);
    LogAppend stopped =
        new LogAppend(
            ConsentLog.in(lake()),
            COUNTED,
            1,
            table -> {
              throw new IllegalStateException("killed");
            });

    assertThatThrownBy(() -> stopped.run(NOW, "killed")).hasMessage("killed");
    assertThat(lines())
        .containsExactly(
            "HEAD_MISSING: leaves 20 to 33 are under no head; when an ingest was stopped, the next one writes it");
    assertThat(log().append(NOW, "next")).isZero();

    assertThat(lines()).isEmpty();
    assertThat(log().heads()).extracting(head -> head.head().size()).containsExactly(20L, 34L);
    assertThat(log().newest().orElseThrow().runId()).isEqualTo("next");
    assertThat(Rows.texts(lake().read(Tables.CONSENT_LOG), "event_id"))
        .hasSize(34)
        .doesNotHaveDuplicates();
  }

  @Test
  @Tag("slow")
  @Tag("retries")
  void roots_do_not_depend_on_how_the_work_is_split() {
    List<Hash> roots = new ArrayList<>();
    for (int split : new int[] {1, 5}) {
      SparkSession other = session.newSession();
      other.conf().set("spark.sql.shuffle.partitions", split);
      Lake lake = Lake.open(other, root.resolve("split-" + split).toString(), BUCKETS);
      store(lake, 1, 0, 40);
      new LogAppend(ConsentLog.in(lake), COUNTED, 1_000 / split / split, GO_ON).run(NOW, "run");
      store(lake, 2, 40, 7);
      new LogAppend(ConsentLog.in(lake), COUNTED, 1_000 / split / split, GO_ON).run(NOW, "run");
      roots.add(ConsentLog.in(lake).newest().orElseThrow().head().root());
      assertThat(lake.read(Tables.CONSENT_LOG).inputFiles()).hasSize(split == 1 ? 2 : 3);
    }

    assertThat(roots.get(0)).isEqualTo(roots.get(1));
  }

  @Test
  @Tag("slow")
  @Tag("races")
  void two_runs_at_once_log_each_row_once() throws Exception {
    ingest(1, 0, 5);
    Callable<Long> run =
        () -> {
          Lake lake = Lake.open(session.newSession(), root.toString(), BUCKETS);
          store(lake, 2, 50, 6);
          return ConsentLog.in(lake).append(NOW, "run");
        };
    ExecutorService threads = Executors.newFixedThreadPool(2);

    List<Future<Long>> both = threads.invokeAll(List.of(run, run));
    threads.shutdown();

    assertThat(both.get(0).get() + both.get(1).get()).isEqualTo(12);
    assertThat(head().size()).isEqualTo(22);
    assertThat(lines()).isEmpty();
  }

  @Test
  @Tag("slow")
  @Tag("retries")
  void compaction_leaves_the_log_as_it_is() {
    ingest(1, 0, 10);
    ingest(2, 20, 10);
    LogHead before = head();

    lake().compact(Tables.CONSENT_EVENT);
    lake().compact(Tables.CONSENT_LOG);

    assertThat(lake().read(Tables.CONSENT_LOG).inputFiles()).hasSize(1);
    assertThat(log().append(NOW, "after")).isZero();
    assertThat(head()).isEqualTo(before);
    ingest(3, 40, 1);
    assertThat(head().size()).isEqualTo(42);
    assertThat(lines(Optional.of(before))).isEmpty();
  }

  @Test
  void changes_of_rows_are_found_and_named() {
    ingest(1, 0, 20);
    DeltaTable events = table(Tables.CONSENT_EVENT);
    events.update(col("event_id").equalTo("asked-3"), Map.of("action", lit("refused")));
    events.update(col("event_id").equalTo("asked-4"), Map.of("language", lit((String) null)));
    events.update(col("event_id").equalTo("asked-5"), Map.of("bucket", expr("(bucket + 1) % 3")));
    events.delete("event_id = 'later-6'");
    Dataset<Row> stored =
        session.read().format("delta").load(root.resolve("consent_event").toString());
    addRaw(Tables.CONSENT_EVENT, stored.where("event_id = 'asked-7'"));
    addRaw(
        Tables.CONSENT_EVENT,
        stored.where("event_id = 'asked-8'").withColumn("event_id", lit("new")));

    assertThat(lines())
        .containsExactlyInAnyOrder(
            "EDITED: leaf %d, event asked-3 (file 1, row 6), was edited since it was logged"
                .formatted(leaf("asked-3")),
            "EDITED: leaf %d, event asked-4 (file 1, row 8), was edited since it was logged"
                .formatted(leaf("asked-4")),
            "MISPLACED: leaf %d, event asked-5 (file 1, row 10), lies in another partition of consent_event than its subject and time call for"
                .formatted(leaf("asked-5")),
            "REMOVED: leaf %d, event later-6 (file 1, row 13), is gone from consent_event, and no leaf says that it was erased"
                .formatted(leaf("later-6")),
            "STORED_TWICE: leaf %d, event asked-7 (file 1, row 14), stands twice in consent_event"
                .formatted(leaf("asked-7")),
            "NOT_LOGGED: event new (file 1, row 16) is not in the log; when an ingest was stopped, the next one logs it");
  }

  private void addRaw(Table table, Dataset<Row> rows) {
    rows.write().format("delta").mode("append").save(root.resolve(table.name()).toString());
  }

  private long leaf(String eventId) {
    return log().leafOf(eventId).orElseThrow();
  }

  @Test
  @Tag("slow")
  @Tag("retries")
  void changes_of_leaves_and_heads_are_found() {
    ingest(1, 0, 20);
    LogHead kept = head();
    ingest(2, 30, 1);
    DeltaTable leaves = table(Tables.CONSENT_LOG);
    leaves.update(
        Map.of(
            "leaf_index", expr("CASE leaf_index WHEN 4 THEN 9 WHEN 9 THEN 4 ELSE leaf_index END")));
    leaves.delete("leaf_index = 15");

    assertThat(log().verify(Optional.of(kept)).findings())
        .extracting(Finding::kind)
        .containsExactlyInAnyOrder(
            Finding.Kind.REORDERED,
            Finding.Kind.REORDERED,
            Finding.Kind.NOT_LOGGED,
            Finding.Kind.LEAVES_MISSING);
    assertThat(lines())
        .contains("LEAVES_MISSING: leaves 15 to 15 are missing in the log")
        .anyMatch(
            line -> line.startsWith("REORDERED: leaf 4,") && line.endsWith("logged as leaf 9"));
    assertThatThrownBy(() -> log().proofs(List.of(3L), 40))
        .isInstanceOf(BrokenLogException.class)
        .hasMessageStartingWith("consent_log: leaf 15 is missing. 'optika log verify'");

    table(Tables.CONSENT_LOG_HEAD)
        .update(col("size").equalTo(42), Map.of("root", lit("00".repeat(32))));
    Lake next = lake();
    store(next, 3, 60, 1);
    assertThatThrownBy(() -> ConsentLog.in(next).append(NOW, "next"))
        .isInstanceOf(BrokenLogException.class)
        .hasMessage(
            "consent_log_head: the head of 42 leaves was edited, its root is not that of its subtrees. 'optika log verify' names what was changed; restore consent_log and consent_log_head from the version before, or from a copy.");
  }

  @Test
  @Tag("slow")
  @Tag("retries")
  void a_leaf_that_fits_a_forged_row_is_found_by_the_tree() {
    ingest(1, 0, 4);
    LogHead kept = head();
    table(Tables.CONSENT_LOG).delete("leaf_index >= 0");
    table(Tables.CONSENT_LOG_HEAD).delete("size >= 0");
    table(Tables.CONSENT_EVENT)
        .update(col("event_id").equalTo("asked-3"), Map.of("action", lit("refused")));

    // Made anew with everything that the program has, but for the head that was kept.
    Lake forger = lake();
    Dataset<Row> forged = Rows.of(Tables.CONSENT_LOG, "leaf_index").on(session);
    assertThat(
            forger.appendFrom(
                forger.version(Tables.CONSENT_LOG),
                Tables.CONSENT_LOG,
                forged,
                Map.of("size", "0", "events", "none")))
        .isTrue();
    assertThat(log().append(NOW, "forger")).isEqualTo(8);

    assertThat(lines()).as("without a head nobody can tell").isEmpty();
    assertThat(lines(Optional.of(kept)))
        .containsExactly(
            "HEAD_DIFFERS: the log does not continue the head %s: its first 8 leaves have another root"
                .formatted(kept.text()));
  }

  @Test
  void what_is_erased_is_gone_from_every_byte_and_no_finding() throws IOException {
    session = session.newSession();
    session.conf().set("spark.sql.parquet.compression.codec", "uncompressed");
    ingest(1, 0, 6);
    ingest(2, 10, 6);
    LogHead kept = head();
    List<String> secrets = new ArrayList<>(List.of("asked-11", "later-11"));
    for (Row row :
        lake()
            .read(Tables.CONSENT_LOG)
            .where("event_id in ('asked-11', 'later-11')")
            .select("salt")
            .collectAsList()) {
      secrets.add(new String(row.<byte[]>getAs(0), ISO_8859_1));
    }
    assertThat(secrets).hasSize(4).allSatisfy(secret -> assertThat(filesWith(secret)).isNotEmpty());

    ErasedEvents erased = log().erase(subjects(11), NOW, "erasure");

    assertThat(erased.events()).isEqualTo(2);
    assertThat(erased.files()).isPositive();
    for (String secret : secrets) {
      assertThat(filesWith(secret)).isEmpty();
    }
    LogReport report = log().verify(Optional.of(kept));
    assertThat(report.findings()).isEmpty();
    assertThat(report.erased()).isEqualTo(2);
    assertThat(report.head().orElseThrow().size()).isEqualTo(26);
    assertThat(log().proofs(List.of(25L), 26).get(0).erases()).isPresent();
    assertThat(lake().read(Tables.CONSENT_EVENT).count()).isEqualTo(22);
    assertThat(log().erase(subjects(11), NOW, "again").events()).isZero();
    ingest(3, 20, 2);
    assertThat(head().size()).as("only what is new").isEqualTo(30);
    assertThat(lines(Optional.of(kept))).isEmpty();
  }

  private Dataset<Row> subjects(long... ids) {
    return session
        .createDataset(Arrays.stream(ids).boxed().toList(), Encoders.LONG())
        .toDF("subject_id");
  }

  private List<Path> filesWith(String text) throws IOException {
    List<Path> found = new ArrayList<>();
    for (Table table : List.of(Tables.CONSENT_EVENT, Tables.CONSENT_LOG, Tables.CONSENT_LOG_HEAD)) {
      try (Stream<Path> files = Files.walk(root.resolve(table.name()))) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          if (new String(Files.readAllBytes(file), ISO_8859_1).contains(text)) {
            found.add(file);
          }
        }
      }
    }
    return found;
  }

  @Test
  @Tag("slow")
  @Tag("retries")
  void an_erasure_that_is_killed_after_its_first_commit_is_finished_by_the_next() {
    ingest(1, 0, 8);

    assertThat(killAndFinish(1)).containsExactly("ERASURE_UNFINISHED", "HEAD_MISSING");
    assertThat(log().verify(Optional.empty()).erased()).isEqualTo(2);
  }

  @Test
  @Tag("slow")
  @Tag("ingest-kill")
  void an_erasure_that_is_killed_after_any_commit_is_finished_by_the_next() {
    ingest(1, 0, 8);

    assertThat(killAndFinish(1)).containsExactly("ERASURE_UNFINISHED", "HEAD_MISSING");
    assertThat(killAndFinish(2)).containsExactly("ERASURE_UNFINISHED");
    assertThat(killAndFinish(3)).containsExactly("ERASURE_UNFINISHED");
    assertThat(killAndFinish(4)).isEmpty();
    assertThat(log().verify(Optional.empty()).erased()).isEqualTo(8);
  }

  /**
   * Kills the erasure of the subject of that number after so many commits.
   *
   * @return kinds of what was found before the next erasure
   */
  private List<String> killAndFinish(int commits) {
    int[] left = {commits};
    Consumer<Table> killer =
        table -> {
          if (--left[0] == 0) {
            throw new IllegalStateException("killed");
          }
        };
    assertThatThrownBy(() -> new LogErasure(log(), killer).run(subjects(commits), NOW, "killed"))
        .hasMessage("killed");
    List<String> found =
        log().verify(Optional.empty()).findings().stream()
            .map(finding -> finding.kind().name())
            .distinct()
            .toList();

    log().erase(subjects(), NOW, "next");

    assertThat(lines()).isEmpty();
    assertThat(Rows.texts(lake().read(Tables.CONSENT_EVENT), "event_id"))
        .doesNotContain("asked-" + commits, "later-" + commits)
        .hasSize(16 - 2 * commits);
    return found;
  }
}
