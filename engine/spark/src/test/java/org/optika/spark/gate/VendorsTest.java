package org.optika.spark.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.optika.spark.gate.GateWorld.ATTRIBUTION;
import static org.optika.spark.gate.GateWorld.MEASUREMENT;
import static org.optika.spark.gate.GateWorld.STATISTICS;
import static org.optika.spark.gate.TestVendors.ENDED;
import static org.optika.spark.gate.TestVendors.HOME;
import static org.optika.spark.gate.TestVendors.LATE;
import static org.optika.spark.gate.TestVendors.NARROW;
import static org.optika.spark.gate.TestVendors.STRANGER;
import static org.optika.spark.table.Rows.day;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.optika.core.Clocks;
import org.optika.core.gate.GateRule;
import org.optika.core.gate.VendorActivity;
import org.optika.spark.LocalSpark;
import org.optika.spark.gate.GateQuestion.Wanted;
import org.optika.spark.table.Lake;
import org.optika.spark.table.PersonTable;
import org.optika.spark.table.Rows;
import org.optika.spark.table.Tables;

/**
 * What the registers of vendors close. Subject 1 has given measurement, attribution and statistics
 * on day 0; subject 2 measurement only.
 */
@ExtendWith(LocalSpark.class)
class VendorsTest {
  private static final Clocks DAY_50 = GateWorld.clocks(50, 90);
  private static final Clocks DAY_70 = GateWorld.clocks(70, 90);

  private static GateWorld world(SparkSession spark, Path root, Rows touchpoints) {
    GateWorld world = GateWorld.at(spark, root);
    world
        .lake()
        .appendNew(
            Tables.CONSENT_EVENT,
            Rows.of(Tables.CONSENT_EVENT, "subject_id", "purpose", "action", "event_time")
                .with("notice_id", "banner")
                .row(1, MEASUREMENT, "given", day(0))
                .row(1, ATTRIBUTION, "given", day(0))
                .row(1, STATISTICS, "given", day(0))
                .row(2, MEASUREMENT, "given", day(0))
                .on(spark));
    world.lake().appendNew(Tables.TOUCHPOINT, touchpoints.on(spark));
    world
        .lake()
        .appendNew(
            Tables.CONVERSION,
            Rows.of(Tables.CONVERSION, "subject_id", "occurred_at", "value")
                .row(1, day(45), 10)
                .on(spark));
    world.buildTimeline();
    world.buildPermission(DAY_50);
    return world;
  }

  private static Rows touchpoints() {
    return Rows.of(Tables.TOUCHPOINT, "subject_id", "occurred_at", "vendor_id", "is_bot");
  }

  /** One touch of each vendor before day 40, and one after it. */
  private static Rows someOfEach() {
    Rows rows = touchpoints();
    for (String vendor : new String[] {HOME, ENDED, LATE, NARROW, STRANGER, null}) {
      rows.row(1, day(30), vendor, false).row(1, day(42), vendor, false);
    }
    return rows.row(2, day(30), STRANGER, false)
        .row(2, day(30), HOME, false)
        .row(1, day(30), STRANGER, true)
        .row(1, day(80), STRANGER, false);
  }

  private static Gate gate(GateWorld world, Clocks clocks) {
    return new Gate(world.lake(), Rows.CONTROLLER, GateWorld.RULES, TestVendors.register(), clocks);
  }

  private static List<String> touches(Dataset<Row> outcome) {
    return Rows.texts(
        outcome.where("table_name = 'touchpoint'"), "purpose", "clock", "reason", "row_count");
  }

  @Test
  void touches_of_closed_vendors_are_refused_under_the_first_purpose_that_fails(
      SparkSession spark, @TempDir Path root) {
    GateWorld world = world(spark, root, someOfEach());

    assertThat(touches(gate(world, DAY_50).report(List.of(ATTRIBUTION, MEASUREMENT)).outcome()))
        .containsExactly(
            "attribution event_time unknown 1", // subject 2, home
            "attribution vendor vendor-not-for-purpose 2", // narrow
            "measurement after_as_of after-as-of 1",
            "measurement attribution   7", // 2 of home and of ended, 1 of late, 2 without vendor
            "measurement vendor no-valid-transfer 1", // late, before its clauses
            "measurement vendor vendor-not-registered 4"); // the robot and subject 2 included
    assertThat(touches(gate(world, DAY_50).report(List.of(MEASUREMENT)).outcome()))
        .containsExactly(
            "measurement   10",
            "measurement after_as_of after-as-of 1",
            "measurement vendor no-valid-transfer 1",
            "measurement vendor vendor-not-registered 4");
  }

  @Test
  void clauses_that_have_ended_at_the_time_of_the_run_close_all_that_came_before(
      SparkSession spark, @TempDir Path root) {
    GateWorld world = world(spark, root, someOfEach());

    assertThat(touches(gate(world, DAY_70).report(List.of(MEASUREMENT)).outcome()))
        .containsExactly(
            "measurement   8",
            "measurement after_as_of after-as-of 1",
            "measurement vendor no-valid-transfer 3", // both of ended, one of late
            "measurement vendor vendor-not-registered 4");
    assertThat(touches(gate(world, DAY_70).report(List.of(STATISTICS)).outcome()))
        .contains("statistics vendor no-valid-transfer 1"); // asked at event time only
  }

  @Test
  void without_a_register_vendors_decide_nothing(SparkSession spark, @TempDir Path root) {
    GateWorld world = world(spark, root, someOfEach());

    assertThat(touches(world.gate(DAY_70).report(List.of(MEASUREMENT)).outcome()))
        .containsExactly("measurement   15", "measurement after_as_of after-as-of 1");
  }

  @Test
  void where_nothing_is_closed_the_plan_is_as_without_a_register(
      SparkSession spark, @TempDir Path root) {
    GateWorld world =
        world(
            spark,
            root,
            touchpoints()
                .row(1, day(30), HOME, false)
                .row(1, day(42), ENDED, false)
                .row(1, day(42), null, false));
    Gate.recordVendors(world.lake());
    List<String> purposes = List.of(MEASUREMENT);
    Map<PersonTable, List<String>> ofTouchpoints = Map.of(Tables.TOUCHPOINT, purposes);

    assertThat(plan(gate(world, DAY_50).activity(purposes).rows()))
        .isEqualTo(plan(world.gate(DAY_50).activity(purposes).rows()));
    assertThat(plan(gate(world, DAY_50).activity(purposes).rows()))
        .isNotEqualTo(plan(gate(world, DAY_70).activity(purposes).rows()));
    assertThat(plan(history(gate(world, DAY_50), ofTouchpoints).permitted().rows()))
        .isEqualTo(plan(history(world.gate(DAY_50), ofTouchpoints).permitted().rows()));
  }

  private static String plan(Dataset<Row> rows) {
    return rows.queryExecution()
        .optimizedPlan()
        .toString()
        .replaceAll("#\\d+L?", "")
        .replaceAll("GateRule\\[[^]]*]", "");
  }

  private static PermittedHistory history(Gate gate, Map<PersonTable, List<String>> purposes) {
    return gate.history(purposes, Rows.dayMicros(50), List.of());
  }

  @Test
  void touchpoints_are_read_with_their_vendor_only_where_one_is_closed(
      SparkSession spark, @TempDir Path root) {
    GateWorld world = world(spark, root, someOfEach());
    Dataset<Row> rows = world.lake().readForGate(Tables.TOUCHPOINT);
    GateQuestion open = new GateQuestion("shop", List.of(), DAY_50, Wanted.ALL_COUNTED);
    GateQuestion closed =
        new GateQuestion(
            "shop",
            List.of(GateRule.of(GateWorld.RULES, List.of(MEASUREMENT))),
            DAY_50,
            Wanted.ALL_COUNTED,
            TestVendors.REGISTER.closings(
                GateWorld.RULES,
                List.of(MEASUREMENT),
                Map.of(STRANGER, new VendorActivity(0, 1)),
                DAY_50.asOfMicros()));

    assertThat(ActivityTables.touchpoint(rows, open).columns()).doesNotContain("vendor_id");
    assertThat(ActivityTables.touchpoint(rows, closed).columns()).contains("vendor_id");
  }

  @Test
  @Tag("slow")
  @Tag("changes")
  void a_history_leaves_out_touches_of_closed_vendors_and_counts_them(
      SparkSession spark, @TempDir Path root) {
    GateWorld world = world(spark, root, someOfEach());
    PermittedHistory history =
        history(
            gate(world, DAY_50),
            Map.of(
                Tables.TOUCHPOINT, List.of(MEASUREMENT), Tables.CONVERSION, List.of(MEASUREMENT)));

    assertThat(touches(history.outcome()))
        .containsExactly(
            "measurement   10",
            "measurement vendor no-valid-transfer 1",
            "measurement vendor vendor-not-registered 4");
    assertThat(history.permitted().rows().where("kind = " + Gate.TOUCHPOINT).count()).isEqualTo(10);
    assertThat(history.permitted().rows().where("kind = " + Gate.ORDER).count()).isEqualTo(1);
  }

  @Test
  void what_a_vendor_closes_is_no_late_withdrawal(SparkSession spark, @TempDir Path root) {
    GateWorld world = world(spark, root, someOfEach());

    assertThat(
            gate(world, GateWorld.clocks(70, 90))
                .lateRefusals(List.of(MEASUREMENT), GateWorld.clocks(70, 80))
                .collectAsList())
        .isEmpty();
  }

  @Test
  @Tag("slow")
  @Tag("changes")
  void vendors_seen_are_kept_by_month_and_follow_what_comes_in(
      SparkSession spark, @TempDir Path root) {
    GateWorld world =
        world(spark, root, touchpoints().row(1, day(30), HOME, false).row(1, day(1), HOME, false));
    Gate.recordVendors(world.lake());
    assertThat(seen(world.lake())).containsExactly("home 2026-03-01 2026-03-01");

    Lake next = Lake.open(spark, root.toString(), 2);
    next.appendNew(
        Tables.TOUCHPOINT,
        Rows.of(Tables.TOUCHPOINT, "subject_id", "touchpoint_id", "occurred_at", "vendor_id")
            .row(1, 100, day(40), HOME)
            .row(1, 101, day(3), STRANGER)
            .on(spark));
    assertThat(touches(gateOn(next).report(List.of(MEASUREMENT)).outcome()))
        .as("the table is behind and the gate is not")
        .containsExactly("measurement   3", "measurement vendor vendor-not-registered 1");

    Gate.recordVendors(next);
    assertThat(seen(next))
        .containsExactly("home 2026-03-01 2026-04-01", "stranger 2026-03-01 2026-03-01");
    long version = next.version(Tables.VENDOR).version();
    Gate.recordVendors(next);
    assertThat(next.version(Tables.VENDOR).version()).isEqualTo(version);
  }

  private static Gate gateOn(Lake lake) {
    return new Gate(lake, Rows.CONTROLLER, GateWorld.RULES, TestVendors.register(), DAY_50);
  }

  private static List<String> seen(Lake lake) {
    return Rows.texts(lake.read(Tables.VENDOR), "vendor_id", "first_month", "last_month");
  }

  @Test
  @Tag("slow")
  @Tag("changes")
  void changes_are_not_told_from_a_run_for_which_other_vendors_were_closed(
      SparkSession spark, @TempDir Path root) {
    GateWorld world = world(spark, root, someOfEach());
    Lake lake = world.lake();
    lake.read(Tables.ROBOT); // is made when it is read first
    EarlierRun earlier =
        new EarlierRun(
            DAY_50,
            lake.version(Tables.PERMISSION),
            lake.version(Tables.TOUCHPOINT),
            lake.version(Tables.CONVERSION),
            lake.version(Tables.ROBOT));
    ChangeReach reach = new ChangeReach(1, 10);

    assertThatThrownBy(() -> gate(world, DAY_70).changes(List.of(MEASUREMENT), earlier, reach))
        .isInstanceOf(NotIncrementalException.class)
        .hasMessage("other vendors are closed than in the last run");
    assertThat(gate(world, GateWorld.clocks(51, 90)).changes(List.of(MEASUREMENT), earlier, reach))
        .isNotNull();
    assertThat(
            new Gate(lake, Rows.CONTROLLER, GateWorld.RULES, Optional.empty(), DAY_70)
                .changes(List.of(MEASUREMENT), earlier, reach))
        .isNotNull();
  }
}
