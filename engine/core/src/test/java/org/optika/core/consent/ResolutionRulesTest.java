package org.optika.core.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.optika.core.consent.EventBuilder.event;
import static org.optika.core.consent.EventBuilder.micros;
import static org.optika.core.consent.TestRules.ACCOUNTABILITY;
import static org.optika.core.consent.TestRules.EMAIL;
import static org.optika.core.consent.TestRules.HEALTH;
import static org.optika.core.consent.TestRules.MEASUREMENT;
import static org.optika.core.consent.TestRules.PACK;
import static org.optika.core.consent.TestRules.POST;
import static org.optika.core.consent.TestRules.SECURITY;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.optika.core.ingest.Action;
import org.optika.core.ingest.ConsentType;
import org.optika.core.ingest.Method;
import org.optika.core.ingest.Precision;

/**
 * Each rule by example. A result reads "state rule event"; the lines are those of the table "The
 * state at v, from the memory" of docs/consent.md.
 */
class ResolutionRulesTest {
  private static final long END_OF_KNOWLEDGE = Long.MAX_VALUE - 1;

  // Without or against a choice

  @ParameterizedTest
  @CsvSource({
    "measurement, unknown",
    "security, unknown",
    "email_marketing, unknown",
    "accountability, legal-obligation"
  })
  void default_state_rests_on_the_basis(String purpose, String state) {
    assertThat(ConsentTimeline.defaultState(PACK.purpose(purpose)).label()).isEqualTo(state);
  }

  @Test
  void line_1_a_legal_obligation_or_contract_permits_whatever_was_said() {
    EventBuilder objection = event("no", Action.OBJECTED, "2026-03-01");

    assertThat(holds(ACCOUNTABILITY, "2026-03-01", objection))
        .isEqualTo("legal-obligation basis -");
    assertThat(holds(ACCOUNTABILITY, "2026-03-01", objection.in("NL")))
        .isEqualTo("legal-obligation basis -");
    assertThat(holds(ACCOUNTABILITY, "2026-03-01", objection.in("FR"))).isEqualTo("objected R5 no");
    assertThat(holds(ACCOUNTABILITY, "2026-03-01", objection.in("QQ")))
        .isEqualTo("legal-obligation basis -");
  }

  @Test
  void line_15_r1_being_asked_permits_nothing() {
    assertThat(holds(MEASUREMENT, "2026-03-02", event("shown", Action.SHOWN, "2026-03-01")))
        .isEqualTo("unknown R1 -");
    assertThat(holds(MEASUREMENT, "2026-03-02", event("later", Action.DEFERRED, "2026-03-01")))
        .isEqualTo("unknown R1 -");
  }

  @Test
  void line_8b_consent_permits_from_its_own_instant() {
    EventBuilder grant = given("yes", "2026-03-01T10:00:00Z");

    assertThat(holds(MEASUREMENT, "2026-03-01T09:59:59.999999Z", grant)).isEqualTo("none");
    assertThat(holds(MEASUREMENT, "2026-03-01T10:00:00Z", grant)).isEqualTo("consent consent yes");
  }

  @Test
  void line_6_r2_a_withdrawal_counts_from_its_own_instant() {
    EventBuilder grant = given("yes", "2026-03-01");
    EventBuilder withdrawal = event("no", Action.WITHDRAWN, "2026-03-05T09:00:00Z");

    assertThat(holds(MEASUREMENT, "2026-03-05T08:59:59.999999Z", grant, withdrawal))
        .isEqualTo("consent consent yes");
    assertThat(holds(MEASUREMENT, "2026-03-05T09:00:00Z", grant, withdrawal))
        .isEqualTo("withdrawn R2 no");
  }

  @ParameterizedTest
  @CsvSource({"OBJECTED", "WITHDRAWN", "REFUSED"})
  void r3_after_a_no_consent_that_ends_leaves_no_legitimate_interest(Action action) {
    EventBuilder no = event("no", action, "2026-02-01").method(Method.GPC);
    EventBuilder grant = given("yes", "2026-02-02").expires("2026-03-01");

    assertThat(holds(POST, "2026-02-02", no, grant)).isEqualTo("consent consent yes");
    assertThat(holds(POST, "2026-03-01", no, grant)).isEqualTo("expired R7 yes");
    assertThat(holds(POST, "2026-03-01", grant))
        .isEqualTo("legitimate-interest legitimate-interest -");
  }

  @Test
  void r3_counts_a_no_that_its_source_superseded_at_once() {
    EventBuilder no = event("no", Action.REFUSED, "2026-02-01").sequence(1);
    EventBuilder grant = given("yes", "2026-02-01").sequence(2).expires("2026-03-01");

    assertThat(holds(POST, "2026-02-01", no, grant)).isEqualTo("consent consent yes");
    assertThat(holds(POST, "2026-03-01", no, grant)).isEqualTo("expired R7 yes");
  }

  @Test
  void line_4_r4_an_objection_to_direct_marketing_is_absolute() {
    EventBuilder objection = event("no", Action.OBJECTED, "2026-03-01");

    assertThat(holds(POST, "2026-03-01", objection)).isEqualTo("objected R4 no"); // compelling LIA
    assertThat(holds(EMAIL, "2026-03-01", objection)).isEqualTo("objected R4 no");
  }

  @Test
  void lines_3_and_4_r5_another_objection_yields_to_compelling_grounds_while_they_are_valid() {
    EventBuilder objection = event("no", Action.OBJECTED, "2026-03-01").in("NL");

    assertThat(holds(SECURITY, "2026-04-30T23:59:59.999999Z", objection))
        .isEqualTo("objected R5 no");
    assertThat(holds(SECURITY, "2026-05-01", objection))
        .isEqualTo("legitimate-interest legitimate-interest -");
    assertThat(holds(SECURITY, "2026-05-31T23:59:59.999999Z", objection))
        .isEqualTo("legitimate-interest legitimate-interest -");
    assertThat(holds(SECURITY, "2026-06-01", objection)).isEqualTo("objected R5 no");
    assertThat(holds(SECURITY, "2026-05-01", objection.in("BE"))).isEqualTo("objected R5 no");
  }

  @Test
  void r5_compelling_grounds_lift_an_objection_only() {
    EventBuilder withdrawal = event("no", Action.WITHDRAWN, "2026-03-01").in("NL");
    EventBuilder objection = event("no", Action.OBJECTED, "2026-03-01").in("NL");
    EventBuilder grant = given("yes", "2026-03-01").in("NL");

    assertThat(holds(SECURITY, "2026-05-01", withdrawal)).isEqualTo("withdrawn R2 no");
    assertThat(holds(SECURITY, "2026-05-01", objection, grant)).isEqualTo("conflict R12 no");
    assertThat(holds(SECURITY, "2026-05-01", objection.minor(true)))
        .isEqualTo("minor-or-special R22 -");
  }

  @ParameterizedTest
  @CsvSource({"REVOKED", "INVALIDATED"})
  void line_5_a_revocation_ends_consent(Action action) {
    assertThat(
            holds(
                MEASUREMENT,
                "2026-03-02",
                given("yes", "2026-03-01"),
                event("x", action, "2026-03-02")))
        .isEqualTo("revoked revoked x");
  }

  @Test
  void line_7_r11_a_refusal_is_kept() {
    assertThat(holds(MEASUREMENT, "2036-03-02", event("no", Action.REFUSED, "2026-03-01")))
        .isEqualTo("refused R11 no");
  }

  // Legitimate interest

  @Test
  void lines_9_r6_legitimate_interest_needs_a_valid_assessment_and_the_notice_shown() {
    EventBuilder shown = event("shown", Action.SHOWN, "2025-12-01");
    EventBuilder later = event("later", Action.DEFERRED, "2025-12-01");

    assertThat(holds(POST, "2025-12-31T23:59:59.999999Z", shown)).isEqualTo("no-valid-lia R6 -");
    assertThat(holds(POST, "2026-01-01", shown))
        .isEqualTo("legitimate-interest legitimate-interest -");
    assertThat(holds(POST, "2026-08-31T23:59:59.999999Z", shown))
        .isEqualTo("legitimate-interest legitimate-interest -");
    assertThat(holds(POST, "2026-09-01", shown)).isEqualTo("no-valid-lia R6 -");
    assertThat(holds(POST, "2026-01-01", later)).isEqualTo("unknown R1 -");
    assertThat(holds(POST, "2026-01-01", shown.minor(true))).isEqualTo("minor-or-special R22 -");
  }

  @Test
  void r6_an_assessment_counts_for_the_jurisdictions_it_lists() {
    EventBuilder shown = event("shown", Action.SHOWN, "2026-03-01");

    assertThat(holds(SECURITY, "2026-03-01", shown.in("NL")))
        .isEqualTo("legitimate-interest legitimate-interest -");
    assertThat(holds(SECURITY, "2026-03-01", shown.in("FR"))).isEqualTo("no-valid-lia R6 -");
    assertThat(holds(MEASUREMENT, "2026-03-01", shown.in("BE")))
        .isEqualTo("legitimate-interest legitimate-interest -");
  }

  @Test
  void the_basis_is_that_of_the_latest_event_of_any_kind() {
    EventBuilder shown = event("shown", Action.SHOWN, "2026-03-01").in("BE");
    EventBuilder later = event("later", Action.DEFERRED, "2026-03-02").in("FR");
    EventBuilder same = event("same", Action.DEFERRED, "2026-03-02").in("BE");

    assertThat(holds(MEASUREMENT, "2026-03-02", shown, later)).isEqualTo("unknown R1 -");
    assertThat(holds(MEASUREMENT, "2026-03-02", shown, later, same))
        .isEqualTo("legitimate-interest legitimate-interest -");
  }

  // Ends

  @ParameterizedTest
  @CsvSource({
    "EU, 2025-03-01T10:00:00Z, 2026-03-01T10:00:00Z", // the smaller of 12 and 13 months
    "FR, 2025-03-01T10:00:00Z, 2025-09-01T10:00:00Z", // its own rule
    "FR, 2020-12-31T10:00:00Z, 2021-12-31T10:00:00Z", // before its own rule
    "NL, 2025-03-01T10:00:00Z, 2026-03-01T10:00:00Z", // none of its own
    "QQ, 2025-03-01T10:00:00Z, 2026-03-01T10:00:00Z",
    "FR, 2025-08-31T10:00:00Z, 2026-02-28T10:00:00Z", // February has no 31st
    "EU, 2024-02-29T10:00:00Z, 2025-02-28T10:00:00Z"
  })
  void lines_12_r7_consent_ends_after_calendar_months(String law, String given, String end) {
    EventBuilder grant = given("yes", given).in(law).notice("other", 1);

    assertThat(holdsAt(MEASUREMENT, micros(end) - 1, grant)).isEqualTo("consent consent yes");
    assertThat(holdsAt(MEASUREMENT, micros(end), grant)).isEqualTo("expired R7 yes");
  }

  @Test
  void r7_consent_ends_when_the_event_says_so_if_that_is_earlier() {
    EventBuilder early = given("yes", "2026-01-01").expires("2026-03-01");
    EventBuilder late = given("yes", "2025-01-01").expires("2026-03-01").notice("other", 1);

    assertThat(holds(MEASUREMENT, "2026-02-28T23:59:59.999999Z", early))
        .isEqualTo("consent consent yes");
    assertThat(holds(MEASUREMENT, "2026-03-01", early)).isEqualTo("expired R7 yes");
    assertThat(holds(MEASUREMENT, "2026-01-01", late)).isEqualTo("expired R7 yes");
  }

  @Test
  void r7_without_a_rule_consent_does_not_end() {
    assertThat(holds(HEALTH, "2126-03-01", given("yes", "2026-03-01").type(ConsentType.EXPLICIT)))
        .isEqualTo("consent consent yes");
  }

  @Test
  void r7_consent_that_ends_before_it_starts_is_never_in_force() {
    assertThat(holds(MEASUREMENT, "2026-03-01", given("yes", "2026-03-01").expires("2026-03-01")))
        .isEqualTo("expired R7 yes");
  }

  @Test
  void line_12_r7_a_reported_expiry_ends_consent_but_not_legitimate_interest() {
    EventBuilder grant = given("yes", "2026-03-01");
    EventBuilder end = event("end", Action.EXPIRED, "2026-04-01");

    assertThat(holds(MEASUREMENT, "2026-04-01", grant, end)).isEqualTo("expired R7 end");
    assertThat(holds(POST, "2026-04-01", grant, end))
        .isEqualTo("legitimate-interest legitimate-interest -");
  }

  @Test
  void a_renewal_counts_anew_and_also_after_the_end() {
    EventBuilder grant = given("yes", "2025-01-01").notice("other", 1);
    EventBuilder renewal = event("again", Action.RENEWED, "2026-03-01").notice("other", 1);

    assertThat(holds(MEASUREMENT, "2026-02-28", grant, renewal)).isEqualTo("expired R7 yes");
    assertThat(holds(MEASUREMENT, "2026-03-01", grant, renewal)).isEqualTo("consent consent again");
    assertThat(holds(MEASUREMENT, "2027-02-28", grant, renewal)).isEqualTo("consent consent again");
  }

  @Test
  void line_11_r10_a_material_notice_supersedes_consent_under_older_versions() {
    EventBuilder grant = given("yes", "2026-03-01").notice("site", 3);

    assertThat(holds(MEASUREMENT, "2026-05-31T23:59:59.999999Z", grant))
        .isEqualTo("consent consent yes");
    assertThat(holds(MEASUREMENT, "2026-06-01", grant)).isEqualTo("superseded R10 yes");
    assertThat(holds(MEASUREMENT, "2026-06-01", grant.noticeOfUnknownVersion("site")))
        .isEqualTo("superseded R10 yes");
    assertThat(holds(MEASUREMENT, "2026-06-01", grant.withoutNotice()))
        .isEqualTo("superseded R10 yes");
  }

  @Test
  void r10_an_editorial_version_another_notice_or_another_purpose_supersedes_nothing() {
    assertThat(holds(MEASUREMENT, "2026-02-01", given("yes", "2026-01-01").notice("site", 2)))
        .isEqualTo("consent consent yes");
    assertThat(holds(MEASUREMENT, "2026-06-01", given("yes", "2026-01-01").notice("site", 4)))
        .isEqualTo("consent consent yes");
    assertThat(holds(MEASUREMENT, "2026-06-15", given("yes", "2026-01-01").notice("app", 1)))
        .isEqualTo("consent consent yes");
    assertThat(holds(HEALTH, "2026-06-15", given("yes", "2026-01-01").type(ConsentType.EXPLICIT)))
        .isEqualTo("consent consent yes");
  }

  @Test
  void r10_consent_given_under_an_old_version_after_the_new_one_is_superseded_from_the_start() {
    EventBuilder grant = given("yes", "2026-06-10").notice("site", 3);

    assertThat(holds(MEASUREMENT, "2026-06-10", grant)).isEqualTo("superseded R10 yes");
  }

  @Test
  void line_11_comes_before_12_also_when_consent_has_ended() {
    EventBuilder grant = given("yes", "2026-03-01").notice("site", 3);

    assertThat(holds(MEASUREMENT, "2027-06-01", grant)).isEqualTo("superseded R10 yes");
  }

  // Sources that disagree

  @Test
  void line_2_r12_a_yes_and_a_no_at_one_instant_are_a_conflict() {
    EventBuilder yes = given("yes", "2026-03-01");
    EventBuilder no = event("no", Action.REFUSED, "2026-03-01").source("crm");
    EventBuilder objection = event("obj", Action.OBJECTED, "2026-03-01").source("shop");

    assertThat(holds(MEASUREMENT, "2026-03-01", yes, no)).isEqualTo("conflict R12 no");
    assertThat(holds(MEASUREMENT, "2026-03-01", yes, no, objection)).isEqualTo("conflict R12 obj");
    assertThat(interval(MEASUREMENT, micros("2026-03-01"), yes, no).conflict()).isTrue();
    assertThat(interval(MEASUREMENT, micros("2026-03-01"), no).conflict()).isFalse();
  }

  @Test
  void r12_an_ignored_or_soft_yes_makes_a_conflict_too() {
    EventBuilder before = event("before", Action.REFUSED, "2026-02-01");
    EventBuilder importing = event("yes", Action.IMPORTED, "2026-03-01");
    EventBuilder soft = given("yes", "2026-03-01").softRule("unheard-of");
    EventBuilder no = event("no", Action.REFUSED, "2026-03-01");

    assertThat(holds(EMAIL, "2026-03-01", before, importing, no)).isEqualTo("conflict R12 no");
    assertThat(holds(EMAIL, "2026-03-01", soft, no)).isEqualTo("conflict R12 no");
  }

  @Test
  void r12_a_request_beside_a_no_is_no_conflict() {
    EventBuilder request = given("ask", "2026-03-01").method(Method.DOI_REQUEST);
    EventBuilder no = event("no", Action.REFUSED, "2026-03-01");

    assertThat(holds(EMAIL, "2026-03-01", request, no)).isEqualTo("refused R11 no");
  }

  @ParameterizedTest
  @CsvSource({
    "OBJECTED, REVOKED, objected R5 a",
    "REVOKED, WITHDRAWN, revoked revoked a",
    "WITHDRAWN, REFUSED, withdrawn R2 a",
    "REFUSED, EXPIRED, refused R11 a",
    "EXPIRED, EXPIRED, expired R7 a",
    "REFUSED, OBJECTED, objected R5 b"
  })
  void r12_among_several_noes_the_most_restrictive_wins_then_the_smallest_id(
      Action a, Action b, String expected) {
    assertThat(
            holds(
                MEASUREMENT,
                "2026-03-01",
                event("a", a, "2026-03-01"),
                event("b", b, "2026-03-01").source("crm")))
        .isEqualTo(expected);
  }

  @Test
  void r12_at_different_instants_the_later_wins() {
    EventBuilder no = event("no", Action.REFUSED, "2026-03-01");
    EventBuilder yes = given("yes", "2026-03-01T00:00:00.000001Z").source("crm");

    assertThat(holds(MEASUREMENT, "2026-03-02", no, yes)).isEqualTo("consent consent yes");
  }

  @ParameterizedTest
  @CsvSource({"OBJECTED, objected R4 no", "WITHDRAWN, withdrawn R2 no", "REFUSED, refused R11 no"})
  void r12_a_weak_yes_never_lifts_an_explicit_no(Action action, String expected) {
    EventBuilder no = event("no", action, "2026-03-01");

    assertThat(weakGrants())
        .allSatisfy(weak -> assertThat(holds(EMAIL, "2026-03-02", no, weak)).isEqualTo(expected));
  }

  @ParameterizedTest
  @CsvSource({"OBJECTED", "WITHDRAWN", "REFUSED"})
  void r12_a_weak_yes_lifts_a_no_that_came_from_a_signal(Action action) {
    EventBuilder no = event("no", action, "2026-03-01").method(Method.GPC);

    assertThat(weakGrants())
        .allSatisfy(
            weak ->
                assertThat(holds(EMAIL, "2026-03-02", no, weak))
                    .matches("(consent consent|soft-opt-in soft-opt-in) weak"));
  }

  @Test
  void r12_a_weak_yes_lifts_a_revocation_but_not_the_refusal_before_it() {
    EventBuilder revoked = event("gone", Action.REVOKED, "2026-03-01");
    EventBuilder no = event("no", Action.REFUSED, "2026-02-01");
    EventBuilder weak = event("weak", Action.IMPORTED, "2026-03-02");

    assertThat(holds(EMAIL, "2026-03-02", revoked, weak)).isEqualTo("consent consent weak");
    assertThat(holds(EMAIL, "2026-03-02", no, revoked, weak)).isEqualTo("revoked revoked gone");
  }

  @Test
  void r12_a_strong_yes_lifts_the_bar_for_good() {
    EventBuilder no = event("no", Action.REFUSED, "2026-02-01");
    EventBuilder yes = given("yes", "2026-02-02");
    EventBuilder signal = event("gpc", Action.REFUSED, "2026-02-03").method(Method.GPC);
    EventBuilder weak = event("weak", Action.IMPORTED, "2026-02-04");

    assertThat(holds(EMAIL, "2026-02-04", no, yes, signal, weak)).isEqualTo("consent consent weak");
    assertThat(holds(EMAIL, "2026-02-04", no, signal, weak)).isEqualTo("refused R11 gpc");
  }

  @Test
  void r12_a_conflict_bars_if_some_no_in_it_is_explicit() {
    EventBuilder yes = given("yes", "2026-03-01");
    EventBuilder signal = event("gpc", Action.OBJECTED, "2026-03-01").method(Method.GPC);
    EventBuilder no = event("no", Action.REFUSED, "2026-03-01");
    EventBuilder weak = event("weak", Action.IMPORTED, "2026-03-02");

    assertThat(holds(EMAIL, "2026-03-02", yes, signal, weak)).isEqualTo("consent consent weak");
    assertThat(holds(EMAIL, "2026-03-02", yes, signal, no, weak)).isEqualTo("conflict R12 gpc");
  }

  @Test
  void r12_a_strong_yes_inside_a_conflict_does_not_lift_an_earlier_bar() {
    EventBuilder no = event("no", Action.REFUSED, "2026-02-01");
    EventBuilder yes = given("yes", "2026-03-01");
    EventBuilder revoked = event("gone", Action.REVOKED, "2026-03-01");
    EventBuilder weak = event("weak", Action.IMPORTED, "2026-03-02");

    assertThat(holds(EMAIL, "2026-03-02", no, yes, revoked, weak)).isEqualTo("conflict R12 gone");
  }

  @Test
  void among_several_yeses_of_one_instant_strength_then_the_earliest_end_then_the_id_decide() {
    EventBuilder weak = event("a", Action.IMPORTED, "2026-03-01").expires("2026-03-10");
    EventBuilder open = given("b", "2026-03-01");
    EventBuilder early = given("d", "2026-03-01").expires("2026-04-01");
    EventBuilder same = given("c", "2026-03-01").expires("2026-04-01").source("crm");

    assertThat(holds(EMAIL, "2026-03-01", weak, open)).isEqualTo("consent consent b");
    assertThat(holds(EMAIL, "2026-03-01", weak, open, early)).isEqualTo("consent consent d");
    assertThat(holds(EMAIL, "2026-03-01", weak, open, early, same)).isEqualTo("consent consent c");
  }

  @Test
  void a_soft_grant_of_the_same_instant_comes_before_a_grant() {
    EventBuilder no = event("no", Action.REFUSED, "2026-02-01");
    EventBuilder soft = given("soft", "2026-03-01").softRule("eu-sale");
    EventBuilder yes = given("yes", "2026-03-01").expires("2026-04-01");

    assertThat(holds(EMAIL, "2026-04-01", soft, yes)).isEqualTo("soft-opt-in soft-opt-in soft");
    assertThat(holds(EMAIL, "2026-04-01", no, soft, yes)).isEqualTo("expired R7 yes");
  }

  @Test
  void r13_within_one_source_the_higher_number_supersedes() {
    EventBuilder no = event("no", Action.REFUSED, "2026-03-01").sequence(1);
    EventBuilder yes = given("yes", "2026-03-01").sequence(2);

    assertThat(holds(MEASUREMENT, "2026-03-01", no, yes)).isEqualTo("consent consent yes");
    assertThat(holds(MEASUREMENT, "2026-03-01", no, given("yes", "2026-03-01").sequence(1)))
        .isEqualTo("conflict R12 no");
    assertThat(holds(MEASUREMENT, "2026-03-01", no, given("yes", "2026-03-01")))
        .isEqualTo("conflict R12 no");
    assertThat(holds(MEASUREMENT, "2026-03-01", no, yes.source("crm")))
        .isEqualTo("conflict R12 no");
  }

  @Test
  void r13_a_request_or_a_showing_supersedes_nothing_but_a_request_is_superseded() {
    EventBuilder no = event("no", Action.REFUSED, "2026-03-01").sequence(1);
    EventBuilder request = given("ask", "2026-03-01").sequence(2).method(Method.DOI_REQUEST);
    EventBuilder shown = event("shown", Action.SHOWN, "2026-03-01").sequence(3);
    EventBuilder yes = given("yes", "2026-03-01").sequence(4).expires("2026-04-01");

    assertThat(holds(EMAIL, "2026-03-01", no, request, shown)).isEqualTo("refused R11 no");
    assertThat(holds(EMAIL, "2026-03-01", no, request, shown, yes))
        .isEqualTo("consent consent yes");
  }

  // Clocks, double opt-in, soft opt-in

  @Test
  void r14_on_a_clock_of_days_a_no_counts_from_the_start_and_a_yes_from_the_end() {
    EventBuilder yes = given("yes", "2026-03-01T15:30:00Z").precision(Precision.DAY);
    EventBuilder no =
        event("no", Action.WITHDRAWN, "2026-03-05T15:30:00Z").precision(Precision.DAY);

    assertThat(holds(MEASUREMENT, "2026-03-01T23:59:59.999999Z", yes)).isEqualTo("none");
    assertThat(holds(MEASUREMENT, "2026-03-02", yes)).isEqualTo("consent consent yes");
    assertThat(holds(MEASUREMENT, "2026-03-04T23:59:59.999999Z", yes, no))
        .isEqualTo("consent consent yes");
    assertThat(holds(MEASUREMENT, "2026-03-05", yes, no)).isEqualTo("withdrawn R2 no");
  }

  @Test
  void r14_the_end_of_consent_counts_from_the_start_of_the_day() {
    EventBuilder yes =
        given("yes", "2025-03-01T15:30:00Z").precision(Precision.DAY).notice("other", 1);

    assertThat(holds(MEASUREMENT, "2026-02-28T23:59:59.999999Z", yes))
        .isEqualTo("consent consent yes");
    assertThat(holds(MEASUREMENT, "2026-03-01", yes)).isEqualTo("expired R7 yes");
  }

  @Test
  void r14_days_before_1970_start_at_midnight_too() {
    EventBuilder no = event("no", Action.REFUSED, "1969-12-31T15:30:00Z").precision(Precision.DAY);

    assertThat(holds(MEASUREMENT, "1969-12-31", no)).isEqualTo("refused R11 no");
    assertThat(holds(MEASUREMENT, "1969-12-30T23:59:59.999999Z", no)).isEqualTo("none");
  }

  @Test
  void r14_seconds_are_taken_as_they_are() {
    EventBuilder yes = given("yes", "2026-03-01T15:30:00Z").precision(Precision.S);

    assertThat(holds(MEASUREMENT, "2026-03-01T15:30:00Z", yes)).isEqualTo("consent consent yes");
  }

  @Test
  void line_10_r17_consent_counts_from_its_confirmation() {
    EventBuilder request = given("ask", "2026-03-01").in("DE");
    EventBuilder confirmed = given("yes", "2026-03-02").in("DE").method(Method.DOI_CONFIRM);

    assertThat(holds(EMAIL, "2026-03-01T23:00:00Z", request, confirmed))
        .isEqualTo("requested R17 ask");
    assertThat(holds(EMAIL, "2026-03-02", request, confirmed)).isEqualTo("consent consent yes");
  }

  @Test
  void r17_a_request_beside_its_confirmation_at_one_instant_is_confirmed() {
    EventBuilder request = given("ask", "2026-03-01").in("DE").sequence(2);
    EventBuilder confirmed =
        given("yes", "2026-03-01").in("DE").method(Method.DOI_CONFIRM).sequence(1);

    assertThat(holds(EMAIL, "2026-03-01", request, confirmed)).isEqualTo("consent consent yes");
  }

  @Test
  void r17_a_request_lifts_no_refusal_and_a_later_refusal_clears_it() {
    EventBuilder no = event("no", Action.REFUSED, "2026-03-01");
    EventBuilder request = given("ask", "2026-03-02").in("DE");
    EventBuilder end = event("end", Action.EXPIRED, "2026-03-03");

    assertThat(holds(EMAIL, "2026-03-02", no, request)).isEqualTo("refused R11 no");
    assertThat(holds(EMAIL, "2026-03-03", request, end)).isEqualTo("expired R7 end");
  }

  @Test
  void r17_a_request_is_done_with_its_confirmation() {
    EventBuilder request = given("ask", "2026-03-01").in("DE");
    EventBuilder confirmed =
        given("yes", "2026-03-02").in("DE").method(Method.DOI_CONFIRM).expires("2026-04-01");

    assertThat(holds(EMAIL, "2026-04-01", request, confirmed)).isEqualTo("expired R7 yes");
  }

  @Test
  void r17_a_new_request_leaves_consent_in_force() {
    EventBuilder yes = given("yes", "2026-03-01").expires("2026-04-01");
    EventBuilder request = given("ask", "2026-03-02").in("DE");

    assertThat(holds(EMAIL, "2026-03-02", yes, request)).isEqualTo("consent consent yes");
    assertThat(holds(EMAIL, "2026-04-01", yes, request)).isEqualTo("requested R17 ask");
  }

  @Test
  void line_8d_a_sale_permits_under_a_rule_of_the_jurisdiction_or_of_the_eu() {
    EventBuilder soft = given("sale", "2026-03-01").in("NL");

    assertThat(holds(EMAIL, "2026-03-01", soft.softRule("nl-customer")))
        .isEqualTo("soft-opt-in soft-opt-in sale");
    assertThat(holds(EMAIL, "2026-03-01", soft.softRule("eu-sale")))
        .isEqualTo("soft-opt-in soft-opt-in sale");
  }

  @Test
  void a_soft_opt_in_without_its_rule_is_ignored() {
    EventBuilder soft = given("sale", "2026-03-01").in("FR");
    EventBuilder late = given("sale", "2026-07-01").in("NL");
    EventBuilder real = given("zale", "2026-03-01").in("NL").softRule("nl-customer");

    assertThat(holds(EMAIL, "2026-03-01", soft.softRule("nl-customer"))).isEqualTo("unknown R1 -");
    assertThat(holds(EMAIL, "2026-07-01", late.softRule("nl-customer"))).isEqualTo("unknown R1 -");
    assertThat(holds(MEASUREMENT, "2026-03-01", soft.softRule("eu-sale")))
        .isEqualTo("unknown R1 -");
    assertThat(holds(EMAIL, "2026-03-01", soft.softRule("unheard-of"), real))
        .isEqualTo("soft-opt-in soft-opt-in zale");
  }

  @Test
  void line_13_r21_a_rule_that_ends_earlier_permissions_ends_them() {
    EventBuilder soft = given("sale", "2026-03-01").in("NL").softRule("nl-customer");

    assertThat(holds(EMAIL, "2026-06-30T23:59:59.999999Z", soft))
        .isEqualTo("soft-opt-in soft-opt-in sale");
    assertThat(holds(EMAIL, "2026-07-01", soft)).isEqualTo("revoked R21 sale");
    assertThat(holds(EMAIL, "2026-07-01", soft.expires("2026-04-01")))
        .isEqualTo("revoked R21 sale");
  }

  @Test
  void line_14_r7_a_soft_opt_in_ends_when_it_says_so() {
    EventBuilder soft = given("sale", "2026-03-01").softRule("eu-sale").expires("2026-04-01");

    assertThat(holds(EMAIL, "2026-03-31T23:59:59.999999Z", soft))
        .isEqualTo("soft-opt-in soft-opt-in sale");
    assertThat(holds(EMAIL, "2026-04-01", soft)).isEqualTo("expired R7 sale");
  }

  // Minors and special categories

  @Test
  void lines_8a_r22_a_minor_needs_explicit_consent() {
    EventBuilder yes = given("yes", "2026-03-01").minor(true);

    assertThat(holds(MEASUREMENT, "2026-03-01", yes)).isEqualTo("minor-or-special R22 yes");
    assertThat(holds(MEASUREMENT, "2026-03-01", yes.type(ConsentType.IMPLIED)))
        .isEqualTo("minor-or-special R22 yes");
    assertThat(holds(MEASUREMENT, "2026-03-01", yes.type(ConsentType.EXPLICIT)))
        .isEqualTo("consent consent yes");
  }

  @Test
  void lines_8a_r22_a_special_category_needs_explicit_consent() {
    assertThat(holds(HEALTH, "2026-03-01", given("yes", "2026-03-01")))
        .isEqualTo("minor-or-special R22 yes");
    assertThat(holds(HEALTH, "2026-03-01", given("yes", "2026-03-01").type(ConsentType.EXPLICIT)))
        .isEqualTo("consent consent yes");
  }

  @Test
  void line_8c_r22_a_minor_is_not_sold_to_on_soft_opt_in() {
    EventBuilder soft = given("sale", "2026-03-01").softRule("eu-sale").type(ConsentType.EXPLICIT);

    assertThat(holds(EMAIL, "2026-03-01", soft.minor(true))).isEqualTo("minor-or-special R22 sale");
  }

  @Test
  void r22_the_last_known_word_on_age_counts_and_true_wins_at_one_instant() {
    EventBuilder yes = given("yes", "2026-03-01").minor(true);
    EventBuilder silent = event("silent", Action.DEFERRED, "2026-03-02");
    EventBuilder adult = event("adult", Action.DEFERRED, "2026-03-03").minor(false);
    EventBuilder minor = event("minor", Action.SHOWN, "2026-03-03").minor(true);

    assertThat(holds(MEASUREMENT, "2026-03-02", yes, silent)).isEqualTo("minor-or-special R22 yes");
    assertThat(holds(MEASUREMENT, "2026-03-03", yes, adult)).isEqualTo("consent consent yes");
    assertThat(holds(MEASUREMENT, "2026-03-03", yes, adult, minor))
        .isEqualTo("minor-or-special R22 yes");
  }

  private static EventBuilder given(String id, String at) {
    return event(id, Action.GIVEN, at);
  }

  private static Stream<EventBuilder> weakGrants() {
    return Stream.of(
        event("weak", Action.IMPORTED, "2026-03-02"),
        given("weak", "2026-03-02").method(Method.GPC),
        given("weak", "2026-03-02").softRule("eu-sale"));
  }

  private static String holds(String purpose, String at, EventBuilder... events) {
    return holdsAt(purpose, micros(at), events);
  }

  private static String holdsAt(String purpose, long atMicros, EventBuilder... events) {
    return timeline(purpose, events).stream()
        .filter(interval -> interval.contains(atMicros, END_OF_KNOWLEDGE))
        .map(
            interval ->
                "%s %s %s"
                    .formatted(
                        interval.state().label(),
                        interval.ruleId(),
                        interval.eventId().orElse("-")))
        .findFirst()
        .orElse("none");
  }

  private static ConsentInterval interval(String purpose, long atMicros, EventBuilder... events) {
    return timeline(purpose, events).stream()
        .filter(interval -> interval.contains(atMicros, END_OF_KNOWLEDGE))
        .findFirst()
        .orElseThrow();
  }

  private static List<ConsentInterval> timeline(String purpose, EventBuilder... events) {
    List<ConsentEvent> built =
        Stream.of(events).map(builder -> builder.purpose(purpose).build()).toList();
    return ConsentTimeline.of(built, PACK.purpose(purpose), PACK);
  }
}
