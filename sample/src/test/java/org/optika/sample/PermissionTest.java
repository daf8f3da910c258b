package org.optika.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.optika.sample.Times.micros;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Hand cases for the rules of {@code docs/consent.md}; the expected state follows from the page and
 * not from the code.
 */
class PermissionTest {
  private static final long MARCH = micros("2026-03-01T10:00:00Z");
  private static final long APRIL = micros("2026-04-01T10:00:00Z");
  private static final long MAY = micros("2026-05-01T10:00:00Z");
  private static final long LATE = micros("2026-09-01T00:00:00Z");
  private static final Subject ANN = Subject.device("ann");

  private int ids;

  @Test
  void without_a_record_nothing_but_a_legal_duty_is_permitted() {
    assertThat(state(Purpose.ATTRIBUTION, MAY)).isEqualTo(Permission.UNKNOWN);
    assertThat(state(Purpose.MEASUREMENT, MAY)).isEqualTo(Permission.UNKNOWN);
    assertThat(state(Purpose.ACCOUNTABILITY, MAY)).isEqualTo(Permission.LEGAL_OBLIGATION);
  }

  @Test
  void a_grant_holds_from_its_own_microsecond_on() {
    Statement grant = says(Action.GIVEN, MARCH, Purpose.ATTRIBUTION);

    assertThat(state(Purpose.ATTRIBUTION, MARCH - 1, grant)).isEqualTo(Permission.UNKNOWN);
    assertThat(state(Purpose.ATTRIBUTION, MARCH, grant)).isEqualTo(Permission.CONSENT);
  }

  @Test
  void a_withdrawal_closes_at_its_own_microsecond() {
    Statement grant = says(Action.GIVEN, MARCH, Purpose.ATTRIBUTION);
    Statement withdrawal = says(Action.WITHDRAWN, APRIL, Purpose.ATTRIBUTION);

    assertThat(state(Purpose.ATTRIBUTION, APRIL - 1, grant, withdrawal))
        .isEqualTo(Permission.CONSENT);
    assertThat(state(Purpose.ATTRIBUTION, APRIL, grant, withdrawal))
        .isEqualTo(Permission.WITHDRAWN_STATE);
  }

  @Test
  void consent_ends_after_twelve_calendar_months_and_after_six_in_france() {
    Statement dutch = says(Action.GIVEN, micros("2025-08-31T10:00:00Z"), Purpose.ATTRIBUTION);
    Statement french =
        says(Action.GIVEN, micros("2025-08-31T10:00:00Z"), Purpose.ATTRIBUTION).in("FR");
    long frenchEnd = micros("2026-02-28T10:00:00Z"); // February has no 31st

    assertThat(state(Purpose.ATTRIBUTION, micros("2026-08-31T10:00:00Z") - 1, dutch))
        .isEqualTo(Permission.CONSENT);
    assertThat(state(Purpose.ATTRIBUTION, micros("2026-08-31T10:00:00Z"), dutch))
        .isEqualTo(Permission.EXPIRED_STATE);
    assertThat(state(Purpose.ATTRIBUTION, frenchEnd - 1, french)).isEqualTo(Permission.CONSENT);
    assertThat(state(Purpose.ATTRIBUTION, frenchEnd, french)).isEqualTo(Permission.EXPIRED_STATE);
  }

  @Test
  void the_earlier_of_both_ends_counts() {
    Statement grant = says(Action.GIVEN, MARCH, Purpose.ATTRIBUTION).expires(APRIL);

    assertThat(state(Purpose.ATTRIBUTION, APRIL - 1, grant)).isEqualTo(Permission.CONSENT);
    assertThat(state(Purpose.ATTRIBUTION, APRIL, grant)).isEqualTo(Permission.EXPIRED_STATE);
  }

  @Test
  void a_day_grant_counts_from_the_next_day_and_a_day_refusal_from_the_day_itself() {
    long day = micros("2026-03-10T00:00:00Z");
    Statement grant = says(Action.IMPORTED, day, Purpose.ATTRIBUTION).dayPrecision();
    Statement refusal = says(Action.REFUSED, day, Purpose.ATTRIBUTION).dayPrecision();

    assertThat(state(Purpose.ATTRIBUTION, day + Times.DAY - 1, grant))
        .isEqualTo(Permission.UNKNOWN);
    assertThat(state(Purpose.ATTRIBUTION, day + Times.DAY, grant)).isEqualTo(Permission.CONSENT);
    assertThat(state(Purpose.ATTRIBUTION, day, refusal)).isEqualTo(Permission.REFUSED_STATE);
  }

  @Test
  void legitimate_interest_needs_a_showing_a_valid_assessment_and_no_refusal_ever() {
    Statement shown = says(Action.SHOWN, MARCH, Purpose.MEASUREMENT);
    long gap = micros("2026-06-10T00:00:00Z");
    long again = micros("2026-06-24T00:00:00Z");

    assertThat(state(Purpose.MEASUREMENT, MARCH, shown)).isEqualTo(Permission.LEGITIMATE_INTEREST);
    assertThat(state(Purpose.MEASUREMENT, gap - 1, shown))
        .isEqualTo(Permission.LEGITIMATE_INTEREST);
    assertThat(state(Purpose.MEASUREMENT, gap, shown)).isEqualTo(Permission.NO_VALID_LIA);
    assertThat(state(Purpose.MEASUREMENT, again - 1, shown)).isEqualTo(Permission.NO_VALID_LIA);
    assertThat(state(Purpose.MEASUREMENT, again, shown)).isEqualTo(Permission.LEGITIMATE_INTEREST);
  }

  @Test
  void after_a_withdrawal_there_is_no_way_back_to_legitimate_interest() {
    Statement withdrawal = says(Action.WITHDRAWN, MARCH, Purpose.MEASUREMENT);
    Statement consent = says(Action.GIVEN, APRIL, Purpose.MEASUREMENT).expires(MAY);

    assertThat(state(Purpose.MEASUREMENT, APRIL, withdrawal, consent))
        .isEqualTo(Permission.CONSENT);
    assertThat(state(Purpose.MEASUREMENT, MAY, withdrawal, consent))
        .isEqualTo(Permission.EXPIRED_STATE);
  }

  @Test
  void consent_that_ends_leaves_legitimate_interest_where_nobody_ever_said_no() {
    Statement consent = says(Action.GIVEN, MARCH, Purpose.MEASUREMENT).expires(APRIL);
    Statement ended = says(Action.EXPIRED, APRIL, Purpose.MEASUREMENT);

    assertThat(state(Purpose.MEASUREMENT, APRIL, consent))
        .isEqualTo(Permission.LEGITIMATE_INTEREST);
    assertThat(state(Purpose.MEASUREMENT, APRIL, consent, ended))
        .isEqualTo(Permission.LEGITIMATE_INTEREST);
  }

  @Test
  void the_basis_is_that_of_the_latest_jurisdiction() {
    Statement dutch = says(Action.SHOWN, MARCH, Purpose.MEASUREMENT);
    Statement german = says(Action.SHOWN, APRIL, Purpose.MEASUREMENT).in("DE");

    assertThat(state(Purpose.MEASUREMENT, APRIL - 1, dutch, german))
        .isEqualTo(Permission.LEGITIMATE_INTEREST);
    assertThat(state(Purpose.MEASUREMENT, APRIL, dutch, german)).isEqualTo(Permission.UNKNOWN);
  }

  @Test
  void an_objection_closes_unless_compelling_grounds_are_on_record() {
    Statement objection = says(Action.OBJECTED, MARCH, Purpose.MEASUREMENT);
    Rules compelling =
        new Rules(
            List.of(),
            List.of(
                new Rules.Assessment(
                    "lia", Purpose.MEASUREMENT, Set.of("EU"), APRIL, Long.MAX_VALUE, true)),
            List.of());
    Permission permission = new Permission(compelling, Purpose.MEASUREMENT, List.of(objection));

    assertThat(permission.stateAt(APRIL - 1, LATE)).isEqualTo(Permission.OBJECTED_STATE);
    assertThat(permission.stateAt(APRIL, LATE)).isEqualTo(Permission.LEGITIMATE_INTEREST);
    assertThat(state(Purpose.MEASUREMENT, APRIL, objection)).isEqualTo(Permission.OBJECTED_STATE);
  }

  @Test
  void a_material_version_asks_anew_for_the_changed_purposes_only() {
    long published = micros("2026-07-20T06:00:00Z");
    Statement grant =
        says(Action.GIVEN, MARCH, Purpose.PROFILING, Purpose.ATTRIBUTION)
            .under(Rules.COOKIE_BANNER, 2);

    assertThat(state(Purpose.PROFILING, published - 1, grant)).isEqualTo(Permission.CONSENT);
    assertThat(state(Purpose.PROFILING, published, grant)).isEqualTo(Permission.SUPERSEDED);
    assertThat(state(Purpose.ATTRIBUTION, published, grant)).isEqualTo(Permission.CONSENT);
  }

  @Test
  void a_grant_under_another_notice_stays_and_one_without_notice_or_version_does_not() {
    long published = micros("2026-07-20T06:00:00Z");
    Statement app = says(Action.GIVEN, MARCH, Purpose.PROFILING).under(Rules.APP_PRIVACY, 1);
    Statement nameless = says(Action.GIVEN, MARCH, Purpose.PROFILING).under(null, null);
    Statement versionless =
        says(Action.GIVEN, MARCH, Purpose.PROFILING).under(Rules.COOKIE_BANNER, null);
    Statement stale =
        says(Action.GIVEN, published + 1, Purpose.PROFILING).under(Rules.COOKIE_BANNER, 2);

    assertThat(state(Purpose.PROFILING, published, app)).isEqualTo(Permission.CONSENT);
    assertThat(state(Purpose.PROFILING, published, nameless)).isEqualTo(Permission.SUPERSEDED);
    assertThat(state(Purpose.PROFILING, published, versionless)).isEqualTo(Permission.SUPERSEDED);
    assertThat(state(Purpose.PROFILING, published + 1, stale)).isEqualTo(Permission.SUPERSEDED);
  }

  @Test
  void at_one_instant_the_most_restrictive_wins_as_a_conflict() {
    Statement grant = says(Action.GIVEN, MARCH, Purpose.LINKING);
    Statement signal = from("consent_web", Method.GPC, Action.REFUSED, MARCH, Purpose.LINKING);
    Statement later = says(Action.GIVEN, APRIL, Purpose.LINKING);

    assertThat(state(Purpose.LINKING, MARCH, grant, signal)).isEqualTo(Permission.CONFLICT);
    assertThat(state(Purpose.LINKING, APRIL, grant, signal, later)).isEqualTo(Permission.CONSENT);
  }

  @Test
  void the_higher_sequence_of_one_source_holds_inside_one_instant() {
    Statement no = says(Action.REFUSED, MARCH, Purpose.LINKING).sequence(1);
    Statement yes = says(Action.GIVEN, MARCH, Purpose.LINKING).sequence(2);
    Statement elsewhere =
        from("consent_app", Method.SAVE, Action.REFUSED, MARCH, Purpose.LINKING).sequence(1);

    assertThat(state(Purpose.LINKING, MARCH, no, yes)).isEqualTo(Permission.CONSENT);
    assertThat(state(Purpose.LINKING, MARCH, elsewhere, yes)).isEqualTo(Permission.CONFLICT);
  }

  @Test
  void an_import_never_lifts_an_explicit_no_but_lifts_a_signal() {
    Statement no = says(Action.REFUSED, MARCH, Purpose.LINKING);
    Statement signal = from("consent_web", Method.GPC, Action.REFUSED, MARCH, Purpose.LINKING);
    Statement imported = says(Action.IMPORTED, APRIL, Purpose.LINKING);
    Statement given = says(Action.GIVEN, MAY, Purpose.LINKING);

    assertThat(state(Purpose.LINKING, APRIL, no, imported)).isEqualTo(Permission.REFUSED_STATE);
    assertThat(state(Purpose.LINKING, APRIL, signal, imported)).isEqualTo(Permission.CONSENT);
    assertThat(state(Purpose.LINKING, MAY, no, imported, given)).isEqualTo(Permission.CONSENT);
  }

  @Test
  void a_double_opt_in_holds_from_its_confirmation() {
    Statement request =
        from("consent_email", Method.DOI_REQUEST, Action.GIVEN, MARCH, Purpose.EMAIL_MARKETING);
    Statement confirmation =
        from("consent_email", Method.DOI_CONFIRM, Action.GIVEN, APRIL, Purpose.EMAIL_MARKETING);

    assertThat(state(Purpose.EMAIL_MARKETING, APRIL - 1, request, confirmation))
        .isEqualTo(Permission.REQUESTED);
    assertThat(state(Purpose.EMAIL_MARKETING, APRIL, request, confirmation))
        .isEqualTo(Permission.CONSENT);
  }

  @Test
  void in_germany_a_form_for_letters_is_only_a_request() {
    Statement form = says(Action.GIVEN, MARCH, Purpose.EMAIL_MARKETING).in("DE");

    assertThat(state(Purpose.EMAIL_MARKETING, MARCH, form)).isEqualTo(Permission.REQUESTED);
  }

  @Test
  void the_dutch_customer_exception_ends_on_the_first_of_july() {
    long end = micros("2026-07-01T00:00:00Z");
    Statement sale =
        says(Action.GIVEN, MARCH, Purpose.PHONE_MARKETING).softOptIn(Rules.NL_PHONE_CUSTOMER);
    Statement belgian =
        says(Action.GIVEN, MARCH, Purpose.PHONE_MARKETING)
            .softOptIn(Rules.NL_PHONE_CUSTOMER)
            .in("BE");
    Statement tooLate =
        says(Action.GIVEN, end, Purpose.PHONE_MARKETING).softOptIn(Rules.NL_PHONE_CUSTOMER);

    assertThat(state(Purpose.PHONE_MARKETING, end - 1, sale)).isEqualTo(Permission.SOFT_OPT_IN);
    assertThat(state(Purpose.PHONE_MARKETING, end, sale)).isEqualTo(Permission.REVOKED_STATE);
    assertThat(state(Purpose.PHONE_MARKETING, APRIL, belgian)).isEqualTo(Permission.UNKNOWN);
    assertThat(state(Purpose.PHONE_MARKETING, end, tooLate)).isEqualTo(Permission.UNKNOWN);
  }

  @Test
  void a_soft_opt_in_ends_with_its_own_time_and_never_lifts_a_no() {
    Statement sale =
        says(Action.GIVEN, MARCH, Purpose.EMAIL_MARKETING)
            .softOptIn(Rules.EU_EMAIL_CUSTOMER)
            .expires(APRIL);
    Statement no = says(Action.WITHDRAWN, MARCH - 1, Purpose.EMAIL_MARKETING);

    assertThat(state(Purpose.EMAIL_MARKETING, APRIL - 1, sale)).isEqualTo(Permission.SOFT_OPT_IN);
    assertThat(state(Purpose.EMAIL_MARKETING, APRIL, sale)).isEqualTo(Permission.EXPIRED_STATE);
    assertThat(state(Purpose.EMAIL_MARKETING, MARCH, no, sale))
        .isEqualTo(Permission.WITHDRAWN_STATE);
  }

  @Test
  void minors_are_blocked_without_explicit_consent() {
    Statement grant = says(Action.GIVEN, MARCH, Purpose.ATTRIBUTION).minor(true);
    Statement explicit = says(Action.GIVEN, MARCH, Purpose.ATTRIBUTION).minor(true).explicit(true);
    Statement grownUp = says(Action.DEFERRED, APRIL, Purpose.ATTRIBUTION).minor(false);
    Statement shown = says(Action.SHOWN, MARCH, Purpose.MEASUREMENT).minor(true);

    assertThat(state(Purpose.ATTRIBUTION, MARCH, grant)).isEqualTo(Permission.MINOR);
    assertThat(state(Purpose.ATTRIBUTION, MARCH, explicit)).isEqualTo(Permission.CONSENT);
    assertThat(state(Purpose.ATTRIBUTION, APRIL, grant, grownUp)).isEqualTo(Permission.CONSENT);
    assertThat(state(Purpose.MEASUREMENT, MARCH, shown)).isEqualTo(Permission.MINOR);
  }

  @Test
  void a_revocation_is_stronger_than_a_withdrawal_of_the_same_instant() {
    Statement withdrawal = says(Action.WITHDRAWN, MARCH, Purpose.ATTRIBUTION);
    Statement revocation = says(Action.INVALIDATED, MARCH, Purpose.ATTRIBUTION);

    assertThat(state(Purpose.ATTRIBUTION, MARCH, withdrawal, revocation))
        .isEqualTo(Permission.REVOKED_STATE);
  }

  @Test
  void a_correction_takes_its_target_away_from_when_it_is_known() {
    Statement wrong = says(Action.GIVEN, MARCH, Purpose.PHONE_MARKETING);
    Statement right =
        new Statement("consent_web", "right", ANN, Method.CALL, MARCH, MAY)
            .in("NL")
            .corrects(wrong.id)
            .says(Action.REFUSED, Purpose.PHONE_MARKETING);
    Permission permission =
        new Permission(Rules.SAMPLE, Purpose.PHONE_MARKETING, List.of(wrong, right));

    assertThat(permission.stateAt(APRIL, MAY - 1)).isEqualTo(Permission.CONSENT);
    assertThat(permission.stateAt(APRIL, MAY)).isEqualTo(Permission.REFUSED_STATE);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void the_order_of_arrival_changes_nothing(long seed) {
    List<Statement> history =
        List.of(
            says(Action.SHOWN, MARCH - 5, Purpose.LINKING),
            says(Action.GIVEN, MARCH, Purpose.LINKING).sequence(4),
            says(Action.REFUSED, MARCH, Purpose.LINKING).sequence(3),
            says(Action.WITHDRAWN, APRIL, Purpose.LINKING),
            says(Action.IMPORTED, APRIL + 1, Purpose.LINKING),
            says(Action.GIVEN, MAY, Purpose.LINKING).expires(MAY + 1000));
    List<Statement> shuffled = new ArrayList<>(history);
    Collections.shuffle(shuffled, new Random(seed));
    Permission inOrder = new Permission(Rules.SAMPLE, Purpose.LINKING, history);
    Permission outOfOrder = new Permission(Rules.SAMPLE, Purpose.LINKING, shuffled);

    for (long at : inOrder.breakpoints()) {
      for (long beside = at - 1; beside <= at + 1; beside++) {
        assertThat(outOfOrder.stateAt(beside, LATE)).isEqualTo(inOrder.stateAt(beside, LATE));
      }
    }
  }

  private Statement says(Action action, long at, Purpose... purposes) {
    return from("consent_web", Method.SAVE, action, at, purposes);
  }

  private Statement from(
      String source, Method method, Action action, long at, Purpose... purposes) {
    return new Statement(source, "e" + ids++, ANN, method, at, at)
        .in("NL")
        .under("phone-script", 1)
        .says(action, purposes);
  }

  private static int state(Purpose purpose, long at, Statement... history) {
    return new Permission(Rules.SAMPLE, purpose, List.of(history)).stateAt(at, Times.END);
  }
}
