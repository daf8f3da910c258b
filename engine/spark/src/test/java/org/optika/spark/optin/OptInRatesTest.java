package org.optika.spark.optin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.optika.spark.table.Rows.day;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.optika.core.Clocks;
import org.optika.core.optin.GroupComparison;
import org.optika.core.optin.OptInMetrics;
import org.optika.core.optin.Proportion;
import org.optika.core.optin.ShowingMetric;
import org.optika.core.privacy.suppression.MarginTable;
import org.optika.spark.LocalSpark;
import org.optika.spark.table.Rows;
import org.optika.spark.table.Tables;

@ExtendWith(LocalSpark.class)
class OptInRatesTest {
  private static final Clocks CLOCKS = new Clocks(Rows.dayMicros(20), Rows.dayMicros(30));
  private static final List<String> PURPOSE = List.of("measurement");
  private static final int THRESHOLD = 10;

  /** Showings of a banner, each on a device of its own. */
  private static final class Banner {
    private final Rows events =
        Rows.of(
                Tables.CONSENT_EVENT,
                "subject_id",
                "event_time",
                "action",
                "method",
                "device_class",
                "variant_id")
            .with("notice_id", "web-banner")
            .with("notice_version", 1)
            .with("collection_channel", "web");
    private int subjects;

    Banner acceptAll(int devices, String deviceClass, String variant) {
      return answered(devices, deviceClass, variant, "given", "accept_all");
    }

    Banner save(int devices, String deviceClass, String variant) {
      return answered(devices, deviceClass, variant, "given", "save");
    }

    Banner rejectAll(int devices, String deviceClass, String variant) {
      return answered(devices, deviceClass, variant, "refused", "reject_all");
    }

    Banner ignored(int devices, String deviceClass, String variant) {
      for (int i = 0; i < devices; i++) {
        show(deviceClass, variant);
      }
      return this;
    }

    private Banner answered(
        int devices, String deviceClass, String variant, String action, String method) {
      for (int i = 0; i < devices; i++) {
        Instant shown = show(deviceClass, variant);
        events.row(
            subjects, shown.plus(Duration.ofSeconds(5)), action, method, deviceClass, variant);
      }
      return this;
    }

    private Instant show(String deviceClass, String variant) {
      Instant shown = day(1);
      events.row(++subjects, shown, "shown", null, deviceClass, variant);
      return shown;
    }

    /** All tables and comparisons of these tests, counted. */
    OptInRates rates(SparkSession spark) {
      return count(events.on(spark), "UTC");
    }
  }

  private static final OptInRates.TableSpec WHOLE = new OptInRates.TableSpec("whole", List.of());
  private static final OptInRates.TableSpec BY_VERSION =
      new OptInRates.TableSpec("by-version", List.of("notice_version"));
  private static final OptInRates.TableSpec BY_DEVICE =
      new OptInRates.TableSpec("by-device", List.of("device_class"));
  private static final OptInRates.TableSpec BY_BOTH =
      new OptInRates.TableSpec("both", List.of("device_class", "variant"));
  private static final OptInRates.TableSpec BY_TIME =
      new OptInRates.TableSpec("time", List.of("day", "week", "month"));
  private static final OptInRates.TableSpec BY_CONTEXT =
      new OptInRates.TableSpec("context", List.of("device_class", "variant", "notice_version"));

  private static OptInRates count(Dataset<Row> events, String zone) {
    return OptInRates.count(
        events,
        Rows.CONTROLLER,
        PURPOSE,
        CLOCKS,
        zone,
        List.of(WHOLE, BY_VERSION, BY_DEVICE, BY_BOTH, BY_TIME, BY_CONTEXT),
        List.of(banner("B"), banner("C")));
  }

  private static OptInRates.ComparisonSpec banner(String other) {
    return new OptInRates.ComparisonSpec(
        "banner", "opt-in-rate", "variant", "A", other, "device_class");
  }

  /** 1,000 showings: 400 accept all, 100 save with the purpose on, 200 reject all, 300 nothing. */
  private static Banner golden() {
    return new Banner()
        .acceptAll(239, "mobile", "A")
        .save(60, "mobile", "A")
        .rejectAll(120, "mobile", "A")
        .ignored(180, "mobile", "A")
        .acceptAll(160, "desktop", "A")
        .save(40, "desktop", "A")
        .rejectAll(79, "desktop", "A")
        .ignored(119, "desktop", "A")
        .acceptAll(1, "tablet", "A")
        .rejectAll(1, "tablet", "A")
        .ignored(1, "tablet", "A");
  }

  @Test
  void golden_example_has_the_rates_of_the_definition(SparkSession spark) {
    OptInRates rates = golden().rates(spark);
    List<OptInRates.Cell> cells = rates.cells(BY_VERSION, OptInMetrics.ofShowings(), THRESHOLD);

    for (String value : List.of("v1", MarginTable.ALL)) {
      assertThat(proportions(cells, value))
          .isEqualTo(
              Map.of(
                  "consent-rate", new Proportion(500, 700),
                  "opt-in-rate", new Proportion(500, 1000),
                  "accept-rate", new Proportion(400, 700),
                  "interaction-rate", new Proportion(700, 1000)));
    }
    assertThat(cells).allMatch(OptInRates.Cell::published);
  }

  @Test
  void a_small_cell_is_withheld_and_cannot_be_subtracted_from_the_margin(SparkSession spark) {
    OptInRates rates = golden().rates(spark);
    List<OptInRates.Cell> cells = rates.cells(BY_DEVICE, List.of(optInRate()), THRESHOLD);

    Map<String, Boolean> published =
        cells.stream()
            .collect(
                Collectors.toMap(
                    cell -> cell.values().get(0), OptInRates.Cell::published, (a, b) -> a));
    assertThat(published)
        .isEqualTo(
            Map.of(MarginTable.ALL, true, "mobile", true, "desktop", false, "tablet", false));
    assertThat(proportions(cells, MarginTable.ALL))
        .containsEntry("opt-in-rate", new Proportion(500, 1000));
    assertThat(proportions(cells, "mobile")).containsEntry("opt-in-rate", new Proportion(299, 599));
  }

  /** 5 + 6 tablets: with their sum of 11 shown elsewhere, each lies between 1 and 10. */
  @Test
  void a_margin_that_one_table_withholds_is_shown_by_no_other(SparkSession spark) {
    OptInRates rates =
        new Banner()
            .acceptAll(5, "tablet", "A")
            .acceptAll(6, "tablet", "B")
            .acceptAll(40, "mobile", "A")
            .acceptAll(50, "mobile", "B")
            .rates(spark);

    assertThat(isPublished(rates, BY_BOTH, "tablet", MarginTable.ALL)).isFalse();
    assertThat(isPublished(rates, BY_DEVICE, "tablet")).isFalse();
  }

  private static boolean isPublished(
      OptInRates rates, OptInRates.TableSpec table, String... values) {
    return rates.cells(table, List.of(optInRate()), THRESHOLD).stream()
        .filter(cell -> cell.values().equals(List.of(values)))
        .findFirst()
        .orElseThrow()
        .published();
  }

  @Test
  void a_table_of_two_dimensions_has_all_its_margins(SparkSession spark) {
    Banner banner =
        new Banner()
            .acceptAll(20, "mobile", "A")
            .rejectAll(30, "mobile", "A")
            .acceptAll(40, "mobile", "B")
            .rejectAll(50, "mobile", "B")
            .acceptAll(60, "desktop", "A")
            .rejectAll(70, "desktop", "A");

    OptInRates rates = banner.rates(spark);
    List<OptInRates.Cell> cells =
        rates.cells(BY_BOTH, List.of((ShowingMetric) OptInMetrics.find("consent-rate")), THRESHOLD);

    Map<List<String>, Proportion> byCell =
        new TreeMap<>((a, b) -> a.toString().compareTo(b.toString()));
    cells.forEach(cell -> byCell.put(cell.values(), cell.proportion()));
    String all = MarginTable.ALL;
    assertThat(byCell)
        .containsOnly(
            Map.entry(List.of("mobile", "A"), new Proportion(20, 50)),
            Map.entry(List.of("mobile", "B"), new Proportion(40, 90)),
            Map.entry(List.of("desktop", "A"), new Proportion(60, 130)),
            Map.entry(List.of("mobile", all), new Proportion(60, 140)),
            Map.entry(List.of("desktop", all), new Proportion(60, 130)),
            Map.entry(List.of(all, "A"), new Proportion(80, 180)),
            Map.entry(List.of(all, "B"), new Proportion(40, 90)),
            Map.entry(List.of(all, all), new Proportion(120, 270)));
  }

  @Test
  void variants_are_compared_at_equal_mix_of_devices(SparkSession spark) {
    Banner banner =
        new Banner()
            .acceptAll(15, "mobile", "A")
            .ignored(15, "mobile", "A")
            .acceptAll(8, "desktop", "A")
            .ignored(2, "desktop", "A")
            .acceptAll(4, "mobile", "B")
            .ignored(6, "mobile", "B")
            .acceptAll(21, "desktop", "B")
            .ignored(9, "desktop", "B");

    OptInRates rates = banner.rates(spark);
    GroupComparison compared = rates.compare(banner("B"), 2).get("measurement");

    assertThat(compared.crudeFirst()).isEqualTo(new Proportion(23, 40));
    assertThat(compared.crudeSecond()).isEqualTo(new Proportion(25, 40));
    assertThat(compared.crudeDifference()).isCloseTo(-0.05, within(1e-12));
    // Half mobile, half desktop: A (50 % + 80 %) / 2, B (40 % + 70 %) / 2.
    assertThat(compared.standardisedDifference().getAsDouble()).isCloseTo(0.1, within(1e-12));
    assertThat(compared.mixEffect().getAsDouble()).isCloseTo(-0.15, within(1e-12));
    assertThat(compared.uncomparedWeightShare()).isZero();
  }

  @Test
  void a_comparison_leaves_out_the_strata_that_its_table_withholds(SparkSession spark) {
    OptInRates rates =
        new Banner()
            .acceptAll(150, "mobile", "A")
            .ignored(50, "mobile", "A")
            .acceptAll(100, "mobile", "B")
            .ignored(100, "mobile", "B")
            .acceptAll(20, "desktop", "A")
            .ignored(20, "desktop", "A")
            .acceptAll(20, "desktop", "B")
            .ignored(20, "desktop", "B")
            .acceptAll(3, "tablet", "A")
            .ignored(30, "tablet", "A")
            .acceptAll(30, "tablet", "B")
            .ignored(3, "tablet", "B")
            .rates(spark);

    GroupComparison compared = rates.compare(banner("B"), THRESHOLD).get("measurement");

    // Tablet is too small, and desktop hides it: with desktop it could be subtracted.
    assertThat(compared.crudeFirst()).isEqualTo(new Proportion(150, 200));
    assertThat(compared.crudeSecond()).isEqualTo(new Proportion(100, 200));
    assertThat(compared.standardisedDifference().getAsDouble()).isCloseTo(0.25, within(1e-12));
  }

  @Test
  void groups_that_are_too_small_are_not_compared(SparkSession spark) {
    OptInRates rates =
        new Banner()
            .acceptAll(2, "mobile", "A")
            .ignored(1, "mobile", "A")
            .acceptAll(50, "mobile", "B")
            .ignored(50, "mobile", "B")
            .rates(spark);

    assertThat(rates.compare(banner("B"), THRESHOLD)).isEmpty();
  }

  @Test
  void a_comparison_with_a_group_that_was_never_shown_is_left_out(SparkSession spark) {
    OptInRates rates = new Banner().acceptAll(20, "mobile", "A").rates(spark);
    assertThat(rates.compare(banner("C"), 2)).isEmpty();
  }

  @Test
  void robots_the_unknown_the_future_and_other_controllers_are_not_shown_to(SparkSession spark) {
    Rows events =
        Rows.of(
                Tables.CONSENT_EVENT,
                "subject_id",
                "event_time",
                "recorded_time",
                "is_bot",
                "controller_id",
                "purpose")
            .with("action", "shown")
            .row(1, day(1), day(1), false, Rows.CONTROLLER, "measurement")
            .row(2, day(1), day(1), true, Rows.CONTROLLER, "measurement")
            .row(3, day(1), day(30.5), false, Rows.CONTROLLER, "measurement")
            .row(4, day(20.5), day(20.5), false, Rows.CONTROLLER, "measurement")
            .row(5, day(1), day(1), false, "another shop", "measurement")
            .row(6, day(1), day(1), false, Rows.CONTROLLER, "email");

    List<OptInRates.Cell> cells =
        count(events.on(spark), "UTC").cells(WHOLE, List.of(optInRate()), THRESHOLD);

    assertThat(cells).extracting(OptInRates.Cell::proportion).containsExactly(new Proportion(0, 1));
  }

  @Test
  void days_begin_at_midnight_of_the_zone_and_what_is_not_recorded_is_unknown(SparkSession spark) {
    Rows events =
        Rows.of(Tables.CONSENT_EVENT, "subject_id", "event_time", "action")
            .row(1, Instant.parse("2026-03-01T23:30:00Z"), "shown");

    OptInRates rates = count(events.on(spark), "Europe/Amsterdam");

    assertThat(innerCells(rates, BY_TIME))
        .containsExactly(List.of("2026-03-02", "2026-03-02", "2026-03"));
    assertThat(innerCells(rates, BY_CONTEXT)).containsExactly(List.of("unknown", "unknown", "v0"));
  }

  private static List<List<String>> innerCells(OptInRates rates, OptInRates.TableSpec table) {
    return rates.cells(table, List.of(optInRate()), THRESHOLD).stream()
        .map(OptInRates.Cell::values)
        .filter(values -> !values.contains(MarginTable.ALL))
        .toList();
  }

  @Test
  void signals_and_imports_are_in_no_rate(SparkSession spark) {
    Rows events =
        Rows.of(Tables.CONSENT_EVENT, "subject_id", "event_time", "action", "method")
            .row(1, day(1), "shown", null)
            .row(1, day(1).plusSeconds(5), "refused", "gpc")
            .row(2, day(1), "imported", null)
            .row(3, day(1), "given", "call")
            .row(4, day(1), "expired", null);

    List<OptInRates.Cell> cells =
        count(events.on(spark), "UTC").cells(WHOLE, OptInMetrics.ofShowings(), 2);

    List<Proportion> proportions = new ArrayList<>();
    cells.forEach(cell -> proportions.add(cell.proportion()));
    assertThat(proportions)
        .containsExactly(
            new Proportion(0, 0), // consent rate: nobody chose in front of a notice
            new Proportion(0, 1), // opt-in rate
            new Proportion(0, 0), // accept rate
            new Proportion(0, 1)); // interaction rate
  }

  private static ShowingMetric optInRate() {
    return (ShowingMetric) OptInMetrics.find("opt-in-rate");
  }

  private static Map<String, Proportion> proportions(List<OptInRates.Cell> cells, String value) {
    return cells.stream()
        .filter(cell -> cell.values().equals(List.of(value)))
        .collect(Collectors.toMap(OptInRates.Cell::metric, OptInRates.Cell::proportion));
  }
}
