package org.optika.spark.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.optika.spark.gate.GateWorld.ATTRIBUTION;
import static org.optika.spark.gate.GateWorld.MEASUREMENT;
import static org.optika.spark.table.Rows.day;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.optika.core.Clocks;
import org.optika.core.journey.RefusedTouchPolicy;
import org.optika.core.privacy.ledger.DataPeriod;
import org.optika.core.release.CreditSolver;
import org.optika.spark.LocalSpark;
import org.optika.spark.gate.GateWorld;
import org.optika.spark.table.Rows;
import org.optika.spark.table.Tables;

/**
 * Day 0 is 2026-03-01. Subject 1 consents on day 2, subject 2 never does, and subject 3 consents on
 * day 0 and withdraws on day 50: after all that it did, and before the run.
 */
@ExtendWith(LocalSpark.class)
class ReleaseSourcesTest {
  private static final Clocks CLOCKS = GateWorld.clocks(60, 60);
  private static final DataPeriod MARCH = DataPeriod.of("2026-03-01", "2026-04-01");

  private static final List<String> slowerPaths = new ArrayList<>();

  private static GateWorld world;

  @BeforeAll
  static void build_a_world(SparkSession spark, @TempDir Path root) {
    world = GateWorld.at(spark, root);
    world
        .lake()
        .appendNew(
            Tables.CONSENT_EVENT,
            Rows.of(Tables.CONSENT_EVENT, "subject_id", "event_time", "action")
                .with("notice_id", "banner")
                .row(1, day(2), "given")
                .row(3, day(0), "given")
                .row(3, day(50), "withdrawn")
                .on(spark));
    world
        .lake()
        .appendNew(
            Tables.TOUCHPOINT,
            Rows.of(Tables.TOUCHPOINT, "subject_id", "occurred_at", "channel")
                .row(1, day(1), 1) // before the consent
                .row(1, day(3), 1)
                .row(1, day(40), 2) // in April
                .row(2, day(3), 1)
                .row(3, day(3), 2)
                .on(spark));
    world
        .lake()
        .appendNew(
            Tables.CONVERSION,
            Rows.of(
                    Tables.CONVERSION,
                    "subject_id",
                    "occurred_at",
                    "conversion_id",
                    "kind",
                    "refund_of",
                    "value")
                .row(1, day(5), 11L, "order", null, 10)
                .row(1, day(6), 12L, "refund", 11L, 4)
                .row(2, day(5), 13L, "order", null, 99)
                .row(3, day(5), 14L, "order", null, 50)
                .on(spark));
    world.buildTimeline();
    world.buildPermission(CLOCKS);
    world.buildJourneys(CLOCKS, MEASUREMENT);
  }

  private static ReleaseInputs inputs(Clocks clocks) {
    return new ReleaseInputs(
        world.lake(),
        world.gate(clocks),
        Rows.CONTROLLER,
        clocks,
        List.of(MEASUREMENT),
        List.of(MEASUREMENT, ATTRIBUTION),
        ChannelNames.of(Arrays.asList(null, "search", "social")),
        RefusedTouchPolicy.DROP_TOUCH,
        MARCH,
        slowerPaths::add);
  }

  private static List<String> rows(String source, Clocks clocks, String... columns) {
    return rows(source, inputs(clocks), columns);
  }

  private static List<String> rows(String source, ReleaseInputs inputs, String... columns) {
    List<Row> found = new ArrayList<>();
    ReleaseSources.find(source)
        .plan(inputs)
        .read(rows -> found.addAll(rows.rows().selectExpr(columns).collectAsList()));
    return found.stream().map(Row::mkString).sorted().toList();
  }

  @Test
  void touchpoints_are_those_that_the_gate_lets_through_in_the_period() {
    assertThat(rows("touchpoints", CLOCKS, "concat_ws(' ', subject_id, channel, day, month)"))
        .containsExactly("1 search 2026-03-04 2026-03");
  }

  @Test
  void orders_and_refunds_are_permitted_ones_and_a_refund_is_negative() {
    assertThat(rows("conversions", CLOCKS, "concat_ws(' ', subject_id, kind, value, day)"))
        .containsExactly("1 order 10.0 2026-03-06", "1 refund -4.0 2026-03-07");
  }

  @Test
  void activity_of_a_lake_in_buckets_is_not_moved() {
    slowerPaths.clear();
    for (String source : List.of("touchpoints", "conversions")) {
      ReleaseSources.find(source)
          .plan(inputs(CLOCKS))
          .read(
              rows -> {
                assertThat(rows.together()).isTrue();
                assertThat(rows.rows().queryExecution().executedPlan().toString())
                    .contains("Scan ExistingRDD")
                    .doesNotContain("Exchange hashpartitioning");
                rows.rows().collectAsList();
              });
    }

    assertThat(slowerPaths).isEmpty();
  }

  /**
   * The journey of April ends outside of the period, and that of a withdrawn consent is not there.
   */
  @Test
  void transitions_are_moves_of_journeys_that_are_permitted_at_the_time_of_the_run() {
    assertThat(rows("transitions", CLOCKS, "concat_ws(' ', subject_id, move_number, from, to)"))
        .containsExactly("1 1 (start) search", "1 2 search (conversion)");
  }

  @Test
  void coalitions_are_the_channels_of_a_journey_with_its_outcome() {
    assertThat(rows("coalitions", CLOCKS, "concat_ws(' ', subject_id, coalition, outcome)"))
        .containsExactly("1 search (conversion)");
  }

  @Test
  void channels_that_a_solver_does_not_name_are_other() {
    CreditSolver solver = CreditSolver.of("markov-1", List.of("social"));

    assertThat(rows("transitions", inputs(CLOCKS).of(solver), "concat_ws(' ', from, to)"))
        .containsExactly("(start) other", "other (conversion)");
  }

  @Test
  void journeys_of_other_clocks_are_refused() {
    assertThatThrownBy(() -> rows("transitions", GateWorld.clocks(61, 61), "from"))
        .hasMessageContaining("Table 'journey' was built for as_of");
  }

  @Test
  void other_clocks_than_those_of_the_permission_are_refused_before_anything_is_read() {
    ReleaseInputs later = inputs(GateWorld.clocks(61, 61));

    assertThatThrownBy(() -> ReleaseSources.find("touchpoints").plan(later))
        .hasMessageContaining("permission");
  }

  /** Else a renamed one would be the same release, drawn with the same noise. */
  @Test
  void sources_depend_on_the_tables_that_name_channels_and_campaigns() {
    for (String id : ReleaseSources.ids()) {
      ReleaseSource source = ReleaseSources.find(id);
      if (source.keys().contains("channel")) {
        assertThat(source.reads()).as(id).contains(Tables.CHANNEL);
      }
      if (source.keys().contains("campaign")) {
        assertThat(source.reads()).as(id).contains(Tables.CAMPAIGN);
      }
    }
  }

  @Test
  void unknown_sources_are_named_with_those_that_are_known() {
    assertThatThrownBy(() -> ReleaseSources.find("gold"))
        .hasMessage(
            "unknown source 'gold'; known: [opt-in, touchpoints, conversions, attribution-credit, transitions, coalitions]");
  }
}
