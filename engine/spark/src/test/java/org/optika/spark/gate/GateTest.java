package org.optika.spark.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.optika.spark.gate.GateWorld.ATTRIBUTION;
import static org.optika.spark.gate.GateWorld.MEASUREMENT;
import static org.optika.spark.table.Rows.day;

import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.optika.core.Clocks;
import org.optika.spark.LocalSpark;
import org.optika.spark.table.Rows;
import org.optika.spark.table.Tables;

/**
 * One small world, asked for two purposes; {@code as_of} is day 20, {@code known_at} day 30.
 *
 * <pre>
 * subject 1  both given, active, with a robot under the same name
 * subject 2  attribution never given
 * subject 3  measurement refused
 * subject 4  no record at all
 * subject 5  both given on day 5, between two orders
 * subject 6  both given; rows known too late, rows after as_of, a refund without its order
 * subject 7  measurement withdrawn on day 10, given again on day 12
 * subject 8  measurement withdrawn on day 15
 * </pre>
 */
@ExtendWith(LocalSpark.class)
class GateTest {
  private static final Clocks CLOCKS = GateWorld.clocks(20, 30);

  /** Not in the order of the rule pack, which has measurement first. */
  private static final List<String> PURPOSES = List.of(ATTRIBUTION, MEASUREMENT);

  private static final int PAID_SEARCH = 0;
  private static final int EMAIL = 1;
  private static final int CAMPAIGN = 7;

  private static GateWorld world;

  @BeforeAll
  static void build_the_world(SparkSession spark, @TempDir Path root) {
    world = GateWorld.at(spark, root);
    world.lake().appendNew(Tables.CONSENT_EVENT, consent().on(spark));
    world.lake().appendNew(Tables.TOUCHPOINT, touchpoints().on(spark));
    world.lake().appendNew(Tables.CONVERSION, conversions().on(spark));
    world.buildTimeline();
    world.buildPermission(CLOCKS);
  }

  private static Rows consent() {
    return Rows.of(
            Tables.CONSENT_EVENT, "subject_id", "purpose", "action", "event_time", "controller_id")
        .with("notice_id", "banner")
        .row(1, MEASUREMENT, "given", day(0), "shop")
        .row(1, ATTRIBUTION, "given", day(0), "shop")
        .row(2, MEASUREMENT, "given", day(0), "shop")
        .row(3, MEASUREMENT, "refused", day(0), "shop")
        .row(3, ATTRIBUTION, "given", day(0), "shop")
        .row(4, MEASUREMENT, "given", day(0), "another shop")
        .row(4, ATTRIBUTION, "given", day(0), "another shop")
        .row(5, MEASUREMENT, "given", day(5), "shop")
        .row(5, ATTRIBUTION, "given", day(5), "shop")
        .row(6, MEASUREMENT, "given", day(0), "shop")
        .row(6, ATTRIBUTION, "given", day(0), "shop")
        .row(7, MEASUREMENT, "given", day(0), "shop")
        .row(7, ATTRIBUTION, "given", day(0), "shop")
        .row(7, MEASUREMENT, "withdrawn", day(10), "shop")
        .row(7, MEASUREMENT, "given", day(12), "shop")
        .row(8, MEASUREMENT, "given", day(0), "shop")
        .row(8, ATTRIBUTION, "given", day(0), "shop")
        .row(8, MEASUREMENT, "withdrawn", day(15), "shop");
  }

  private static Rows touchpoints() {
    return Rows.of(
            Tables.TOUCHPOINT,
            "subject_id",
            "occurred_at",
            "channel",
            "region",
            "is_bot",
            "recorded_time",
            "controller_id")
        .with("campaign_id", CAMPAIGN)
        .with("device_class", "mobile")
        .row(1, day(1), PAID_SEARCH, "NL", false, day(1), "shop")
        .row(1, day(2), PAID_SEARCH, "NL", false, day(2), "shop")
        .row(1, day(2.5), EMAIL, "NL", true, day(2.5), "shop")
        .row(1, day(2), PAID_SEARCH, "NL", false, day(2), "another shop")
        .row(2, day(1), PAID_SEARCH, "BE", false, day(1), "shop")
        .row(3, day(1), PAID_SEARCH, "BE", false, day(1), "shop")
        .row(4, day(1), EMAIL, "BE", false, day(1), "shop")
        .row(6, day(3), PAID_SEARCH, "NL", false, day(30.5), "shop")
        .row(6, day(25), PAID_SEARCH, "NL", false, day(25), "shop")
        .row(7, day(1), EMAIL, "NL", false, day(1), "shop")
        .row(8, day(1), EMAIL, "NL", false, day(1), "shop");
  }

  private static Rows conversions() {
    return Rows.of(
            Tables.CONVERSION,
            "subject_id",
            "conversion_id",
            "kind",
            "refund_of",
            "occurred_at",
            "value",
            "region",
            "recorded_time")
        .row(1, 11, "order", null, day(3), "100.25", "NL", day(3))
        .row(1, 12, "refund", 11, day(5), "30.05", "NL", day(5))
        .row(2, 21, "order", null, day(2), "50", "BE", day(2))
        .row(4, 41, "order", null, day(2), "40", "BE", day(2))
        .row(4, 42, "refund", 41, day(3), "10", "BE", day(3))
        .row(5, 51, "order", null, day(3), "20", null, day(3))
        .row(5, 52, "refund", 51, day(6), "5", null, day(6))
        .row(5, 53, "order", null, day(6), "70", null, day(6))
        .row(5, 54, "refund", 53, day(7), "70", null, day(7))
        .row(6, 60, "order", null, day(2), "99", "NL", day(30.5))
        .row(6, 61, "order", null, day(3), "10", "NL", day(3))
        .row(6, 62, "refund", 61, day(25), "4", "NL", day(25))
        .row(6, 63, "refund", 60, day(4), "6", "NL", day(4));
  }

  @Test
  void rows_are_counted_once_under_the_first_declared_purpose_that_fails() {
    Dataset<Row> outcome = world.gate(CLOCKS).report(PURPOSES).outcome();

    assertThat(
            Rows.texts(outcome, "table_name", "verdict", "purpose", "clock", "reason", "row_count"))
        .containsExactly(
            "conversion admitted measurement attribution   5",
            "conversion refused attribution event_time unknown 1",
            "conversion refused measurement after_as_of after-as-of 1",
            "conversion refused measurement event_time refund-without-order 1",
            "conversion refused measurement event_time unknown 4",
            "touchpoint admitted measurement attribution   3",
            "touchpoint refused attribution event_time unknown 1",
            "touchpoint refused measurement after_as_of after-as-of 1",
            "touchpoint refused measurement as_of withdrawn 1",
            "touchpoint refused measurement event_time refused 1",
            "touchpoint refused measurement event_time unknown 1",
            "touchpoint refused measurement reopening withdrawn 1");
  }

  @Test
  void admitted_and_refused_are_all_rows_known_of_the_controller() {
    Dataset<Row> outcome = world.gate(CLOCKS).report(PURPOSES).outcome();

    assertThat(
            Rows.texts(
                outcome.groupBy("table_name").sum("row_count"), "table_name", "sum(row_count)"))
        .containsExactly(
            "conversion 12", // of 13: one was recorded after known_at
            "touchpoint 9"); // of 11: the same, and one of another controller
  }

  @Test
  void coverage_counts_subjects_once_nets_refunds_and_leaves_robots_out(SparkSession spark) {
    // Channel 1 is not declared any more: it keeps its code.
    Dataset<Row> channels = Rows.of(Tables.CHANNEL, "channel", "name").row(0, "email").on(spark);

    Dataset<Row> coverage = world.gate(CLOCKS).report(PURPOSES).coverage(channels);

    assertThat(
            Rows.texts(
                coverage,
                "segment",
                "segment_value",
                "verdict",
                "subjects",
                "touchpoints",
                "conversions",
                "revenue"))
        .containsExactly(
            "all all admitted 3 2 3 80.2",
            "all all refused 7 6 3 85",
            "channel 1 refused 3 3 0 0",
            "channel email admitted 1 2 0 0",
            "channel email refused 3 3 0 0",
            "device_class mobile admitted 1 2 0 0",
            "device_class mobile refused 6 6 0 0",
            "device_class unknown admitted 3 0 3 80.2",
            "device_class unknown refused 4 0 3 85",
            "month 2026-03 admitted 3 2 3 80.2",
            "month 2026-03 refused 7 6 3 85",
            "region BE refused 3 3 2 80",
            "region NL admitted 2 2 2 80.2",
            "region NL refused 3 3 0 -10",
            "region unknown admitted 1 0 1 0",
            "region unknown refused 1 0 1 15");
  }

  @Test
  void activity_holds_what_is_admitted_and_the_bare_places_of_refused_touchpoints() {
    Permitted activity = world.gate(CLOCKS).activity(PURPOSES);

    assertThat(activity.clocks()).isEqualTo(CLOCKS);
    assertThat(
            Rows.texts(
                activity.rows().where("kind = " + Gate.TOUCHPOINT),
                "subject_id",
                "channel",
                "campaign_id",
                "value",
                "ref",
                "region"))
        .containsExactly(
            "1 0 7 0 0 NL",
            "1 0 7 0 0 NL",
            "2 -1 0 0 0 null",
            "3 -1 0 0 0 null",
            "4 -1 0 0 0 null",
            "7 -1 0 0 0 null",
            "8 -1 0 0 0 null");
    assertThat(activity.rows().where("channel = -1 AND id <> 0").count()).isZero();
    assertThat(
            Rows.texts(
                activity.rows().where("kind <> " + Gate.TOUCHPOINT),
                "subject_id",
                "kind",
                "id",
                "ref",
                "value",
                "region"))
        .containsExactly(
            "1 1 11 0 1002500 NL",
            "1 2 12 11 300500 NL",
            "5 1 53 0 700000 null",
            "5 2 54 53 700000 null",
            "6 1 61 0 100000 NL");
  }

  @Test
  void nothing_later_than_as_of_leaves_the_gate() {
    Dataset<Row> activity = world.gate(CLOCKS).activity(PURPOSES).rows();

    assertThat(activity.where("at > " + CLOCKS.asOfMicros()).count()).isZero();
  }

  @Test
  void a_purpose_that_is_not_declared_is_an_error() {
    assertThatThrownBy(() -> world.gate(CLOCKS).activity(List.of("profiling")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Unknown purpose 'profiling'; known: [measurement, reopening, interest,"
                + " accountability, statistics, attribution]");
  }

  @Test
  void permission_of_another_known_at_is_refused() {
    assertThatThrownBy(() -> world.gate(GateWorld.clocks(20, 31)).activity(PURPOSES))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "Table 'permission' was built for known_at 2026-03-31T00:00:00Z; this run has"
                + " 2026-04-01T00:00:00Z. Build it again with the clocks of this run.");
  }

  @Test
  void permitted_rows_cannot_be_made_outside_of_the_gate() {
    assertThat(Permitted.class.getConstructors()).isEmpty();
    assertThat(Permitted.class).isFinal();
    assertThat(Permitted.class.getDeclaredMethods())
        .noneMatch(method -> method.getReturnType() == Permitted.class);
  }

  @Test
  void a_stored_table_of_other_clocks_is_refused(SparkSession spark, @TempDir Path root) {
    GateWorld other = GateWorld.at(spark, root);
    other.buildPermission(CLOCKS);
    other.lake().appendNew(Tables.TOUCHPOINT, touchpoints().on(spark));
    other.buildJourneys(GateWorld.clocks(45, 30), MEASUREMENT);

    assertThat(other.gate(GateWorld.clocks(45, 30)).stored(Tables.JOURNEY).rows().count())
        .isPositive();
    for (Clocks later : List.of(GateWorld.clocks(46, 30), GateWorld.clocks(45, 31))) {
      assertThatThrownBy(() -> other.gate(later).stored(Tables.JOURNEY))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage(
              "Table 'journey' was built for as_of 2026-04-15T00:00:00Z and known_at"
                  + " 2026-03-31T00:00:00Z; this run has other clocks. Build it again with the"
                  + " clocks of this run.");
    }
  }

  @Test
  void a_withdrawal_known_late_shows_what_an_earlier_run_had_used(
      SparkSession spark, @TempDir Path root) {
    GateWorld late = GateWorld.at(spark, root);
    late.lake()
        .appendNew(
            Tables.CONSENT_EVENT,
            Rows.of(Tables.CONSENT_EVENT, "subject_id", "action", "event_time", "recorded_time")
                .with("notice_id", "banner")
                .row(1, "given", day(0), day(0))
                .row(1, "withdrawn", day(4), day(60))
                .row(2, "given", day(0), day(0))
                .on(spark));
    late.lake()
        .appendNew(
            Tables.TOUCHPOINT,
            Rows.of(Tables.TOUCHPOINT, "subject_id", "occurred_at", "recorded_time")
                .row(1, day(1), day(1))
                .row(1, day(5), day(5))
                .row(1, day(6), day(51)) // the earlier run did not know this one
                .row(2, day(1), day(1))
                .on(spark));
    late.lake()
        .appendNew(
            Tables.CONVERSION,
            Rows.of(Tables.CONVERSION, "subject_id", "occurred_at", "value")
                .row(1, day(3), 10)
                .row(2, day(3), 10)
                .on(spark));
    late.buildTimeline();

    Dataset<Row> exposure =
        late.gate(GateWorld.clocks(100, 100))
            .lateRefusals(List.of(MEASUREMENT), GateWorld.clocks(50, 50));

    assertThat(Rows.texts(exposure, "table_name", "purpose", "clock", "reason", "row_count"))
        .containsExactly(
            "conversion measurement as_of withdrawn 1",
            "touchpoint measurement as_of withdrawn 1",
            "touchpoint measurement event_time withdrawn 1");
  }

  @Test
  void an_order_delivered_with_two_times_counts_once_and_so_does_its_refund(
      SparkSession spark, @TempDir Path root) {
    GateWorld corrected = GateWorld.at(spark, root);
    corrected
        .lake()
        .appendNew(
            Tables.CONVERSION,
            Rows.of(
                    Tables.CONVERSION,
                    "subject_id",
                    "conversion_id",
                    "kind",
                    "refund_of",
                    "occurred_at",
                    "value")
                .row(1, 11, "order", null, day(3), 10)
                .row(1, 11, "order", null, day(4), 10)
                .row(1, 12, "refund", 11, day(5), 10)
                .on(spark));
    corrected.buildPermission(CLOCKS);

    Dataset<Row> outcome =
        corrected.gate(CLOCKS).report(List.of(GateWorld.ACCOUNTABILITY)).outcome();

    assertThat(Rows.texts(outcome, "verdict", "row_count")).containsExactly("admitted 2");
  }
}
