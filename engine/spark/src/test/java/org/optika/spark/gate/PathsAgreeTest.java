package org.optika.spark.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.optika.core.gate.ActivityCounts;
import org.optika.core.gate.GateClock;
import org.optika.core.gate.Refusal;
import org.optika.spark.LocalSpark;
import org.optika.spark.consent.RandomConsent;
import org.optika.spark.gate.GateQuestion.Wanted;
import org.optika.spark.table.Lake;
import org.optika.spark.table.Rows;
import org.optika.spark.table.TableFiles;
import org.optika.spark.table.Tables;
import org.optika.spark.table.columnar.FileScan;
import org.optika.spark.table.columnar.NotColumnarException;

/** The three paths of the gate come to the same activity and, where asked, the same counts. */
@ExtendWith(LocalSpark.class)
class PathsAgreeTest {
  /** What is told of a touch. */
  private interface TouchText extends Serializable {
    String of(PermittedActivity activity, int touch);
  }

  private static final TouchText BARE =
      (activity, touch) ->
          "%d touch %d %d"
              .formatted(
                  activity.touchAt(touch),
                  activity.touchChannel(touch),
                  activity.touchAdmitted(touch));

  private static final TouchText WHOLE =
      (activity, touch) ->
          "%s %d %d %s"
              .formatted(
                  BARE.of(activity, touch),
                  activity.touchId(touch),
                  activity.touchCampaign(touch),
                  activity.text(activity.touchRegion(touch)));

  static LongStream someWorlds() {
    return LongStream.range(0, 1);
  }

  static LongStream fortyWorlds() {
    return LongStream.range(100, 140);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("someWorlds")
  void all_paths_agree(long seed, SparkSession spark, @TempDir Path root) {
    ActivityCounts counts = requireAgreement(seed, spark, root);
    assertThat(counts.touchpoints().keySet()).anyMatch(code -> isOfVendor(code));
  }

  @Tag("slow")
  @Tag("worlds")
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("fortyWorlds")
  void all_paths_agree_on_forty_worlds(long seed, SparkSession spark, @TempDir Path root) {
    requireAgreement(seed, spark, root);
  }

  /**
   * Counts with closed vendors. They change the reason of rows and turn some away; a row that was
   * refused stays so, and with one purpose it keeps its reason.
   */
  private static ActivityCounts requireAgreement(long seed, SparkSession spark, Path root) {
    Gate gate = RandomLake.gate(seed, spark, root);
    assertThat(PermissionTable.in(Lake.open(spark, root.toString(), 1)).inOneVersion()).isFalse();
    List<String> purposes = RandomLake.question(seed);
    ActivityCounts all = requireAgreement(gate, purposes);
    ActivityCounts closed = requireAgreement(RandomLake.withClosedVendors(spark, root), purposes);
    assertThat(all.touchpoints().keySet()).noneMatch(code -> isOfVendor(code));
    if (purposes.size() == 1) {
      assertThat(withoutVendors(closed)).isEqualTo(withoutVendors(all));
    }
    all.touchpoints()
        .forEach(
            (code, count) ->
                assertThat(closed.touchpoints().getOrDefault(code, 0L)).isLessThanOrEqualTo(count));
    assertThat(sum(closed)).isEqualTo(sum(all));
    assertThat(closed.conversions()).isEqualTo(all.conversions());
    return closed;
  }

  private static long sum(ActivityCounts counts) {
    return counts.touchpoints().values().stream().mapToLong(Long::longValue).sum();
  }

  private static boolean isOfVendor(int code) {
    return refusal(code).filter(refusal -> refusal.clock() == GateClock.VENDOR).isPresent();
  }

  private static Optional<Refusal> refusal(int code) {
    return Refusal.of(code, RandomConsent.RULES);
  }

  /** Touchpoints by why they were refused, those of closed vendors with the admitted ones. */
  private static Map<Optional<Refusal>, Long> withoutVendors(ActivityCounts counts) {
    Map<Optional<Refusal>, Long> rows = new HashMap<>();
    counts
        .touchpoints()
        .forEach(
            (code, count) ->
                rows.merge(isOfVendor(code) ? Optional.empty() : refusal(code), count, Long::sum));
    return rows;
  }

  private static ActivityCounts requireAgreement(Gate gate, List<String> purposes) {
    PermittedSubjects portable = gate.portable(purposes, Wanted.ALL_COUNTED);
    List<String> expected = content(portable, WHOLE);
    ActivityCounts counts = portable.counts();
    assertThat(expected).isNotEmpty();
    for (PermittedSubjects other :
        List.of(
            gate.clustered(purposes, Wanted.ALL_COUNTED),
            gate.shuffled(purposes, Wanted.ALL_COUNTED))) {
      assertThatThrownBy(other::counts).hasMessageContaining("partitions of permitted activity");
      assertThat(content(other, WHOLE)).isEqualTo(expected);
      assertThat(other.counts()).isEqualTo(counts);
    }
    List<String> withoutIdentity = content(portable, BARE);
    for (PermittedSubjects uncounted :
        List.of(
            gate.clustered(purposes, Wanted.ALL),
            gate.shuffled(purposes, Wanted.ALL),
            gate.portable(purposes, Wanted.ALL))) {
      assertThat(content(uncounted, BARE)).isEqualTo(withoutIdentity);
      assertThatThrownBy(uncounted::counts)
          .isInstanceOf(IllegalStateException.class)
          .hasMessage(
              "Permitted activity was asked for without counts; ask for it with Gate.pass to have them");
    }
    return counts;
  }

  /** One line a subject that has anything, rows of one instant in a fixed order. */
  private static List<String> content(PermittedSubjects subjects, TouchText text) {
    return subjects.map(cursor -> lines(cursor, text)).collect().stream().sorted().toList();
  }

  private static Iterator<String> lines(ActivityCursor subjects, TouchText text) {
    List<String> lines = new ArrayList<>();
    while (subjects.next()) {
      PermittedActivity activity = subjects.activity();
      List<String> rows = new ArrayList<>();
      for (int i = 0; i < activity.touches(); i++) {
        rows.add(text.of(activity, i));
        assertThat(i == 0 || activity.touchAt(i - 1) <= activity.touchAt(i)).isTrue();
      }
      assertThatThrownBy(() -> activity.touchChannel(activity.touches()))
          .isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> activity.conversionValue(activity.conversions()))
          .isInstanceOf(IndexOutOfBoundsException.class);
      for (int i = 0; i < activity.conversions(); i++) {
        rows.add(
            "%d conversion %d %d %d %d %s"
                .formatted(
                    activity.conversionAt(i),
                    activity.conversionKind(i),
                    activity.conversionId(i),
                    activity.conversionRef(i),
                    activity.conversionValue(i),
                    activity.text(activity.conversionRegion(i))));
      }
      if (!rows.isEmpty()) {
        rows.sort(null);
        lines.add(activity.subject() + ": " + String.join(", ", rows));
      }
    }
    return lines.iterator();
  }

  private static Lake lakeOfOneTouch(SparkSession spark, Path root, int buckets) {
    Lake lake = Lake.open(spark, root.toString(), buckets);
    lake.appendNew(
        Tables.TOUCHPOINT,
        Rows.of(Tables.TOUCHPOINT, "subject_id", "occurred_at")
            .row(1, Rows.day(1))
            .row(2, Rows.day(2))
            .on(spark));
    PermissionTable.in(lake)
        .replace(Rows.of(Tables.PERMISSION).on(spark), RandomLake.CLOCKS.knownAtMicros());
    return lake;
  }

  private static Gate gateOf(Lake lake) {
    return new Gate(lake, Rows.CONTROLLER, RandomConsent.RULES, RandomLake.CLOCKS);
  }

  /** The same whether with counts or without. */
  private static List<String> logOfPass(Gate gate) {
    List<String> purposes = List.of("accountability");
    Consumer<PermittedSubjects> work = subjects -> assertThat(content(subjects, BARE)).hasSize(2);
    List<String> log = new ArrayList<>();
    GateReport report = gate.pass(purposes, log::add, work);
    assertThat(Rows.texts(report.outcome(), "table_name", "verdict", "row_count"))
        .containsExactly("touchpoint admitted 2");
    List<String> uncounted = new ArrayList<>();
    gate.passUncounted(purposes, uncounted::add, work);
    assertThat(uncounted).isEqualTo(log);
    return log;
  }

  @Test
  void touchpoints_are_read_without_identity_and_segments_where_nothing_is_counted(
      SparkSession spark, @TempDir Path root) {
    Dataset<Row> rows = lakeOfOneTouch(spark, root, 1).readForGate(Tables.TOUCHPOINT);
    GateQuestion question = new GateQuestion("shop", List.of(), RandomLake.CLOCKS, Wanted.ALL);

    assertThat(ActivityTables.touchpoint(rows, question).columns())
        .containsExactly(
            "subject_id",
            "occurred_at",
            "channel",
            "is_bot",
            "controller_id",
            "recorded_time",
            "ingested_time");
  }

  @Test
  void tables_in_equal_buckets_are_zipped_without_a_word(SparkSession spark, @TempDir Path root) {
    assertThat(logOfPass(gateOf(lakeOfOneTouch(spark, root, 2)))).isEmpty();
  }

  @Test
  void tables_in_different_buckets_are_sent_in_blocks(SparkSession spark, @TempDir Path root) {
    lakeOfOneTouch(spark, root, 2);

    // The other tables are made now, with another number of buckets.
    assertThat(logOfPass(gateOf(Lake.open(spark, root.toString(), 3))))
        .containsExactly(
            "gate: tables 'touchpoint' and 'conversion' have 2 and 3 buckets; taking a slower path");
  }

  @Test
  void a_file_of_another_writer_is_noticed_and_sent_in_blocks(
      SparkSession spark, @TempDir Path root) {
    Lake lake = lakeOfOneTouch(spark, root, 1);
    Dataset<Row> rows = spark.read().format("delta").load(lake.location(Tables.TOUCHPOINT));
    rows.sortWithinPartitions(rows.col("subject_id").desc())
        .write()
        .format("delta")
        .mode("overwrite")
        .save(lake.location(Tables.TOUCHPOINT));

    assertThat(logOfPass(gateOf(Lake.open(spark, root.toString(), 1))))
        .singleElement()
        .asString()
        .contains("rows are not sorted by subject; taking a slower path");
  }

  @Test
  void rows_that_a_deletion_vector_deletes_are_not_read(SparkSession spark, @TempDir Path root) {
    Lake lake = Lake.open(spark, root.toString(), 1);
    Rows touches = Rows.of(Tables.TOUCHPOINT, "subject_id", "occurred_at");
    for (int subject = 1; subject <= 3; subject++) {
      touches.row(subject, Rows.day(subject));
    }
    lake.appendNew(Tables.TOUCHPOINT, touches.on(spark));
    PermissionTable.in(lake)
        .replace(Rows.of(Tables.PERMISSION).on(spark), RandomLake.CLOCKS.knownAtMicros());
    String table = "delta.`" + lake.location(Tables.TOUCHPOINT) + "`";
    spark.sql(
        "ALTER TABLE "
            + table
            + " SET TBLPROPERTIES ('delta.enableDeletionVectors' = 'true', 'delta.minReaderVersion' = '3', 'delta.minWriterVersion' = '7')");
    spark.sql("DELETE FROM " + table + " WHERE occurred_at > '2026-03-03 12:00:00'");

    Gate gate = gateOf(Lake.open(spark, root.toString(), 1));

    assertThatThrownBy(() -> gate.clustered(List.of("accountability"), Wanted.ALL_COUNTED))
        .isInstanceOf(NotColumnarException.class)
        .hasMessage("the plan is more than a scan: Filter");
    assertThat(logOfPass(gate))
        .containsExactly(
            "gate: the plan is more than a scan: Filter; taking a slower path",
            "gate: the plan is more than a scan: Filter; taking a slower path");
    TableFiles files = Lake.open(spark, root.toString(), 1).filesForGate(Tables.TOUCHPOINT);
    assertThatThrownBy(() -> FileScan.of(files.rows(), List.of("subject_id")))
        .isInstanceOf(NotColumnarException.class)
        .hasMessage("the plan is more than a scan: Filter");
  }

  @Test
  void the_columnar_reader_knows_the_versions_that_the_build_has(SparkSession spark) {
    assertThat(spark.version()).isEqualTo(FileScan.SPARK);
    assertThat(io.delta.package$.MODULE$.VERSION()).isEqualTo(FileScan.DELTA);
  }

  @Test
  void permission_of_another_known_at_is_refused_on_every_path(
      SparkSession spark, @TempDir Path root) {
    Lake lake = lakeOfOneTouch(spark, root, 1);
    Gate later = new Gate(lake, Rows.CONTROLLER, RandomConsent.RULES, GateWorld.clocks(80, 86));

    assertThatThrownBy(
            () ->
                later.pass(List.of("measurement"), line -> {}, subjects -> content(subjects, BARE)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "Table 'permission' was built for known_at 2026-05-25T00:00:00Z; this run has 2026-05-26T00:00:00Z. Build it again with the clocks of this run.");
  }
}
