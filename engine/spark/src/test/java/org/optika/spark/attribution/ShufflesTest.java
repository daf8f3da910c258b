package org.optika.spark.attribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.optika.spark.gate.GateWorld.MEASUREMENT;
import static org.optika.spark.table.Rows.day;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerStageCompleted;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.optika.core.Clocks;
import org.optika.core.attribution.AttributionModels;
import org.optika.core.attribution.Bootstrap;
import org.optika.core.attribution.ModelParameters;
import org.optika.core.attribution.TallySpec;
import org.optika.core.journey.JourneyRules;
import org.optika.core.journey.RefusedTouchPolicy;
import org.optika.spark.LocalSpark;
import org.optika.spark.consent.ConsentTimelineBuilder;
import org.optika.spark.consent.TimelineTable;
import org.optika.spark.gate.ChangeReach;
import org.optika.spark.gate.EarlierRun;
import org.optika.spark.gate.Gate;
import org.optika.spark.gate.GatePaths;
import org.optika.spark.gate.GateWorld;
import org.optika.spark.gate.PermissionBuilder;
import org.optika.spark.gate.PermissionUpdate;
import org.optika.spark.gate.Permitted;
import org.optika.spark.gate.PermittedSubjects;
import org.optika.spark.journey.JourneyPaths;
import org.optika.spark.journey.Journeys;
import org.optika.spark.journey.PathRules;
import org.optika.spark.table.Campaigns;
import org.optika.spark.table.Lake;
import org.optika.spark.table.Rows;
import org.optika.spark.table.Tables;

/**
 * How often each stage sends its rows through the network. A number that grows is a decision:
 * change it here, and say why.
 */
@ExtendWith(LocalSpark.class)
class ShufflesTest {
  private static final Clocks CLOCKS = GateWorld.clocks(60, 60);
  private static final Pattern SHUFFLE = Pattern.compile("Shuffled(Row)?RDD");

  private static GateWorld world;

  @BeforeAll
  static void build_a_world(SparkSession spark, @TempDir Path root) {
    // As at full size: no table fits a broadcast, and the plan is the one that was made.
    spark.conf().set("spark.sql.autoBroadcastJoinThreshold", "-1");
    spark.conf().set("spark.sql.adaptive.enabled", "false");
    world = GateWorld.at(spark, root);
    fill(world);
    world.buildPermission(CLOCKS);
    world.buildJourneys(CLOCKS, MEASUREMENT);
  }

  private static void fill(GateWorld world) {
    SparkSession spark = world.lake().spark();
    world
        .lake()
        .appendNew(
            Tables.CONSENT_EVENT,
            Rows.of(Tables.CONSENT_EVENT, "subject_id", "event_time")
                .with("notice_id", "banner")
                .row(1, day(0))
                .on(spark));
    world
        .lake()
        .appendNew(
            Tables.TOUCHPOINT,
            Rows.of(Tables.TOUCHPOINT, "subject_id", "occurred_at").row(1, day(1)).on(spark));
    world
        .lake()
        .appendNew(
            Tables.CONVERSION,
            Rows.of(Tables.CONVERSION, "subject_id", "occurred_at", "value")
                .row(1, day(2), 10)
                .on(spark));
    world.buildTimeline();
  }

  /** Shuffles between the tables and these rows. */
  private static long shuffles(Dataset<Row> rows) {
    String lineage =
        ((org.apache.spark.sql.classic.Dataset<Row>) rows).queryExecution().toRdd().toDebugString();
    return SHUFFLE.matcher(lineage).results().count();
  }

  private static String plan(Dataset<Row> rows) {
    return ((org.apache.spark.sql.classic.Dataset<Row>) rows)
        .queryExecution()
        .executedPlan()
        .treeString();
  }

  @Test
  void timeline_takes_one_shuffle() {
    assertThat(
            shuffles(
                ConsentTimelineBuilder.build(
                    world.lake().read(Tables.CONSENT_EVENT), Rows.CONTROLLER, GateWorld.RULES)))
        .isEqualTo(1);
  }

  @Test
  void permission_takes_one_shuffle() {
    assertThat(
            shuffles(
                PermissionBuilder.build(
                    TimelineTable.in(world.lake()).rows(),
                    Rows.CONTROLLER,
                    CLOCKS.knownAtMicros(),
                    GateWorld.RULES)))
        .isEqualTo(1);
  }

  @Test
  void gate_takes_one_shuffle_each_for_activity_and_permission_and_two_for_refunds() {
    Dataset<Row> activity = GatePaths.rows(world.gate(CLOCKS), MEASUREMENT);

    assertThat(shuffles(activity)).isEqualTo(4);
  }

  @Test
  void gate_takes_no_more_shuffles_where_permission_has_several_versions(
      SparkSession spark, @TempDir Path root) {
    GateWorld other = GateWorld.at(spark, root);
    fill(other);
    for (double knownAtDay : new double[] {59, 60}) {
      PermissionUpdate.run(
          other.lake(),
          Rows.CONTROLLER,
          GateWorld.RULES,
          Rows.dayMicros(knownAtDay),
          "test",
          line -> {});
    }

    assertThat(shuffles(GatePaths.rows(other.gate(CLOCKS), MEASUREMENT))).isEqualTo(4);
  }

  @Test
  void gate_joins_by_a_hash_of_permissions_and_decides_in_generated_code() {
    String plan = plan(GatePaths.rows(world.gate(CLOCKS), MEASUREMENT));

    assertThat(plan)
        .contains("ShuffledHashJoin [subject_id", "LeftOuter, BuildRight")
        .doesNotContain("UDF")
        .doesNotContain("Python")
        .doesNotContain("DeserializeToObject")
        .doesNotContain("MapPartitions");
    // A star and a number mark an operator that is part of generated code.
    assertThat(plan.lines().filter(line -> line.contains("ShuffledHashJoin")))
        .allMatch(line -> line.contains("*("));
  }

  @Test
  void journeys_take_one_shuffle_more_than_the_gate() {
    assertThat(shuffles(journeys(GatePaths.portable(world.gate(CLOCKS), MEASUREMENT))))
        .isEqualTo(5);
  }

  @Test
  void journeys_of_clustered_tables_take_no_shuffle_and_no_sort() {
    Dataset<Row> journeys = journeys(GatePaths.clustered(world.gate(CLOCKS), MEASUREMENT));

    assertThat(shuffles(journeys)).isZero();
    assertThat(plan(journeys)).doesNotContain("Sort").doesNotContain("Exchange");
  }

  @Test
  void journeys_of_unordered_tables_take_one_shuffle_a_table() {
    assertThat(shuffles(journeys(GatePaths.shuffled(world.gate(CLOCKS), MEASUREMENT))))
        .isEqualTo(3);
  }

  private static Dataset<Row> journeys(PermittedSubjects subjects) {
    return Journeys.build(
        subjects, Rows.CONTROLLER, new JourneyRules(30, 50, 50), Campaigns.of(world.lake()));
  }

  @Test
  void paths_take_one_shuffle_of_distinct_ones_anew_and_from_changes() {
    PathRules rules =
        new PathRules(
            new JourneyRules(30, 50, 50),
            List.of(RefusedTouchPolicy.DROP_TOUCH),
            List.of("search", "social"));
    Lake lake = world.lake();
    lake.read(Tables.ROBOT); // is made when it is read first
    EarlierRun earlier =
        new EarlierRun(
            CLOCKS,
            lake.version(Tables.PERMISSION),
            lake.version(Tables.TOUCHPOINT),
            lake.version(Tables.CONVERSION),
            lake.version(Tables.ROBOT));
    Gate gate = world.gate(CLOCKS);

    assertThat(
            shuffles(
                JourneyPaths.sums(
                    JourneyPaths.count(GatePaths.clusteredUncounted(gate, MEASUREMENT), rules))))
        .isEqualTo(1);
    assertThat(
            shuffles(
                JourneyPaths.sums(
                    JourneyPaths.count(GatePaths.shuffledUncounted(gate, MEASUREMENT), rules))))
        .as("one more a table that lies in no order")
        .isEqualTo(4);
    assertThat(
            shuffles(
                JourneyPaths.sums(
                    JourneyPaths.changes(
                        GatePaths.changes(
                            gate,
                            earlier,
                            new ChangeReach(rules.journeys().lookbackMicros(), 50),
                            MEASUREMENT),
                        rules))))
        .isEqualTo(1);
  }

  @Test
  void attribution_takes_one_shuffle_of_tallies(SparkSession spark) throws Exception {
    Permitted journeys = world.gate(CLOCKS).stored(Tables.JOURNEY);
    TallySpec spec =
        new TallySpec(
            RefusedTouchPolicy.DROP_TOUCH,
            AttributionModels.with(ModelParameters.defaults()).all(),
            4,
            Bootstrap.none());
    AtomicInteger shuffles = new AtomicInteger();
    SparkListener listener =
        new SparkListener() {
          @Override
          public void onStageCompleted(SparkListenerStageCompleted stage) {
            boolean ours = stage.stageInfo().name().contains("Attribution.java");
            if (ours && stage.stageInfo().shuffleDepId().isDefined()) {
              shuffles.incrementAndGet();
            }
          }
        };
    spark.sparkContext().addSparkListener(listener);

    List<Attribution.Credit> credit =
        Attribution.of(
            journeys, Campaigns.of(world.lake()), List.of(new Attribution.ScopeSpecs(spec, spec)));

    assertThat(shuffles(journeys.rows())).isZero();
    assertThat(credit).isNotEmpty();
    spark.sparkContext().listenerBus().waitUntilEmpty();
    spark.sparkContext().removeSparkListener(listener);
    assertThat(shuffles).hasValue(1);
  }
}
