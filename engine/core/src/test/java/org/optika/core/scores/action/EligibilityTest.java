package org.optika.core.scores.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.optika.core.scores.action.ActionBuilder.action;
import static org.optika.core.scores.action.People.ALL_PERMITTED;
import static org.optika.core.scores.action.People.AS_OF;
import static org.optika.core.scores.action.People.DAY;
import static org.optika.core.scores.action.People.ZONE;
import static org.optika.core.scores.action.People.catalogue;
import static org.optika.core.scores.action.People.inCountry;
import static org.optika.core.scores.action.People.micros;
import static org.optika.core.scores.action.People.person;
import static org.optika.core.scores.action.People.withStates;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.optika.core.consent.ConsentState;
import org.optika.core.scores.action.People.Contact;

class EligibilityTest {
  private static final int EMAIL = 0;
  private static final int PHONE = 1;
  private static final int OTHER = Contacts.OTHER;

  /** Twice in 30 days and a week apart. */
  private static final ContactRules MAIL_RULES =
      channelRules(new ChannelRule("email", Set.of(), 2, 30, 7));

  private static ContactRules channelRules(ChannelRule... rules) {
    return new ContactRules(List.of(rules), List.of(), List.of(), ZONE);
  }

  private static ContactRules overallCaps(OverallCap... caps) {
    return new ContactRules(List.of(), List.of(caps), List.of(), ZONE);
  }

  private static ContactRules quiet(QuietPeriod... periods) {
    return new ContactRules(List.of(), List.of(), List.of(periods), ZONE);
  }

  /** Ids of what refuses the first action. */
  private static List<String> refused(Catalogue catalogue, Person person) {
    return refused(catalogue, person, AS_OF, 0);
  }

  private static List<String> refused(Catalogue catalogue, Person person, long asOf, int action) {
    int[] refusals = new int[catalogue.actions().size()];
    new Eligibility(catalogue, asOf).refusals(person, refusals);
    return ActionRefusal.of(refusals[action]).stream().map(ActionRefusal::id).toList();
  }

  private static Contact mailed(long at) {
    return new Contact(at, EMAIL, OTHER);
  }

  @ParameterizedTest(name = "state {0}")
  @CsvSource({
    "0, purpose-unknown",
    "5, purpose-refused",
    "6, purpose-withdrawn",
    "7, purpose-expired",
    "8, objection",
    "9, purpose-not-permitted",
    "10, purpose-not-permitted",
    "11, purpose-not-permitted",
    "12, purpose-not-permitted",
    "13, purpose-not-permitted",
    "14, minor-or-special",
    "15, purpose-not-permitted"
  })
  void a_purpose_that_is_not_permitted_refuses(int state, String rule) {
    Catalogue mail = catalogue(action("mail").purposes("profiling", "email_marketing"));

    assertThat(refused(mail, withStates(0x1011 | (long) state << 8))).containsExactly(rule);
    assertThat(refused(mail, withStates(0x1101 | (long) state << 4))).containsExactly(rule);
  }

  @Test
  void every_state_that_permits_lets_the_action_pass() {
    Catalogue mail = catalogue(action("mail").purposes("profiling", "email_marketing"));

    for (long state = 1; state <= 4; state++) {
      assertThat(ConsentState.permits((int) state)).isTrue();
      assertThat(refused(mail, withStates(state << 8 | state << 4))).isEmpty();
    }
  }

  @Test
  void purposes_that_an_action_does_not_need_do_not_matter() {
    Catalogue mail = catalogue(action("mail").purposes("profiling", "email_marketing"));

    assertThat(refused(mail, withStates(0x8118))).isEmpty();
  }

  @Test
  void the_first_rule_is_the_strongest_and_the_others_are_told_too() {
    Catalogue mail =
        catalogue(
            MAIL_RULES,
            action("mail").purposes("profiling", "email_marketing").countries("DE").coolDown(1));
    Person person = new Person(1, 0x0160 | 0x0800, "NL", 1, 2, person(mailed(AS_OF)).contacts());

    List<String> told = refused(mail, person);

    assertThat(told)
        .containsExactly(
            "purpose-withdrawn",
            "purpose-not-permitted",
            "country",
            "declined-channel",
            "other-channel-preferred",
            "channel-gap");
    int[] refusals = new int[1];
    new Eligibility(mail, AS_OF).refusals(person, refusals);
    assertThat(ActionRefusal.first(refusals[0])).contains(ActionRefusal.PURPOSE_WITHDRAWN);
    assertThat(ActionRefusal.first(0)).isEmpty();
  }

  @Test
  void a_country_that_is_not_on_the_list_or_not_known_refuses() {
    Catalogue mail = catalogue(action("mail").countries("NL", "DE"));

    assertThat(refused(mail, inCountry("DE"))).isEmpty();
    assertThat(refused(mail, inCountry("FR"))).containsExactly("country");
    assertThat(refused(mail, inCountry(""))).containsExactly("country");
  }

  @Test
  void a_declined_channel_refuses_even_what_is_exempt() {
    Catalogue catalogue =
        catalogue(action("mail"), action("call").channel("phone"), action("alert").exempt());
    Person person = new Person(1, ALL_PERMITTED, "NL", 1 << EMAIL, 0, Contacts.NONE);

    assertThat(refused(catalogue, person, AS_OF, 0)).containsExactly("declined-channel");
    assertThat(refused(catalogue, person, AS_OF, 1)).isEmpty();
    assertThat(refused(catalogue, person, AS_OF, 2)).containsExactly("declined-channel");
  }

  @Test
  void a_preference_refuses_other_channels_but_not_what_is_exempt() {
    Catalogue catalogue =
        catalogue(action("mail"), action("call").channel("phone"), action("alert").exempt());
    Person person = new Person(1, ALL_PERMITTED, "NL", 0, 1 << PHONE, Contacts.NONE);

    assertThat(refused(catalogue, person, AS_OF, 0)).containsExactly("other-channel-preferred");
    assertThat(refused(catalogue, person, AS_OF, 1)).isEmpty();
    assertThat(refused(catalogue, person, AS_OF, 2)).isEmpty();
  }

  @Test
  void a_gap_is_kept_exactly_a_week_after_the_last_contact() {
    Catalogue mail = catalogue(MAIL_RULES, action("mail"));

    assertThat(refused(mail, person(mailed(AS_OF - 7 * DAY)))).isEmpty();
    assertThat(refused(mail, person(mailed(AS_OF - 7 * DAY + 1)))).containsExactly("channel-gap");
    assertThat(refused(mail, person(mailed(AS_OF)))).containsExactly("channel-gap");
  }

  @Test
  void a_cap_is_reached_with_as_many_contacts_in_the_window() {
    Catalogue mail = catalogue(MAIL_RULES, action("mail"));
    Contact old = mailed(AS_OF - 10 * DAY);

    assertThat(refused(mail, person(old))).isEmpty();
    assertThat(refused(mail, person(old, mailed(AS_OF - 30 * DAY)))).isEmpty();
    assertThat(refused(mail, person(old, mailed(AS_OF - 30 * DAY + 1))))
        .containsExactly("channel-cap");
    assertThat(refused(mail, person(old, old))).containsExactly("channel-cap");
  }

  @Test
  void contacts_after_as_of_and_by_other_channels_do_not_count_for_a_channel() {
    Catalogue mail = catalogue(MAIL_RULES, action("mail"), action("call").channel("phone"));
    Contact later = mailed(AS_OF + 1);
    Contact called = new Contact(AS_OF - 1, PHONE, OTHER);
    Contact unknown = new Contact(AS_OF - 1, OTHER, OTHER);

    assertThat(refused(mail, person(later, later, called, called, unknown, unknown))).isEmpty();
    assertThat(refused(mail, person(mailed(AS_OF), mailed(AS_OF)), AS_OF, 1)).isEmpty();
  }

  @Test
  void a_cap_of_zero_closes_a_channel() {
    Catalogue mail =
        catalogue(channelRules(new ChannelRule("email", Set.of(), 0, 1, 0)), action("mail"));

    assertThat(refused(mail, person())).containsExactly("channel-cap");
  }

  @Test
  void the_overall_cap_counts_contacts_by_any_channel() {
    Catalogue mail = catalogue(overallCaps(new OverallCap(Set.of(), 2, 10)), action("mail"));
    Contact called = new Contact(AS_OF - 1, PHONE, OTHER);
    Contact unknown = new Contact(AS_OF - 10 * DAY + 1, OTHER, OTHER);
    Contact out = new Contact(AS_OF - 10 * DAY, OTHER, OTHER);

    assertThat(refused(mail, person(called, unknown))).containsExactly("overall-cap");
    assertThat(refused(mail, person(called, out))).isEmpty();
    assertThat(refused(mail, person(called, mailed(AS_OF + 1)))).isEmpty();
  }

  @Test
  void rules_of_a_country_hold_there_and_where_the_country_is_not_known() {
    Catalogue mail =
        catalogue(
            new ContactRules(
                List.of(new ChannelRule("email", Set.of("DE"), 1, 30, 0)),
                List.of(new OverallCap(Set.of("FR"), 1, 30)),
                List.of(),
                ZONE),
            action("mail"));
    Contact contact = mailed(AS_OF - DAY);

    assertThat(refused(mail, inCountry("DE", contact))).containsExactly("channel-cap");
    assertThat(refused(mail, inCountry("FR", contact))).containsExactly("overall-cap");
    assertThat(refused(mail, inCountry("NL", contact))).isEmpty();
    assertThat(refused(mail, inCountry("", contact))).containsExactly("channel-cap", "overall-cap");
  }

  @Test
  void an_action_cools_down_after_itself_only() {
    Catalogue catalogue =
        catalogue(
            action("mail").coolDown(30), action("gift"), action("alert").coolDown(2).exempt());
    Contact mailed = new Contact(AS_OF - 30 * DAY + 1, EMAIL, 0);
    Contact alerted = new Contact(AS_OF - DAY, EMAIL, 2);

    assertThat(refused(catalogue, person(mailed))).containsExactly("cool-down");
    assertThat(refused(catalogue, person(mailed), AS_OF + 1, 0)).as("30 days after").isEmpty();
    assertThat(refused(catalogue, person(mailed), AS_OF, 1)).isEmpty();
    assertThat(refused(catalogue, person(alerted), AS_OF, 0)).isEmpty();
    assertThat(refused(catalogue, person(alerted), AS_OF, 2)).containsExactly("cool-down");
  }

  @Test
  void contacts_of_exempt_actions_count_nowhere_and_nothing_holds_them_back() {
    ContactRules strict =
        new ContactRules(
            List.of(new ChannelRule("email", Set.of(), 1, 30, 7)),
            List.of(new OverallCap(Set.of(), 1, 30)),
            List.of(new QuietWeekdays(Set.of("DE"), Set.of(DayOfWeek.WEDNESDAY))),
            ZONE);
    Catalogue catalogue = catalogue(strict, action("mail"), action("alert").exempt());
    Contact alerted = new Contact(AS_OF - DAY, EMAIL, 1);
    Contact mailed = new Contact(AS_OF - DAY, EMAIL, 0);

    assertThat(refused(catalogue, person(alerted, alerted))).isEmpty();
    assertThat(refused(catalogue, inCountry("DE", mailed), AS_OF, 0))
        .containsExactly("quiet-period", "channel-gap", "channel-cap", "overall-cap");
    assertThat(refused(catalogue, inCountry("DE", mailed), AS_OF, 1)).isEmpty();
  }

  @Test
  void exempt_actions_still_need_permission() {
    Catalogue catalogue = catalogue(action("alert").exempt());

    assertThat(refused(catalogue, withStates(0x1181))).containsExactly("objection");
  }

  @Test
  void quiet_dates_begin_and_end_at_midnight_of_the_zone() {
    Catalogue mail =
        catalogue(
            quiet(
                new QuietDates(
                    Set.of("NL"), LocalDate.parse("2026-12-25"), LocalDate.parse("2026-12-26"))),
            action("mail"));

    assertThat(refused(mail, person(), micros("2026-12-24T22:59:59.999999Z"), 0)).isEmpty();
    assertThat(refused(mail, person(), micros("2026-12-24T23:00:00Z"), 0))
        .containsExactly("quiet-period");
    assertThat(refused(mail, person(), micros("2026-12-26T22:59:59.999999Z"), 0))
        .containsExactly("quiet-period");
    assertThat(refused(mail, person(), micros("2026-12-26T23:00:00Z"), 0)).isEmpty();
    assertThat(refused(mail, inCountry("BE"), micros("2026-12-25T12:00:00Z"), 0)).isEmpty();
    assertThat(refused(mail, inCountry(""), micros("2026-12-25T12:00:00Z"), 0))
        .containsExactly("quiet-period");
  }

  @Test
  void quiet_weekdays_return_every_week() {
    Catalogue mail =
        catalogue(quiet(new QuietWeekdays(Set.of(), Set.of(DayOfWeek.SUNDAY))), action("mail"));

    assertThat(refused(mail, person(), micros("2026-03-01T12:00:00Z"), 0))
        .containsExactly("quiet-period");
    assertThat(refused(mail, person(), micros("2026-03-08T12:00:00Z"), 0))
        .containsExactly("quiet-period");
    assertThat(refused(mail, person(), micros("2026-03-07T12:00:00Z"), 0)).isEmpty();
  }

  @Test
  void room_for_another_number_of_actions_is_refused() {
    Eligibility eligibility = new Eligibility(catalogue(action("mail")), AS_OF);

    assertThatThrownBy(() -> eligibility.refusals(person(), new int[2]))
        .hasMessage("expected 1 actions, got 2");
  }
}
