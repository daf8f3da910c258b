package org.optika.core.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.optika.core.consent.EventBuilder.event;
import static org.optika.core.consent.TestRules.EMAIL;
import static org.optika.core.consent.TestRules.PACK;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.optika.core.ingest.Action;
import org.optika.core.ingest.Method;

/** The table "Kinds" of docs/consent.md. */
class EventKindTest {
  private static final PurposeRules RULES = new PurposeRules(PACK.purpose(EMAIL), PACK);

  @ParameterizedTest
  @CsvSource({
    "OBJECTED, OBJECT",
    "REVOKED, REVOKE",
    "INVALIDATED, REVOKE",
    "WITHDRAWN, WITHDRAW",
    "REFUSED, REFUSE",
    "EXPIRED, EXPIRE",
    "GIVEN, GRANT",
    "RENEWED, GRANT",
    "IMPORTED, GRANT",
    "SHOWN, SHOWN",
    "DEFERRED, NOTHING"
  })
  void an_action_has_its_kind(Action action, EventKind kind) {
    assertThat(kindOf(emailEvent(action))).isEqualTo(kind);
  }

  @Test
  void every_action_has_a_kind() {
    assertThat(Action.values())
        .allSatisfy(action -> assertThat(kindOf(emailEvent(action))).isNotNull());
  }

  @ParameterizedTest
  @CsvSource({"GIVEN", "RENEWED", "IMPORTED"})
  void a_soft_opt_in_rule_makes_a_soft_grant_before_anything_else(Action action) {
    EventBuilder sale = emailEvent(action).in("DE").method(Method.DOI_REQUEST).softRule("eu-sale");

    assertThat(kindOf(sale)).isEqualTo(EventKind.SOFT_GRANT);
  }

  @Test
  void a_soft_opt_in_rule_on_a_no_makes_no_grant() {
    assertThat(kindOf(emailEvent(Action.REFUSED).softRule("eu-sale"))).isEqualTo(EventKind.REFUSE);
  }

  @ParameterizedTest
  @CsvSource({"GIVEN, REQUEST", "RENEWED, REQUEST", "IMPORTED, GRANT", "REFUSED, REFUSE"})
  void r17_the_method_doi_request_makes_a_request_anywhere(Action action, EventKind kind) {
    assertThat(kindOf(emailEvent(action).in("FR").method(Method.DOI_REQUEST))).isEqualTo(kind);
  }

  @ParameterizedTest
  @EnumSource(Method.class)
  void r17_where_double_opt_in_is_demanded_only_a_confirmation_grants(Method method) {
    EventKind expected = method == Method.DOI_CONFIRM ? EventKind.GRANT : EventKind.REQUEST;

    assertThat(kindOf(emailEvent(Action.GIVEN).in("DE").method(method))).isEqualTo(expected);
  }

  @Test
  void r17_a_choice_of_unknown_method_is_a_request_too_but_an_import_is_not() {
    assertThat(kindOf(emailEvent(Action.RENEWED).in("DE"))).isEqualTo(EventKind.REQUEST);
    assertThat(kindOf(emailEvent(Action.IMPORTED).in("DE"))).isEqualTo(EventKind.GRANT);
  }

  @Test
  void r17_a_demand_counts_from_its_first_day_for_the_purposes_it_lists() {
    long start = EventBuilder.micros("2024-01-01");
    PurposeRules other = new PurposeRules(PACK.purpose(TestRules.MEASUREMENT), PACK);

    assertThat(kindOf(event("e", Action.GIVEN, start - 1).in("DE"))).isEqualTo(EventKind.GRANT);
    assertThat(kindOf(event("e", Action.GIVEN, start).in("DE"))).isEqualTo(EventKind.REQUEST);
    assertThat(EventKind.of(event("e", Action.GIVEN, start).in("DE").build(), other))
        .isEqualTo(EventKind.GRANT);
  }

  @Test
  void r12_imports_and_signals_are_weak() {
    assertThat(dated(emailEvent(Action.GIVEN)).isStrong()).isTrue();
    assertThat(dated(emailEvent(Action.RENEWED).method(Method.PAPER)).isStrong()).isTrue();
    assertThat(dated(emailEvent(Action.IMPORTED)).isStrong()).isFalse();
    assertThat(dated(emailEvent(Action.GIVEN).method(Method.GPC)).isStrong()).isFalse();
    assertThat(dated(emailEvent(Action.GIVEN).softRule("eu-sale")).isStrong()).isFalse();
  }

  @Test
  void r12_an_explicit_no_is_said_by_the_person_and_not_by_a_signal() {
    assertThat(
            Stream.of(Action.values()).filter(action -> dated(emailEvent(action)).isExplicitNo()))
        .containsExactlyInAnyOrder(Action.OBJECTED, Action.WITHDRAWN, Action.REFUSED);
    assertThat(dated(emailEvent(Action.REFUSED).method(Method.GPC)).isExplicitNo()).isFalse();
  }

  @Test
  void closers_are_ordered_by_restrictiveness() {
    assertThat(
            Arrays.stream(EventKind.values())
                .filter(EventKind::isCloser)
                .sorted(Comparator.comparingInt(EventKind::restrictiveness).reversed()))
        .containsExactly(
            EventKind.OBJECT,
            EventKind.REVOKE,
            EventKind.WITHDRAW,
            EventKind.REFUSE,
            EventKind.EXPIRE);
  }

  private static EventBuilder emailEvent(Action action) {
    return event("e", action, "2026-01-10");
  }

  private static EventKind kindOf(EventBuilder event) {
    return EventKind.of(event.purpose(EMAIL).build(), RULES);
  }

  private static DatedEvent dated(EventBuilder event) {
    return DatedEvent.of(event.purpose(EMAIL).build(), RULES);
  }
}
