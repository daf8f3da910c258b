package org.optika.evidence.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.optika.core.evidence.report.ReportTables;
import org.optika.core.optin.OptInMetrics;
import org.optika.core.privacy.suppression.LinkedTables;
import org.optika.core.privacy.suppression.MarginTable;
import org.optika.core.privacy.suppression.SmallCellSuppression;
import org.optika.core.privacy.suppression.SuppressedTable;
import org.optika.evidence.input.TableRows;

/** Tables of opt-in that share margins, with all metrics. */
class LinkedAttackTest {
  private static final int THRESHOLD = 10;
  private static final SmallCellSuppression SUPPRESSION = new SmallCellSuppression(THRESHOLD);

  @Test
  void tables_that_were_decided_together_give_nobody_away() {
    for (int seed = 0; seed < 100; seed++) {
      OptInWorld world = OptInWorld.random(seed);

      AttackReport report = attack(world, LinkedTables.apply(SUPPRESSION, margins(world)));

      assertThat(report.failures()).as("seed %d", seed).isEmpty();
    }
  }

  @Test
  void tables_that_were_each_decided_by_itself_do() {
    int broken = 0;
    for (int seed = 0; seed < 40; seed++) {
      OptInWorld world = OptInWorld.random(seed);

      AttackReport report = attack(world, margins(world).stream().map(SUPPRESSION::apply).toList());

      broken += report.isSafe() ? 0 : 1;
    }
    assertThat(broken).isGreaterThan(15);
  }

  /**
   * Three of 2,000 worlds are like this: every table proves its cells, and together they say too
   * much.
   */
  @Test
  void what_only_all_tables_together_say_is_found() {
    OptInWorld world = OptInWorld.random(1040);
    List<SuppressedTable> decided = LinkedTables.apply(SUPPRESSION, margins(world));

    AttackReport report = attack(world, decided);

    assertThat(report.failures()).isNotEmpty();
    for (int index = 0; index < decided.size(); index++) {
      List<List<String>> one = List.of(OptInWorld.TABLES.get(index));
      TableRows rows = world.rows(one, List.of(decided.get(index)));
      assertThat(TableAttack.run(Tables.report(rows), List.of(), THRESHOLD).failures()).isEmpty();
    }
  }

  @Test
  void a_system_of_very_many_cells_is_attacked_one_metric_at_a_time() {
    int broken = 0;
    for (int seed = 0; seed < 20; seed++) {
      OptInWorld world = OptInWorld.random(seed);
      List<SuppressedTable> decided = margins(world).stream().map(SUPPRESSION::apply).toList();
      Report tables = Tables.report(world.rows(OptInWorld.TABLES, decided));

      AttackReport report = TableAttack.run(tables, List.of(), THRESHOLD, 1);

      if (TableAttack.run(tables, List.of(), THRESHOLD).isSafe()) {
        assertThat(report.isSafe()).as("seed %d", seed).isTrue();
      }
      broken += report.isSafe() ? 0 : 1;
      assertThat(report.metricsTogether()).isFalse();
      assertThat(report.toJson().path("metrics").asText()).isEqualTo("each by itself");
    }
    assertThat(broken).isGreaterThan(5);
  }

  @Test
  void every_metric_of_showings_says_what_it_counts() {
    OptInMetrics.ofShowings()
        .forEach(
            metric ->
                assertThat(
                        Set.of(
                            OptInParts.of(metric.id(), "numerator"),
                            OptInParts.of(metric.id(), "denominator")))
                    .hasSize(2));
  }

  /** A day that is withheld is its month without the other days. */
  @Test
  void days_of_one_table_add_up_to_the_month_of_another() {
    TableRows rows =
        new TableRows(
            ReportTables.OPT_IN,
            List.of(
                showings("by-month", "month", "2026-07", 100L),
                showings("by-month", "month", "2026-08", 50L),
                showings("by-day", "day", "2026-07-01", 40L),
                showings("by-day", "day", "2026-07-02", null),
                showings("by-day", "day", "2026-08-01", 50L)));

    AttackReport report = TableAttack.run(Tables.report(rows), List.of(), THRESHOLD);

    assertThat(report.failures())
        .extracting(Failure::toString)
        .contains(
            "opt_in, row [by-day, opt-in-rate, measurement, 2026-07-02, all, all]: the withheld"
                + " count of showings can be computed exactly");
  }

  private static List<Object> showings(String table, String dimension, String value, Long count) {
    return Arrays.asList(
        table,
        "opt-in-rate",
        "measurement",
        dimension,
        value,
        "-",
        "all",
        "-",
        "all",
        count == null ? null : 0L,
        count,
        null,
        null,
        null,
        count == null);
  }

  private static List<MarginTable> margins(OptInWorld world) {
    return OptInWorld.TABLES.stream().map(world::margins).toList();
  }

  private static AttackReport attack(OptInWorld world, List<SuppressedTable> decided) {
    TableRows rows = world.rows(OptInWorld.TABLES, decided);
    return TableAttack.run(Tables.report(rows), List.of(), THRESHOLD);
  }
}
