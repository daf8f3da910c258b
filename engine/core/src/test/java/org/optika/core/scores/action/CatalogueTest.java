package org.optika.core.scores.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.optika.core.scores.action.ActionBuilder.action;
import static org.optika.core.scores.action.People.CHANNELS;
import static org.optika.core.scores.action.People.NO_RULES;
import static org.optika.core.scores.action.People.PURPOSES;
import static org.optika.core.scores.action.People.ZONE;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CatalogueTest {
  @Test
  void all_faults_are_told_at_once() {
    ContactRules rules =
        new ContactRules(
            List.of(new ChannelRule("fax", Set.of(), 2, 30, 7)), List.of(), List.of(), ZONE);
    List<Action> actions =
        List.of(
            action("mail").build(),
            action("mail").channel("pigeon").build(),
            action("call").purposes("profiling", "telemarketing").build());

    assertThatThrownBy(() -> new Catalogue(PURPOSES, List.of("email", "email"), actions, rules))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "channel 'email' stands twice; action 'mail' stands twice; "
                + "action 'mail': unknown channel 'pigeon'; known: [email, email]; "
                + "action 'call': unknown purpose 'telemarketing'; known: "
                + "[measurement, profiling, email_marketing, phone_marketing]; "
                + "contact rule: unknown channel 'fax'; known: [email, email]");
  }

  @Test
  void a_catalogue_has_actions_and_they_fit_the_bits_of_a_long() {
    List<Action> tooMany = Collections.nCopies(65, action("mail").build());

    assertThatThrownBy(() -> new Catalogue(PURPOSES, CHANNELS, List.of(), NO_RULES))
        .hasMessage("actions: expected 1 to 64, got 0");
    assertThatThrownBy(() -> new Catalogue(PURPOSES, CHANNELS, tooMany, NO_RULES))
        .hasMessage("actions: expected 1 to 64, got 65; action 'mail' stands twice");
  }

  @Test
  void every_action_needs_the_purpose_profiling() {
    assertThatThrownBy(() -> action("mail").purposes("email_marketing").build())
        .hasMessage("action 'mail': purposes must contain 'profiling', got [email_marketing]");
  }

  @Test
  void an_action_out_of_range_is_refused() {
    assertThatThrownBy(() -> action("Mail me").build())
        .hasMessage("action id must be kebab-case, got 'Mail me'");
    assertThatThrownBy(() -> action("mail").cost("-0.01").build())
        .hasMessage(
            "action 'mail': cost must be in [0, 1000000] with at most 4 decimals, got -0.01");
    assertThatThrownBy(() -> action("mail").cost("0.00001").build())
        .hasMessage(
            "action 'mail': cost must be in [0, 1000000] with at most 4 decimals, got 0.00001");
    assertThatThrownBy(() -> action("mail").coolDown(3_661).build())
        .hasMessage("action 'mail': cool-down must be in [0, 3660] days, got 3661");
    assertThatThrownBy(() -> action("mail").countries("nl").build())
        .hasMessage("country must be two capital letters, got 'nl'");
    assertThatThrownBy(() -> ActionValue.fixed(new BigDecimal("-1")))
        .hasMessage("value must be in [0, 1000000000], got -1");
    assertThatThrownBy(() -> new ActionValue(BigDecimal.ZERO, new BigDecimal("1.1")))
        .hasMessage("share of the customer value must be in [0, 1], got 1.1");
  }

  @Test
  void a_rule_out_of_range_is_refused() {
    assertThatThrownBy(() -> new ChannelRule("email", Set.of(), -1, 30, 7))
        .hasMessage("rule for channel 'email': most must be >= 0, got -1");
    assertThatThrownBy(() -> new ChannelRule("email", Set.of(), 2, 0, 7))
        .hasMessage("rule for channel 'email': days must be in [1, 3660], got 0");
    assertThatThrownBy(() -> new ChannelRule("email", Set.of(), 2, 30, -1))
        .hasMessage("rule for channel 'email': gap must be in [0, 3660], got -1");
    assertThatThrownBy(() -> new OverallCap(Set.of(), -1, 30))
        .hasMessage("overall cap: most must be >= 0, got -1");
    assertThatThrownBy(() -> new OverallCap(Set.of(), 1, 3_661))
        .hasMessage("overall cap: days must be in [1, 3660], got 3661");
    assertThatThrownBy(() -> new QuietWeekdays(Set.of(), Set.of()))
        .hasMessage("quiet days of the week: expected at least one");
    assertThatThrownBy(
            () ->
                new QuietDates(
                    Set.of(), LocalDate.parse("2026-12-26"), LocalDate.parse("2026-12-25")))
        .hasMessage("quiet period: 2026-12-25 is before 2026-12-26");
  }

  @Test
  void facts_out_of_range_are_refused_without_telling_them() {
    assertThatThrownBy(() -> new Prospect(new double[] {0, Double.NaN}, 1, 0))
        .hasMessage("uplift must be in [-1, 1]");
    assertThatThrownBy(() -> new Prospect(new double[] {1.01}, 1, 0))
        .hasMessage("uplift must be in [-1, 1]");
    assertThatThrownBy(() -> new Prospect(new double[0], Double.NaN, 0))
        .hasMessage("customer value must be in [0, 1000000000]");
    assertThatThrownBy(() -> new Prospect(new double[0], 1, -0.1))
        .hasMessage("churn probability must be in [0, 1]");
    assertThatThrownBy(() -> new Contacts(new long[] {2, 1}, new int[2], new int[2]))
        .hasMessage("contacts must be ascending in time");
    assertThatThrownBy(() -> new Contacts(new long[2], new int[2], new int[1]))
        .hasMessage("contacts: got 2 instants, 2 channels and 1 actions");
    assertThatThrownBy(() -> new Person(-1, 0, "NL", 0, 0, Contacts.NONE))
        .hasMessage("subject must be >= 0");
  }

  @Test
  void money_is_exact_to_the_millionth() {
    assertThat(Millionths.of(new BigDecimal("12.345678"))).isEqualTo(12_345_678);
    assertThat(Millionths.decimal(-1_500_000)).isEqualTo(new BigDecimal("-1.500000"));
    assertThat(Millionths.expected(0.25, 10)).isEqualTo(2_500_000);
    assertThat(Millionths.expected(-1, 2e9)).isEqualTo(-2_000_000_000_000_000L);
    assertThatThrownBy(() -> Millionths.of(new BigDecimal("0.0000001")))
        .isInstanceOf(ArithmeticException.class);
  }
}
