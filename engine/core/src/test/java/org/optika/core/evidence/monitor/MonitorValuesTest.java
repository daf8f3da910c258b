package org.optika.core.evidence.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.optika.core.evidence.report.Delay;
import org.optika.core.evidence.report.ReportTable;

class MonitorValuesTest {
  private static final List<String> MONTHS = List.of("2026-06", "2026-07", "2026-08", "2026-09");
  private static final List<List<Object>> AGES =
      List.of(
          List.of("touchpoints", "0-6 months", 4000L, false),
          List.of("touchpoints", "all", 4000L, false),
          Arrays.asList("orders", "0-6 months", null, true));

  @Test
  void counts_jump_when_one_is_more_than_the_limit_times_the_other() {
    JumpRule rule = new JumpRule(JumpRule.Kind.RATIO, 1.5);

    assertThat(rule.between(1000, 1500)).isEqualTo(Jump.NONE);
    assertThat(rule.between(1000, 1501)).isEqualTo(Jump.UP);
    assertThat(rule.between(1500, 1000)).isEqualTo(Jump.NONE);
    assertThat(rule.between(1501, 1000)).isEqualTo(Jump.DOWN);
    assertThat(rule.between(1000, 0)).isEqualTo(Jump.DOWN);
    assertThat(rule.between(0, 0)).isEqualTo(Jump.NONE);
  }

  /** 3 * sqrt(20 + 40) = 23.2 is more than 20, 3 * sqrt(20 + 46) = 24.4 is less than 26. */
  @Test
  void few_rows_do_not_jump_by_chance() {
    JumpRule rule = new JumpRule(JumpRule.Kind.RATIO, 1.5);

    assertThat(rule.between(20, 40)).isEqualTo(Jump.NONE);
    assertThat(rule.between(20, 46)).isEqualTo(Jump.UP);
    assertThat(rule.between(0, 9)).isEqualTo(Jump.NONE);
    assertThat(rule.between(0, 10)).isEqualTo(Jump.UP);
  }

  @Test
  void shares_and_classes_jump_when_they_are_further_apart_than_the_limit() {
    JumpRule shares = new JumpRule(JumpRule.Kind.DIFFERENCE, 0.25);
    JumpRule classes = new JumpRule(JumpRule.Kind.CLASSES, 0);

    assertThat(shares.between(0.25, 0.5)).isEqualTo(Jump.NONE);
    assertThat(shares.between(0.25, 0.51)).isEqualTo(Jump.UP);
    assertThat(shares.between(0.51, 0.25)).isEqualTo(Jump.DOWN);
    assertThat(classes.between(2, 2)).isEqualTo(Jump.NONE);
    assertThat(classes.between(2, 3)).isEqualTo(Jump.UP);
    assertThat(classes.between(2, 0)).isEqualTo(Jump.DOWN);
  }

  @Test
  void a_limit_below_none_at_all_is_refused() {
    assertThatThrownBy(() -> new JumpRule(JumpRule.Kind.RATIO, 0.9))
        .hasMessage("limit of a ratio must be >= 1.0, got 0.9");
    assertThatThrownBy(() -> new JumpRule(JumpRule.Kind.DIFFERENCE, Double.NaN))
        .hasMessage("limit of a difference must be >= 0.0, got NaN");
  }

  @Test
  void months_without_rows_count_as_none_after_the_first_with_rows() {
    List<MonitorValue> values = counted(Map.of("2026-07", 1000L, "2026-09", 1100L), "touchpoints");

    assertThat(values)
        .containsExactly(
            value(Monitor.TOUCHPOINTS, "2026-07", 1000, null),
            value(Monitor.TOUCHPOINTS, "2026-08", 0, Jump.DOWN),
            value(Monitor.TOUCHPOINTS, "2026-09", 1100, Jump.UP));
  }

  @Test
  void no_month_is_shown_when_one_has_few_rows() {
    assertThat(counted(Map.of("2026-07", 1000L, "2026-08", 9L, "2026-09", 900L), "touchpoints"))
        .hasSize(3)
        .allMatch(MonitorValue::isWithheld)
        .allMatch(value -> value.jump().isEmpty());
    assertThat(counted(Map.of("2026-07", 1000L, "2026-08", 10L, "2026-09", 900L), "touchpoints"))
        .noneMatch(MonitorValue::isWithheld);
  }

  @Test
  void no_month_is_shown_when_ages_of_the_same_rows_are_withheld() {
    assertThat(counted(Map.of("2026-07", 1000L, "2026-08", 1000L), "orders"))
        .allMatch(MonitorValue::isWithheld);
  }

  @Test
  void months_that_are_not_asked_for_are_not_shown() {
    assertThat(counted(Map.of("2026-05", 5L, "2026-06", 100L), "touchpoints"))
        .extracting(MonitorValue::month)
        .containsExactlyElementsOf(MONTHS);
  }

  @Test
  void shares_are_compared_with_the_month_listed_before() {
    List<MonitorValue> values =
        MonitorValues.shares(
            Monitor.QUARANTINED,
            Map.of(
                "2026-06", new MonitorValues.Part(1, 100),
                "2026-08", new MonitorValues.Part(0, 0),
                "2026-09", new MonitorValues.Part(4, 100)));

    assertThat(values)
        .containsExactly(
            value(Monitor.QUARANTINED, "2026-06", 0.01, null),
            value(Monitor.QUARANTINED, "2026-09", 0.04, Jump.UP));
  }

  /** 60 + 34 + 6 rows: half are within a minute, 95 are reached within a day. */
  @Test
  void latencies_are_the_classes_that_a_share_of_the_rows_does_not_exceed() {
    Map<Delay, Long> rows =
        Map.of(
            Delay.WITHIN_A_MINUTE, 60L,
            Delay.WITHIN_AN_HOUR, 34L,
            Delay.WITHIN_A_DAY, 6L);

    assertThat(MonitorValues.latencies(Map.of("2026-09", new Latencies(200, rows)), 10))
        .containsExactly(
            value(Monitor.USUAL_LATENCY, "2026-09", Delay.WITHIN_A_MINUTE.ordinal(), null),
            value(Monitor.LONG_LATENCY, "2026-09", Delay.WITHIN_A_DAY.ordinal(), null));
  }

  @Test
  void a_latency_that_few_people_are_beyond_is_withheld() {
    Map<Delay, Long> rows = Map.of(Delay.WITHIN_A_MINUTE, 1000L);

    assertThat(MonitorValues.latencies(Map.of("2026-09", new Latencies(199, rows)), 10))
        .extracting(MonitorValue::isWithheld)
        .containsExactly(false, true);
    assertThat(MonitorValues.latencies(Map.of("2026-09", new Latencies(19, rows)), 10))
        .extracting(MonitorValue::isWithheld)
        .containsExactly(true, true);
  }

  @Test
  void refused_orders_are_those_of_the_report_by_month() {
    List<List<Object>> rows =
        List.of(
            business("region", "NL-NH", 1L, 1L),
            business("month", "2026-07", 60L, 40L),
            business("month", "2026-08", 75L, 25L),
            business("month", "2026-09", null, null));

    assertThat(MonitorValues.refusedOrders(rows))
        .containsExactly(
            value(Monitor.REFUSED_ORDERS, "2026-07", 0.4, null),
            value(Monitor.REFUSED_ORDERS, "2026-08", 0.25, Jump.DOWN),
            new MonitorValue(
                Monitor.REFUSED_ORDERS,
                "all",
                "2026-09",
                OptionalDouble.empty(),
                Optional.empty()));
  }

  @Test
  void withdrawals_are_compared_purpose_by_purpose() {
    List<List<Object>> rows =
        List.of(
            List.of("measurement", "2026-07", "all", 100L, false),
            List.of("measurement", "2026-07", "within a day", 60L, false),
            List.of("measurement", "all", "all", 400L, false),
            List.of("measurement", "2026-08", "all", 300L, false),
            Arrays.asList("attribution", "2026-07", "all", null, true),
            List.of("attribution", "2026-08", "all", 50L, false));

    List<MonitorValue> values =
        MonitorValues.withdrawals(rows, List.of("2026-07", "2026-08", "2026-09"));

    assertThat(values)
        .extracting(MonitorValue::series, MonitorValue::month, MonitorValue::jump)
        .containsExactly(
            tuple("attribution", "2026-07", null),
            tuple("attribution", "2026-08", null),
            tuple("attribution", "2026-09", Jump.DOWN),
            tuple("measurement", "2026-07", null),
            tuple("measurement", "2026-08", Jump.UP),
            tuple("measurement", "2026-09", Jump.DOWN));
  }

  @Test
  void a_monitor_is_found_by_its_id() {
    for (Monitor monitor : Monitor.values()) {
      assertThat(Monitor.of(monitor.id())).isSameAs(monitor);
    }
    assertThatThrownBy(() -> Monitor.of("weather")).hasMessage("Unknown monitor: weather");
  }

  private static List<MonitorValue> counted(Map<String, Long> rows, String dataSet) {
    return MonitorValues.counted(Monitor.TOUCHPOINTS, rows, MONTHS, AGES, dataSet, 10);
  }

  private static MonitorValue value(Monitor monitor, String month, double figure, Jump jump) {
    return new MonitorValue(
        monitor, "all", month, OptionalDouble.of(figure), Optional.ofNullable(jump));
  }

  private static org.assertj.core.groups.Tuple tuple(String series, String month, Jump jump) {
    return org.assertj.core.groups.Tuple.tuple(series, month, Optional.ofNullable(jump));
  }

  private static List<Object> business(String segment, String value, Long permitted, Long refused) {
    ReportTable table = Monitor.REFUSED_ORDERS.published().orElseThrow();
    List<Object> row = Arrays.asList(new Object[table.columns().size()]);
    row.set(table.indexOf("segment"), segment);
    row.set(table.indexOf("segment_value"), value);
    row.set(table.indexOf("conversions_permitted"), permitted);
    row.set(table.indexOf("conversions_refused"), refused);
    return row;
  }
}
