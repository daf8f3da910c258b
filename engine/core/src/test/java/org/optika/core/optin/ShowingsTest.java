package org.optika.core.optin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.optika.core.optin.NoticeAction.DEFERRED;
import static org.optika.core.optin.NoticeAction.GIVEN;
import static org.optika.core.optin.NoticeAction.IMPORTED;
import static org.optika.core.optin.NoticeAction.REFUSED;
import static org.optika.core.optin.NoticeAction.SHOWN;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ShowingsTest {

  private static final NoticeContext BANNER = context("web-banner", "web");
  private static final NoticeContext CALL_SCRIPT = context("call-script", "call-centre");

  @Test
  void accept_all_inside_a_showing_is_an_opt_in() {
    List<OptInFact> facts =
        Showings.of(List.of(shown("10:00:00"), choice("10:00:07", GIVEN, NoticeMethod.ACCEPT_ALL)));

    assertThat(facts).containsExactly(showing("10:00:00", OptInAnswer.YES, ChoiceForm.ACCEPT_ALL));
  }

  @Test
  void the_last_choice_of_a_showing_counts() {
    List<OptInFact> facts =
        Showings.of(
            List.of(
                shown("10:00:00"),
                choice("10:00:07", GIVEN, NoticeMethod.ACCEPT_ALL),
                choice("10:04:00", REFUSED, NoticeMethod.SAVE)));

    assertThat(facts).containsExactly(showing("10:00:00", OptInAnswer.NO, ChoiceForm.SAVE));
  }

  @Test
  void a_showing_is_open_until_just_before_thirty_minutes() {
    assertThat(
            Showings.of(
                List.of(shown("10:00:00"), choice("10:29:59.999999", GIVEN, NoticeMethod.SAVE))))
        .containsExactly(showing("10:00:00", OptInAnswer.YES, ChoiceForm.SAVE));
    assertThat(
            Showings.of(List.of(shown("10:00:00"), choice("10:30:00", GIVEN, NoticeMethod.SAVE))))
        .containsExactly(
            showing("10:00:00", OptInAnswer.NONE, ChoiceForm.NONE),
            apart("10:30:00", BANNER, CountedApart.Kind.CHOICE_WITHOUT_SHOWING));
  }

  @Test
  void the_next_showing_ends_the_one_before() {
    List<OptInFact> facts =
        Showings.of(
            List.of(
                shown("10:00:00"),
                shown("10:05:00"),
                choice("10:06:00", GIVEN, NoticeMethod.ACCEPT_ALL)));

    assertThat(facts)
        .containsExactly(
            showing("10:00:00", OptInAnswer.NONE, ChoiceForm.NONE),
            showing("10:05:00", OptInAnswer.YES, ChoiceForm.ACCEPT_ALL));
  }

  @Test
  void a_choice_at_the_instant_of_a_new_showing_belongs_to_the_new_one() {
    List<OptInFact> facts =
        Showings.of(
            List.of(
                shown("10:00:00"),
                choice("10:05:00", GIVEN, NoticeMethod.ACCEPT_ALL),
                shown("10:05:00")));

    assertThat(facts)
        .containsExactly(
            showing("10:00:00", OptInAnswer.NONE, ChoiceForm.NONE),
            showing("10:05:00", OptInAnswer.YES, ChoiceForm.ACCEPT_ALL));
  }

  @Test
  void of_two_choices_at_one_instant_the_refusal_counts() {
    List<OptInFact> facts =
        Showings.of(
            List.of(
                shown("10:00:00"),
                choice("10:01:00", REFUSED, NoticeMethod.SAVE),
                choice("10:01:00", GIVEN, NoticeMethod.ACCEPT_ALL)));

    assertThat(facts).containsExactly(showing("10:00:00", OptInAnswer.NO, ChoiceForm.SAVE));
  }

  @Test
  void dismissing_and_deferring_are_no_choice_and_keep_an_earlier_one() {
    assertThat(
            Showings.of(
                List.of(
                    shown("10:00:00"),
                    choice("10:01:00", REFUSED, NoticeMethod.DISMISS),
                    choice("10:02:00", DEFERRED, NoticeMethod.NOT_RECORDED))))
        .containsExactly(showing("10:00:00", OptInAnswer.NONE, ChoiceForm.NONE));
    assertThat(
            Showings.of(
                List.of(
                    shown("10:00:00"),
                    choice("10:01:00", GIVEN, NoticeMethod.ACCEPT_ALL),
                    choice("10:02:00", DEFERRED, NoticeMethod.DISMISS))))
        .containsExactly(showing("10:00:00", OptInAnswer.YES, ChoiceForm.ACCEPT_ALL));
  }

  @Test
  void a_save_with_every_purpose_off_is_deny_all() {
    NoticeEvent allOff =
        new NoticeEvent(micros("10:00:30"), REFUSED, NoticeMethod.SAVE, true, BANNER);

    assertThat(Showings.of(List.of(shown("10:00:00"), allOff)))
        .containsExactly(showing("10:00:00", OptInAnswer.NO, ChoiceForm.DENY_ALL));
  }

  @Test
  void signals_and_imports_are_counted_apart_and_answer_nothing() {
    List<OptInFact> facts =
        Showings.of(
            List.of(
                shown("10:00:00"),
                choice("10:00:01", REFUSED, NoticeMethod.GPC),
                choice("10:00:02", IMPORTED, NoticeMethod.API)));

    assertThat(facts)
        .containsExactlyInAnyOrder(
            showing("10:00:00", OptInAnswer.NONE, ChoiceForm.NONE),
            apart("10:00:01", BANNER, CountedApart.Kind.GPC),
            apart("10:00:02", BANNER, CountedApart.Kind.IMPORT));
  }

  @Test
  void a_choice_by_phone_does_not_answer_the_banner_that_happens_to_be_open() {
    NoticeEvent call =
        new NoticeEvent(micros("10:10:00"), GIVEN, NoticeMethod.CALL, false, CALL_SCRIPT);

    assertThat(Showings.of(List.of(shown("10:00:00"), call)))
        .containsExactlyInAnyOrder(
            showing("10:00:00", OptInAnswer.NONE, ChoiceForm.NONE),
            apart("10:10:00", CALL_SCRIPT, CountedApart.Kind.CHOICE_WITHOUT_SHOWING));
  }

  @Test
  void a_choice_that_names_neither_notice_nor_channel_answers_the_open_showing() {
    NoticeEvent choice =
        new NoticeEvent(micros("10:01:00"), GIVEN, NoticeMethod.SAVE, false, context("", ""));

    assertThat(Showings.of(List.of(shown("10:00:00"), choice)))
        .containsExactly(showing("10:00:00", OptInAnswer.YES, ChoiceForm.SAVE));
  }

  @Test
  void a_double_opt_in_is_a_choice_when_confirmed_and_not_when_requested() {
    NoticeContext mail = context("newsletter", "email");
    NoticeEvent confirmed =
        new NoticeEvent(micros("10:03:00"), GIVEN, NoticeMethod.DOI_CONFIRM, false, mail);

    List<OptInFact> facts =
        Showings.of(List.of(choice("10:00:00", GIVEN, NoticeMethod.DOI_REQUEST), confirmed));

    assertThat(facts)
        .containsExactly(apart("10:03:00", mail, CountedApart.Kind.CHOICE_WITHOUT_SHOWING));
  }

  @Test
  void equal_events_are_one() {
    List<OptInFact> facts =
        Showings.of(
            List.of(
                shown("10:00:00"),
                shown("10:00:00"),
                choice("10:01:00", REFUSED, NoticeMethod.GPC),
                choice("10:01:00", REFUSED, NoticeMethod.GPC)));

    assertThat(facts).hasSize(2);
  }

  @Test
  void no_events_give_no_showing() {
    assertThat(Showings.of(List.of())).isEmpty();
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void order_of_arrival_and_duplicates_change_nothing(long seed) {
    Random random = new Random(seed);
    List<NoticeEvent> events = randomEvents(random);
    List<NoticeEvent> shuffled = new ArrayList<>(events);
    shuffled.addAll(events.subList(0, events.size() / 2));
    Collections.shuffle(shuffled, random);

    assertThat(Showings.of(shuffled)).isEqualTo(Showings.of(events));
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void agrees_with_looking_up_the_answer_of_each_showing(long seed) {
    List<NoticeEvent> events =
        randomEvents(new Random(seed)).stream().distinct().sorted(NoticeEvent.ORDER).toList();

    List<OptInFact> facts = Showings.of(events);

    assertThat(facts.stream().filter(Showing.class::isInstance))
        .containsExactlyElementsOf(
            events.stream()
                .filter(event -> event.action() == SHOWN)
                .<OptInFact>map(shown -> answerLookedUp(shown, events))
                .toList());
    OptInCounts counts =
        facts.stream().map(OptInFact::counts).reduce(OptInCounts.ZERO, OptInCounts::plus);
    assertThat(counts.gpcSignals()).isEqualTo(events.stream().filter(NoticeEvent::isGpc).count());
  }

  @Test
  void actions_and_methods_are_read_from_their_canonical_names() {
    assertThat(NoticeAction.of("renewed")).contains(GIVEN);
    assertThat(NoticeAction.of("withdrawn")).contains(REFUSED);
    assertThat(NoticeAction.of("expired")).isEmpty();
    assertThat(NoticeMethod.of("doi_confirm")).isEqualTo(NoticeMethod.DOI_CONFIRM);
    assertThat(NoticeMethod.of("")).isEqualTo(NoticeMethod.NOT_RECORDED);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NoticeAction.of("granted"))
        .withMessage(
            "Unknown consent action 'granted'; known: [deferred, expired, given, imported,"
                + " invalidated, objected, refused, renewed, revoked, shown, withdrawn]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NoticeMethod.of("click"))
        .withMessage(
            "Unknown consent method 'click'; known: [accept_all, save, reject_all, dismiss, gpc,"
                + " doi_request, doi_confirm, paper, call, api]");
  }

  @Test
  void contradictory_values_are_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new NoticeEvent(0, GIVEN, NoticeMethod.SAVE, true, BANNER))
        .withMessage("everyPurposeOff must be false where a purpose is given, got true");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new NoticeContext("n", -1, "", "", "", "", "", ""))
        .withMessage("noticeVersion must be >= 0 (0 = not recorded), got -1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Showing(0, BANNER, OptInAnswer.YES, ChoiceForm.NONE))
        .withMessage("answer and form must both be NONE or neither, got YES and NONE");
  }

  static LongStream seeds() {
    return LongStream.range(0, 200);
  }

  private static List<NoticeEvent> randomEvents(Random random) {
    List<NoticeEvent> events = new ArrayList<>();
    int size = random.nextInt(12);
    for (int i = 0; i < size; i++) {
      NoticeAction action = NoticeAction.values()[random.nextInt(NoticeAction.values().length)];
      NoticeMethod method = NoticeMethod.values()[random.nextInt(NoticeMethod.values().length)];
      boolean everyPurposeOff = action == REFUSED && random.nextBoolean();
      NoticeContext context = random.nextInt(4) == 0 ? CALL_SCRIPT : BANNER;
      long minute = 60_000_000L * 5 * random.nextInt(20);
      events.add(new NoticeEvent(minute, action, method, everyPurposeOff, context));
    }
    return events;
  }

  private static Showing answerLookedUp(NoticeEvent shown, List<NoticeEvent> events) {
    long end =
        events.subList(events.indexOf(shown) + 1, events.size()).stream()
            .filter(event -> event.action() == SHOWN)
            .mapToLong(NoticeEvent::timeMicros)
            .reduce(shown.timeMicros() + Showings.LONGEST_MICROS, Math::min);
    Showing unanswered = Showing.unanswered(shown);
    return events.stream()
        .filter(event -> event.timeMicros() >= shown.timeMicros() && event.timeMicros() < end)
        .filter(event -> event.isChoice() && event.context().canAnswer(shown.context()))
        .reduce((earlier, later) -> later)
        .map(unanswered::answeredBy)
        .orElse(unanswered);
  }

  private static NoticeContext context(String noticeId, String collectionChannel) {
    return new NoticeContext(noticeId, 1, "A", collectionChannel, "mobile", "NL", "NL-NH", "cmp");
  }

  private static NoticeEvent shown(String time) {
    return new NoticeEvent(micros(time), SHOWN, NoticeMethod.NOT_RECORDED, false, BANNER);
  }

  private static NoticeEvent choice(String time, NoticeAction action, NoticeMethod method) {
    return new NoticeEvent(micros(time), action, method, false, BANNER);
  }

  private static Showing showing(String time, OptInAnswer answer, ChoiceForm form) {
    return new Showing(micros(time), BANNER, answer, form);
  }

  private static CountedApart apart(String time, NoticeContext context, CountedApart.Kind kind) {
    return new CountedApart(micros(time), context, kind);
  }

  private static long micros(String time) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse("2026-03-01T" + time + "Z"));
  }
}
