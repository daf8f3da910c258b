package org.optika.spark.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.optika.core.journey.JourneyRules;
import org.optika.core.journey.RefusedTouchPolicy;
import org.optika.spark.LocalSpark;
import org.optika.spark.journey.JourneyPaths;
import org.optika.spark.journey.PathRules;
import org.optika.spark.table.Lake;
import org.optika.spark.table.Rows;
import org.optika.spark.table.Tables;

/** A path table that is kept by what changes is at each step the one that is counted anew. */
@ExtendWith(LocalSpark.class)
class ChangedSubjectsTest {
  static LongStream oneSequence() {
    return LongStream.of(2);
  }

  static LongStream thirtySequences() {
    return LongStream.range(200, 230);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("oneSequence")
  void changes_come_to_what_is_counted_anew(long seed, SparkSession spark, @TempDir Path root) {
    requireSameAtEachStep(seed, 3, spark, root);
  }

  @Tag("slow")
  @Tag("changes")
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("thirtySequences")
  void changes_come_to_what_is_counted_anew_in_thirty_sequences(
      long seed, SparkSession spark, @TempDir Path root) {
    requireSameAtEachStep(seed, 5, spark, root);
  }

  @Test
  void changes_come_to_the_same_where_a_vendor_is_closed(SparkSession spark, @TempDir Path root) {
    requireSameAtEachStep(new ChangingLake(2, spark, root, TestVendors.register()), 3);
  }

  private static void requireSameAtEachStep(long seed, int steps, SparkSession spark, Path root) {
    requireSameAtEachStep(new ChangingLake(seed, spark, root), steps);
  }

  private static void requireSameAtEachStep(ChangingLake world, int steps) {
    world.requireSame();
    int mostPaths = world.paths().size();
    for (int step = 0; step < steps; step++) {
      world.grow();
      world.requireSame();
      mostPaths = Math.max(mostPaths, world.paths().size());
    }
    assertThat(mostPaths).isGreaterThan(0);
    assertThat(world.robots()).isNotEmpty();
    world.requireSameOnEachPath();
  }

  /** A lake of one subject that permits, up to the clocks of an earlier run. */
  private static EarlierRun earlierRun(Lake lake, Dataset<Row> touches, Dataset<Row> conversions) {
    PermissionTable.in(lake)
        .replace(
            Rows.of(Tables.PERMISSION, "subject_id", "from", "state", "known_at")
                .row(1, List.of(Rows.dayMicros(-900)), List.of(0x1111L), Rows.day(32))
                .on(lake.spark()),
            Rows.dayMicros(32));
    lake.append(Tables.TOUCHPOINT, touches);
    lake.append(Tables.CONVERSION, conversions);
    lake.read(Tables.ROBOT); // is made when it is read first
    return new EarlierRun(
        GateWorld.clocks(32, 32),
        lake.version(Tables.PERMISSION),
        lake.version(Tables.TOUCHPOINT),
        lake.version(Tables.CONVERSION),
        lake.version(Tables.ROBOT));
  }

  private static Rows touches() {
    return Rows.of(Tables.TOUCHPOINT, "subject_id", "occurred_at", "channel");
  }

  private static Rows conversions(int file) {
    return Rows.of(
            Tables.CONVERSION,
            "subject_id",
            "conversion_id",
            "kind",
            "refund_of",
            "occurred_at",
            "value")
        .with("file_id", file);
  }

  /** Takes in conversions, and nothing new of any permission. */
  private static void append(Lake lake, Dataset<Row> conversions) {
    lake.append(Tables.CONVERSION, conversions);
    assertThat(
            PermissionTable.in(lake)
                .append(
                    Rows.of(Tables.PERMISSION, "subject_id", "known_at")
                        .row(2, Rows.day(40))
                        .on(lake.spark()),
                    Rows.dayMicros(40),
                    lake.version(Tables.CONSENT_TIMELINE),
                    ""))
        .isTrue();
  }

  /** What comes to the paths up to day 40: path, conversions, value. */
  private static List<String> changes(Lake lake, EarlierRun earlier) {
    PathRules rules =
        new PathRules(
            new JourneyRules(7, 5, Integer.MAX_VALUE),
            List.of(RefusedTouchPolicy.DROP_TOUCH),
            List.of("search", "mail"));
    ChangedSubjects changed =
        new Gate(lake, Rows.CONTROLLER, GateWorld.RULES, GateWorld.clocks(40, 40))
            .changes(
                List.of(GateWorld.MEASUREMENT),
                earlier,
                new ChangeReach(rules.journeys().lookbackMicros(), Integer.MAX_VALUE));
    return Rows.texts(
        JourneyPaths.changes(changed, rules)
            .groupBy("path")
            .agg(functions.sum("conversions"), functions.sum("value")),
        "path",
        "sum(conversions)",
        "sum(value)");
  }

  @Test
  void only_months_that_a_change_looks_back_to_are_opened(SparkSession spark, @TempDir Path root)
      throws IOException {
    Lake lake = Lake.open(spark, root.toString(), 1);
    EarlierRun earlier =
        earlierRun(
            lake,
            touches().row(1, Rows.day(-50), 0).row(1, Rows.day(28), 1).on(spark),
            conversions(1).row(1, 10, "order", null, Rows.day(-49), 30).on(spark));
    append(lake, conversions(2).row(1, 11, "order", null, Rows.day(33), 20).on(spark));
    // Whoever opened the month of the first touch and order would not find it.
    deleteFiles(root.resolve("touchpoint/bucket=0/slice=2026-01-01"));
    deleteFiles(root.resolve("conversion/bucket=0/slice=2026-01-01"));

    assertThat(changes(lake, earlier)).containsExactly("mail 1 200000");
  }

  @Test
  void a_refund_changes_its_order_of_long_ago(SparkSession spark, @TempDir Path root)
      throws IOException {
    Lake lake = Lake.open(spark, root.toString(), 1);
    EarlierRun earlier =
        earlierRun(
            lake,
            touches()
                .row(1, Rows.day(-300), 1)
                .row(1, Rows.day(-110), 0)
                .row(1, Rows.day(28), 1)
                .on(spark),
            conversions(1)
                .row(1, 9, "order", null, Rows.day(-299), 70)
                .row(1, 10, "order", null, Rows.day(-109), 30)
                .row(1, 11, "order", null, Rows.day(29), 20)
                .on(spark));
    append(
        lake,
        conversions(2)
            .row(1, 12, "refund", 10, Rows.day(33), 8)
            .row(1, 13, "refund", 404, Rows.day(34), 8)
            .on(spark));

    assertThat(changes(lake, earlier)).containsExactly("search 0 -80000");
  }

  @Test
  void nobody_looks_further_back_for_an_order_than_it_lies(SparkSession spark, @TempDir Path root)
      throws IOException {
    Lake lake = Lake.open(spark, root.toString(), 1);
    EarlierRun earlier =
        earlierRun(
            lake,
            touches().row(1, Rows.day(-110), 0).row(1, Rows.day(28), 1).on(spark),
            conversions(1)
                .row(1, 10, "order", null, Rows.day(-109), 30)
                .row(1, 11, "order", null, Rows.day(29), 20)
                .on(spark));
    append(lake, conversions(2).row(1, 12, "refund", 11, Rows.day(33), 5).on(spark));
    deleteFiles(root.resolve("conversion/bucket=0/slice=2025-11-01"));

    assertThat(changes(lake, earlier)).containsExactly("mail 0 -50000");
  }

  /** In the month before the one into which the order looks back. */
  @Test
  void a_refund_may_be_dated_some_days_before_its_order(SparkSession spark, @TempDir Path root) {
    Lake lake = Lake.open(spark, root.toString(), 1);
    EarlierRun earlier =
        earlierRun(
            lake,
            touches().row(1, Rows.day(38), 1).on(spark),
            conversions(1).row(1, 10, "refund", 11, Rows.day(29), 5).on(spark));
    append(lake, conversions(2).row(1, 11, "order", null, Rows.day(38.5), 20).on(spark));

    assertThat(changes(lake, earlier)).containsExactly("mail 1 150000");
  }

  /** They were in the tables, but recorded later than the earlier run was to know. */
  @Test
  void rows_that_have_become_known_are_new_though_they_lay_there(
      SparkSession spark, @TempDir Path root) {
    Lake lake = Lake.open(spark, root.toString(), 1);
    Rows touches =
        Rows.of(Tables.TOUCHPOINT, "subject_id", "occurred_at", "channel", "recorded_time");
    Rows conversions =
        Rows.of(
                Tables.CONVERSION,
                "subject_id",
                "conversion_id",
                "occurred_at",
                "value",
                "recorded_time")
            .with("file_id", 1);
    EarlierRun earlier =
        earlierRun(
            lake,
            touches
                .row(1, Rows.day(10), 0, Rows.day(10))
                .row(1, Rows.day(28), 1, Rows.day(35))
                .on(spark),
            conversions
                .row(1, 10, Rows.day(11), 30, Rows.day(35))
                .row(1, 11, Rows.day(29), 20, Rows.day(29))
                .on(spark));
    append(lake, conversions(2).on(spark));

    assertThat(changes(lake, earlier)).contains("mail 1 200000", "search 1 300000");
  }

  private static void deleteFiles(Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(folder)) {
      files = all.toList();
    }
    assertThat(files).isNotEmpty();
    for (Path file : files) {
      Files.delete(file);
    }
  }
}
