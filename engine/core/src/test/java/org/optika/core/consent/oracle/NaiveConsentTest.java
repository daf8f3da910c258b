package org.optika.core.consent.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.optika.core.consent.ConsentEvent;
import org.optika.core.consent.ConsentState;
import org.optika.core.consent.Jurisdiction;
import org.optika.core.consent.Jurisdiction.DoubleOptInRule;
import org.optika.core.consent.Jurisdiction.ExpiryRule;
import org.optika.core.consent.Jurisdiction.SoftOptInRule;
import org.optika.core.consent.LegalBasis;
import org.optika.core.consent.Lia;
import org.optika.core.consent.NoticeVersion;
import org.optika.core.consent.Purpose;
import org.optika.core.consent.RulePack;
import org.optika.core.consent.oracle.NaiveConsent.Verdict;
import org.optika.core.consent.oracle.NaiveGate.Clock;
import org.optika.core.consent.oracle.NaiveGate.Refusal;
import org.optika.core.ingest.Action;
import org.optika.core.ingest.Method;
import org.optika.core.ingest.Precision;

/** Points worked out by hand from docs/consent.md. */
class NaiveConsentTest {

  private static final long LONG_AGO = at("2015-01-01T00:00:00Z");
  private static final long OPEN = Long.MAX_VALUE;
  private static final long LATER = at("2030-01-01T00:00:00Z");

  private static final Purpose MEASUREMENT = purpose("measurement", LegalBasis.CONSENT, false);
  private static final Purpose PHONE = purpose("phone_marketing", LegalBasis.CONSENT, true);
  private static final Purpose SECURITY =
      purpose("security", LegalBasis.LEGITIMATE_INTEREST, false);
  private static final Purpose INVOICES = purpose("invoices", LegalBasis.CONTRACT, false);

  private static final RulePack RULES =
      new RulePack(
          List.of(MEASUREMENT, PHONE, SECURITY, INVOICES),
          List.of(
              new Jurisdiction(
                  "EU",
                  List.of(new ExpiryRule("eu-12", Set.of("measurement"), 12, LONG_AGO, OPEN)),
                  List.of(),
                  List.of()),
              new Jurisdiction(
                  "FR",
                  List.of(new ExpiryRule("fr-6", Set.of("measurement"), 6, LONG_AGO, OPEN)),
                  List.of(),
                  List.of()),
              new Jurisdiction(
                  "DE",
                  List.of(),
                  List.of(new DoubleOptInRule("de-doi", Set.of("measurement"), LONG_AGO, OPEN)),
                  List.of()),
              new Jurisdiction(
                  "NL",
                  List.of(),
                  List.of(),
                  List.of(
                      new SoftOptInRule(
                          "nl-customer",
                          Set.of("phone_marketing"),
                          LONG_AGO,
                          at("2026-07-01T00:00:00Z"),
                          true)))),
          List.of(
              new NoticeVersion(
                  "banner", 2, at("2027-01-01T00:00:00Z"), false, Set.of("phone_marketing")),
              new NoticeVersion(
                  "banner", 3, at("2027-02-01T00:00:00Z"), true, Set.of("phone_marketing"))),
          List.of(
              new Lia(
                  "lia-1",
                  Set.of("security"),
                  Set.of("EU"),
                  at("2026-01-01T00:00:00Z"),
                  at("2026-06-01T00:00:00Z"),
                  false),
              new Lia(
                  "lia-2",
                  Set.of("security"),
                  Set.of("NL"),
                  at("2026-03-01T00:00:00Z"),
                  at("2026-06-01T00:00:00Z"),
                  true)));

  @Test
  void without_events_the_default_holds() {
    assertState(List.of(), MEASUREMENT, "2026-01-01T00:00:00Z", 0, "R1");
    assertState(List.of(), SECURITY, "2026-01-01T00:00:00Z", 0, "R1");
    assertState(List.of(), INVOICES, "2026-01-01T00:00:00Z", 4, "basis");
  }

  @Test
  void a_grant_ends_after_the_months_of_its_law_and_a_missing_day_becomes_the_last_one() {
    List<ConsentEvent> eu = List.of(given("2024-02-29T10:00:00Z").done());
    assertState(eu, MEASUREMENT, "2024-02-29T09:59:59.999999Z", 0, "R1");
    assertState(eu, MEASUREMENT, "2024-02-29T10:00:00Z", 1, "consent");
    assertState(eu, MEASUREMENT, "2025-02-28T09:59:59.999999Z", 1, "consent");
    assertState(eu, MEASUREMENT, "2025-02-28T10:00:00Z", 7, "R7");
    List<ConsentEvent> fr = List.of(given("2026-08-31T10:00:00Z").jurisdiction("FR").done());
    assertState(fr, MEASUREMENT, "2027-02-28T09:59:59.999999Z", 1, "consent");
    assertState(fr, MEASUREMENT, "2027-02-28T10:00:00Z", 7, "R7");
  }

  @Test
  void with_day_precision_a_grant_waits_for_the_next_day_and_a_withdrawal_does_not() {
    Edit grant = given("2026-03-10T15:00:00Z").at(at("2026-03-10T15:00:00Z"), Precision.DAY);
    List<ConsentEvent> granted = List.of(grant.done());
    assertState(granted, MEASUREMENT, "2026-03-10T23:59:59.999999Z", 0, "R1");
    assertState(granted, MEASUREMENT, "2026-03-11T00:00:00Z", 1, "consent");
    assertState(granted, MEASUREMENT, "2027-03-09T23:59:59.999999Z", 1, "consent");
    assertState(granted, MEASUREMENT, "2027-03-10T00:00:00Z", 7, "R7");
    List<ConsentEvent> withdrawn = List.of(grant.action(Action.WITHDRAWN).done());
    assertState(withdrawn, MEASUREMENT, "2026-03-10T00:00:00Z", 6, "R2");
  }

  @Test
  void an_import_never_lifts_a_refusal_but_lifts_a_browser_signal() {
    ConsentEvent refusal = event("e1", "2026-03-01T00:00:00Z").action(Action.REFUSED).done();
    ConsentEvent signal = Edit.of(refusal).method(Method.GPC).done();
    ConsentEvent imported = event("e2", "2026-03-02T00:00:00Z").action(Action.IMPORTED).done();
    assertState(List.of(refusal, imported), MEASUREMENT, "2026-03-02T00:00:00Z", 5, "R11");
    assertState(List.of(signal, imported), MEASUREMENT, "2026-03-02T00:00:00Z", 1, "consent");
    assertState(
        List.of(refusal, given("2026-03-02T00:00:00Z").done()),
        MEASUREMENT,
        "2026-03-02T00:00:00Z",
        1,
        "consent");
  }

  @Test
  void at_one_instant_a_refusal_beside_a_grant_is_a_conflict_unless_the_source_gives_an_order() {
    ConsentEvent grant = given("2026-03-01T00:00:00Z").sourceSeq(2).done();
    ConsentEvent refusal = event("e1", "2026-03-01T00:00:00Z").action(Action.REFUSED).done();
    ConsentEvent before = Edit.of(refusal).sourceSeq(1).done();
    ConsentEvent after = Edit.of(refusal).sourceSeq(3).done();
    assertState(List.of(grant, refusal), MEASUREMENT, "2026-03-01T00:00:00Z", 13, "R12");
    assertState(List.of(grant, before), MEASUREMENT, "2026-03-01T00:00:00Z", 1, "consent");
    assertState(List.of(grant, after), MEASUREMENT, "2026-03-01T00:00:00Z", 5, "R11");
  }

  @Test
  void a_correction_takes_its_target_back_once_it_is_known() {
    ConsentEvent withdrawal = event("e1", "2026-03-01T00:00:00Z").action(Action.WITHDRAWN).done();
    ConsentEvent correction =
        event("e2", "2026-03-02T00:00:00Z")
            .action(Action.DEFERRED)
            .correctionOf("e1")
            .known(at("2026-03-05T00:00:00Z"))
            .done();
    List<ConsentEvent> events = List.of(correction, withdrawal);
    long v = at("2026-03-03T00:00:00Z");
    assertState(events, MEASUREMENT, v, at("2026-03-04T23:59:59.999999Z"), 6, "R2");
    assertState(events, MEASUREMENT, v, at("2026-03-05T00:00:00Z"), 0, "R1");
  }

  @Test
  void german_double_opt_in_counts_from_the_confirmation() {
    ConsentEvent request = given("2026-03-01T00:00:00Z").jurisdiction("DE").done();
    ConsentEvent confirmation =
        event("e2", "2026-03-02T00:00:00Z").jurisdiction("DE").method(Method.DOI_CONFIRM).done();
    List<ConsentEvent> events = List.of(request, confirmation);
    assertState(events, MEASUREMENT, "2026-03-01T23:59:59.999999Z", 9, "R17");
    assertState(events, MEASUREMENT, "2026-03-02T00:00:00Z", 1, "consent");
  }

  @Test
  void the_dutch_customer_exception_ends_earlier_permissions() {
    List<ConsentEvent> sale =
        List.of(
            event("e1", "2026-06-30T00:00:00Z", PHONE)
                .jurisdiction("NL")
                .softOptInRule("nl-customer")
                .done());
    assertState(sale, PHONE, "2026-06-30T23:59:59.999999Z", 3, "soft-opt-in");
    assertState(sale, PHONE, "2026-07-01T00:00:00Z", 12, "R21");
    List<ConsentEvent> tooLate =
        List.of(
            event("e1", "2026-07-01T00:00:00Z", PHONE)
                .jurisdiction("NL")
                .softOptInRule("nl-customer")
                .done());
    assertState(tooLate, PHONE, "2026-07-02T00:00:00Z", 0, "R1");
  }

  @Test
  void only_a_material_notice_supersedes() {
    List<ConsentEvent> events = List.of(event("e1", "2026-12-01T00:00:00Z", PHONE).done());
    assertState(events, PHONE, "2027-01-31T23:59:59.999999Z", 1, "consent");
    assertState(events, PHONE, "2027-02-01T00:00:00Z", 10, "R10");
    List<ConsentEvent> renewed =
        List.of(event("e1", "2026-12-01T00:00:00Z", PHONE).noticeVersion(3).done());
    assertState(renewed, PHONE, "2027-02-01T00:00:00Z", 1, "consent");
  }

  @Test
  void legitimate_interest_needs_a_showing_an_assessment_and_no_objection() {
    ConsentEvent shown = event("e1", "2026-02-01T00:00:00Z", SECURITY).action(Action.SHOWN).done();
    List<ConsentEvent> quiet = List.of(shown);
    assertState(quiet, SECURITY, "2026-02-01T00:00:00Z", 2, "legitimate-interest");
    assertState(quiet, SECURITY, "2026-05-31T23:59:59.999999Z", 2, "legitimate-interest");
    assertState(quiet, SECURITY, "2026-06-01T00:00:00Z", 11, "R6");
    ConsentEvent objection =
        event("e2", "2026-02-15T00:00:00Z", SECURITY)
            .action(Action.OBJECTED)
            .jurisdiction("NL")
            .done();
    List<ConsentEvent> objected = List.of(shown, objection);
    assertState(objected, SECURITY, "2026-02-15T00:00:00Z", 8, "R5");
    assertState(objected, SECURITY, "2026-03-01T00:00:00Z", 2, "legitimate-interest");
    assertState(objected, SECURITY, "2026-06-01T00:00:00Z", 8, "R5");
    ConsentEvent marketing =
        event("e3", "2026-02-15T00:00:00Z", PHONE).action(Action.OBJECTED).done();
    assertState(List.of(marketing), PHONE, "2026-02-15T00:00:00Z", 8, "R4");
  }

  @Test
  void after_a_refusal_there_is_no_switch_to_legitimate_interest() {
    ConsentEvent refusal =
        event("e1", "2026-02-01T00:00:00Z", SECURITY).action(Action.REFUSED).done();
    ConsentEvent grant =
        event("e2", "2026-02-02T00:00:00Z", SECURITY).expires(at("2026-02-03T00:00:00Z")).done();
    List<ConsentEvent> events = List.of(refusal, grant);
    assertState(events, SECURITY, "2026-02-02T00:00:00Z", 1, "consent");
    assertState(events, SECURITY, "2026-02-03T00:00:00Z", 7, "R7");
    assertState(List.of(grant), SECURITY, "2026-02-03T00:00:00Z", 2, "legitimate-interest");
  }

  @Test
  void a_minor_needs_explicit_consent() {
    List<ConsentEvent> events = List.of(given("2026-03-01T00:00:00Z").minor(true).done());
    assertState(events, MEASUREMENT, "2026-03-01T00:00:00Z", 14, "R22");
  }

  @Test
  void the_gate_keeps_closed_what_a_withdrawal_has_closed() {
    List<ConsentEvent> events =
        List.of(
            event("e1", "2026-03-01T00:00:00Z").done(),
            event("e2", "2026-03-10T00:00:00Z").action(Action.WITHDRAWN).done(),
            event("e3", "2026-03-20T00:00:00Z").done());
    assertThat(refusal(events, "2026-02-28T00:00:00Z", "2026-03-25T00:00:00Z"))
        .contains(refusal(Clock.EVENT_TIME, ConsentState.UNKNOWN));
    assertThat(refusal(events, "2026-03-05T00:00:00Z", "2026-03-09T23:59:59.999999Z")).isEmpty();
    assertThat(refusal(events, "2026-03-05T00:00:00Z", "2026-03-10T00:00:00Z"))
        .contains(refusal(Clock.AS_OF, ConsentState.WITHDRAWN));
    assertThat(refusal(events, "2026-03-05T00:00:00Z", "2026-03-25T00:00:00Z"))
        .contains(refusal(Clock.REOPENING, ConsentState.WITHDRAWN));
    assertThat(refusal(events, "2026-03-20T00:00:00Z", "2026-03-25T00:00:00Z")).isEmpty();
    assertThat(refusal(events, "2026-03-26T00:00:00Z", "2026-03-25T00:00:00Z"))
        .contains(new Refusal("measurement", Clock.AFTER_AS_OF, Optional.empty()));
  }

  private static Optional<Refusal> refusal(
      List<ConsentEvent> events, String activity, String asOf) {
    return NaiveGate.refusal(
        events, RULES, Set.of("measurement", "invoices"), at(activity), at(asOf), LATER);
  }

  private static Refusal refusal(Clock clock, ConsentState state) {
    return new Refusal("measurement", clock, Optional.of(state));
  }

  private static void assertState(
      List<ConsentEvent> events, Purpose purpose, String valid, int code, String ruleId) {
    assertState(events, purpose, at(valid), LATER, code, ruleId);
  }

  private static void assertState(
      List<ConsentEvent> events, Purpose purpose, long v, long k, int code, String ruleId) {
    Verdict verdict = NaiveConsent.stateAt(events, purpose, RULES, v, k);
    assertThat(verdict.state()).isEqualTo(ConsentState.of(code));
    assertThat(verdict.ruleId()).isEqualTo(ruleId);
  }

  private static Edit given(String time) {
    return event("e0", time);
  }

  private static Edit event(String id, String time) {
    return event(id, time, MEASUREMENT);
  }

  private static Edit event(String id, String time, Purpose purpose) {
    return Edit.given(id, purpose.id(), at(time));
  }

  private static Purpose purpose(String id, LegalBasis basis, boolean directMarketing) {
    return new Purpose(id, basis, Map.of(), directMarketing, false, false, false, "");
  }

  private static long at(String time) {
    return NaiveConsent.micros(Instant.parse(time));
  }
}
