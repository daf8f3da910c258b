package org.optika.core.scores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FeaturesTest {
  private static final Instant NOW = Instant.parse("2026-07-01T00:00:00Z");
  private static final FeatureMoment MOMENT =
      new FeatureMoment(micros(NOW), Map.of("email", 9, "direct", 1));

  private final PersonHistory history = new PersonHistory();

  FeaturesTest() {
    history.begin(7);
  }

  @Test
  void names_are_unique() {
    assertThat(Features.ALL).extracting(Feature::name).doesNotHaveDuplicates();
  }

  @Test
  void somebody_without_a_row_has_counts_of_0_and_no_times() {
    assertThat(number("orders")).isZero();
    assertThat(number("touches-30d")).isZero();
    assertThat(number("days-since-last-order")).isNaN();
    assertThat(number("mean-order-value")).isNaN();
    assertThat(number("order-rhythm")).isNaN();
    assertThat(number("mean-order-gap")).isNaN();
    assertThat(number("tenure")).isNaN();
    assertThat(number("age")).isNaN();
    assertThat(text("region")).isNull();
  }

  @Test
  void recency_frequency_and_value_of_orders() {
    history.addOrder(daysAgo(100), 1, 50_0000);
    history.addOrder(daysAgo(90), 2, 30_0000);
    history.addOrder(daysAgo(10), 3, 20_0000);

    assertThat(number("days-since-last-order")).isEqualTo(10);
    assertThat(number("days-since-first-order")).isEqualTo(100);
    assertThat(number("orders")).isEqualTo(3);
    assertThat(number("orders-30d")).isEqualTo(1);
    assertThat(number("orders-90d")).as("90 days ago is out").isEqualTo(1);
    assertThat(number("orders-365d")).isEqualTo(3);
    assertThat(number("order-value")).isEqualTo(100);
    assertThat(number("order-value-90d")).isEqualTo(20);
    assertThat(number("mean-order-value")).isCloseTo(100 / 3.0, within(1e-12));
    assertThat(number("mean-order-gap")).isEqualTo(45);
    assertThat(number("order-rhythm")).as("10 days over gaps of 45").isEqualTo(10 / 45.0);
  }

  @Test
  void a_refund_takes_its_value_off_its_order() {
    history.addOrder(daysAgo(20), 1, 50_0000);
    history.addRefund(1, 20_0000);
    history.addRefund(99, 5_0000);

    assertThat(number("order-value")).isEqualTo(30);
    assertThat(number("refunds")).as("a refund of nothing is none").isEqualTo(1);
  }

  @Test
  void touches_are_told_by_channel() {
    history.addTouch(daysAgo(40), 9);
    history.addTouch(daysAgo(8), 9);
    history.addTouch(daysAgo(3), 1);

    assertThat(number("touches-7d")).isEqualTo(1);
    assertThat(number("touches-30d")).isEqualTo(2);
    assertThat(number("touches-90d")).isEqualTo(3);
    assertThat(number("channels-90d")).isEqualTo(2);
    assertThat(number("email-clicks-30d")).isEqualTo(1);
    assertThat(number("email-clicks-90d")).isEqualTo(2);
    assertThat(number("direct-visits-30d")).isEqualTo(1);
    assertThat(number("app-pushes-30d")).as("no such channel").isZero();
    assertThat(number("days-since-last-touch")).isEqualTo(3);
  }

  @Test
  void contacts_are_told_by_who_began_and_what_about() {
    history.addOutbound(daysAgo(29), "email", "newsletter");
    history.addInbound(daysAgo(20), "phone", "complaint");
    history.addOutbound(daysAgo(10), "phone", "complaint");
    history.addInbound(daysAgo(2), "phone", "cancel");

    assertThat(number("messages-30d")).isEqualTo(2);
    assertThat(number("service-contacts-90d")).isEqualTo(2);
    assertThat(number("complaints-90d")).as("our own call is no complaint").isEqualTo(1);
    assertThat(number("cancel-questions-90d")).isEqualTo(1);
  }

  @Test
  void of_several_states_the_one_known_last_counts() {
    history.addProfile(10, daysAgo(400), PersonHistory.NO_END, 1980, "NL-NH");
    history.addProfile(20, daysAgo(400), PersonHistory.NO_END, 1980, "NL-UT");
    history.addProfile(15, daysAgo(400), PersonHistory.NO_END, 1980, "NL-ZH");

    assertThat(text("region")).isEqualTo("NL-UT");
    assertThat(number("tenure")).isEqualTo(400);
    assertThat(number("age")).isEqualTo(46);
  }

  @Test
  void a_customer_value_is_the_net_value_of_orders_times_the_margin() {
    history.addOrder(daysAgo(400), 1, 100_0000);
    history.addOrder(daysAgo(100), 2, 80_0000);
    history.addRefund(2, 30_0000);

    double value = new CustomerValue(365, new java.math.BigDecimal("0.3")).of(MOMENT, history);

    assertThat(value).isCloseTo(15, within(1e-12));
  }

  @Test
  void a_contract_that_ends_in_time_is_churn() {
    ChurnLabel label = new ChurnLabel(ChurnLabel.Kind.CONTRACT_END, 60);
    history.addProfile(1, daysAgo(400), daysAhead(60), 0, null);

    assertThat(label.atRisk(MOMENT, history)).isTrue();
    assertThat(label.churned(MOMENT.micros(), history)).isTrue();

    history.begin(8);
    history.addProfile(1, daysAgo(400), daysAhead(60) + 1, 0, null);
    assertThat(label.churned(MOMENT.micros(), history)).as("a microsecond late").isFalse();

    history.begin(9);
    history.addProfile(1, daysAgo(400), MOMENT.micros(), 0, null);
    assertThat(label.atRisk(MOMENT, history)).as("ended already").isFalse();
  }

  @Test
  void a_buyer_who_does_not_order_in_time_has_churned() {
    ChurnLabel label = new ChurnLabel(ChurnLabel.Kind.NO_PURCHASE, 90);
    assertThat(label.atRisk(MOMENT, history)).as("no buyer").isFalse();

    history.addOrder(daysAgo(91), 1, 1);
    assertThat(label.atRisk(MOMENT, history)).as("gone already").isFalse();

    history.addOrder(daysAgo(5), 2, 1);
    assertThat(label.atRisk(MOMENT, history)).isTrue();
    assertThat(label.churned(MOMENT.micros(), history)).isTrue();

    history.addOrder(daysAhead(90), 3, 1);
    assertThat(label.churned(MOMENT.micros(), history)).isFalse();
  }

  @Test
  void an_unknown_feature_is_refused_with_those_there_are() {
    assertThatThrownBy(() -> Features.find("shoe-size"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(
            "Unknown feature 'shoe-size'; known: [days-since-last-order, days-since-first-order,");
  }

  @Test
  void rows_must_ascend_in_time() {
    history.addTouch(daysAgo(1), 1);

    assertThatThrownBy(() -> history.addTouch(daysAgo(2), 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("touches must ascend in time");
  }

  @Test
  void reasons_are_told_in_words_strongest_first() {
    List<Feature> features =
        List.of(
            Features.find("days-since-last-order"), Features.find("region"), Features.find("age"));
    ReasonWords words = new ReasonWords(features.stream().map(Feature::column).toList(), features);

    List<String> told =
        words.of(
            new RawCells(new double[] {112.25, Double.NaN}, new String[] {"NL-NH"}),
            new double[] {0.5, -0.75, 0.25});

    assertThat(told)
        .containsExactly(
            "region: NL-NH (lowers)",
            "days since last order: 112 (raises)",
            "age: not known (raises)");
  }

  private double number(String name) {
    return ((Feature.NumberOf) Features.find(name).value()).of(MOMENT, history);
  }

  private String text(String name) {
    return ((Feature.TextOf) Features.find(name).value()).of(MOMENT, history);
  }

  private static long daysAgo(int days) {
    return micros(NOW.minus(days, ChronoUnit.DAYS));
  }

  private static long daysAhead(int days) {
    return micros(NOW.plus(days, ChronoUnit.DAYS));
  }

  private static long micros(Instant instant) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
  }
}
