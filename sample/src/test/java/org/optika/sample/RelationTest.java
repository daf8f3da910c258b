package org.optika.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RelationTest {
  private static final Window WINDOW = new Window(240);
  private static final int DRAWS = 20_000;
  private static final Person PERSON = customer(1);
  private static final Subscription NO_LETTERS = new Subscription();

  /** Young and not a customer for long, so that ends are not rare; a shop without a term. */
  private static Person customer(long worldSeed) {
    return Stream.iterate(0L, i -> i + 1)
        .map(i -> Person.draw(worldSeed, i, WINDOW))
        .filter(person -> person.hasAccount() && person.sinceMicros() < WINDOW.start())
        .filter(person -> person.sinceMicros() > WINDOW.start() - 365 * Times.DAY)
        .filter(person -> person.shop().equals("NL") && person.ageIn2026() < 30)
        .findFirst()
        .orElseThrow();
  }

  private static double untouched(long at) {
    double years = (double) (at - PERSON.sinceMicros()) / Times.DAY / 365.25;
    return 0.00045 * Math.exp(2.5 * Math.exp(-years) - 0.035 * (2026 - PERSON.birthYear() - 45));
  }

  private static RelationRisk risk(List<Contact> service) {
    return new RelationRisk(PERSON, service, List.of(), List.of(), NO_LETTERS);
  }

  private static List<Contact> complaint(long at) {
    return List.of(Contact.inbound(at, "phone", Contact.COMPLAINT));
  }

  @Test
  void the_rate_is_what_the_formula_says() {
    long at = Winback.AT;
    Subscription letters = new Subscription();
    letters.on(at - 10 * Times.DAY);
    Touch app =
        new Touch(
            at - 29 * Times.DAY,
            Channel.APP_PUSH,
            Channel.APP_PUSH.placements().get(0),
            true,
            0,
            true);

    assertThat(risk(List.of()).perDay(at)).isCloseTo(untouched(at), within(1e-15));
    assertThat(risk(complaint(at - 90 * Times.DAY)).perDay(at) / untouched(at))
        .isCloseTo(Math.exp(2.5 / 4), within(1e-9));
    assertThat(risk(complaint(at)).perDay(at)).isCloseTo(untouched(at), within(1e-15));
    assertThat(
            new RelationRisk(PERSON, List.of(), List.of(at - 60 * Times.DAY), List.of(app), letters)
                    .perDay(at)
                / untouched(at))
        .isCloseTo(Math.exp(-0.8 - 0.8 - 0.8), within(1e-9));
    assertThat(
            new RelationRisk(
                    PERSON, List.of(), List.of(at - 61 * Times.DAY, at), List.of(), NO_LETTERS)
                .perDay(at))
        .isCloseTo(untouched(at), within(1e-15));
  }

  @Test
  void notices_come_as_often_as_the_rate_says() {
    RelationRisk risk = risk(complaint(Winback.AT - Times.DAY));
    int notices = 0;
    for (int draw = 0; draw < DRAWS; draw++) {
      RandomStream random = new RandomStream(3).child(draw);
      if (Relation.notice(random, risk, 2.5, Winback.AT, Winback.UNTIL).isPresent()) {
        notices++;
      }
    }

    assertThat((double) notices / DRAWS).isCloseTo(expected(risk, 2.5), within(0.015));
  }

  /** Share that gives notice within the sixty days: one minus exp of minus the area. */
  private static double expected(RelationRisk risk, double factor) {
    double area = 0;
    for (double day = 0.05; day < 60; day += 0.1) {
      area += 0.1 * factor * risk.perDay(Winback.AT + (long) (day * Times.DAY));
    }
    return 1 - Math.exp(-area);
  }

  @Test
  void no_rate_of_anybody_is_above_the_highest() {
    for (long index = 0; index < 3_000; index++) {
      Person person = Person.draw(5, index, WINDOW);
      long start = Math.max(person.sinceMicros(), WINDOW.start());
      for (long at = start; at < WINDOW.end(); at += 30 * Times.DAY) {
        for (List<Contact> service : List.of(List.<Contact>of(), complaint(at - 1))) {
          RelationRisk risk = new RelationRisk(person, service, List.of(), List.of(), NO_LETTERS);

          assertThat(risk.perDay(at))
              .as("person %s", index)
              .isLessThanOrEqualTo(risk.highestPerDay());
        }
      }
    }
    for (Winback.Segment segment : Winback.Segment.values()) {
      for (Winback.Arm arm : Winback.Arm.values()) {
        assertThat(Winback.factor(ExperimentEffect.NATURAL, segment, arm))
            .isBetween(0.0, Winback.HIGHEST_FACTOR);
      }
    }
  }

  @Test
  void an_arm_helps_or_harms_in_its_segment_and_does_nothing_in_others() {
    World world = world(ExperimentEffect.NATURAL);
    ActionEffects effects = new ActionEffects(world);
    RelationRisk risk = risk(complaint(Winback.AT - Times.DAY));

    for (Winback.Segment segment : Winback.Segment.values()) {
      for (int person = 0; person < 3_000; person++) {
        effects.judge(segment, new RandomStream(person), risk);
      }
    }

    assertThat(effects.customers(Winback.Segment.YOUNG)).isEqualTo(3_000);
    double untouched = expected(risk, 1);
    assertThat(change(effects, Winback.Segment.COMPLAINT, Winback.Arm.PHONE_SERVICE))
        .isCloseTo(expected(risk, 0.3) - untouched, within(0.03));
    assertThat(change(effects, Winback.Segment.YOUNG, Winback.Arm.EMAIL_OFFER))
        .isCloseTo(expected(risk, 0.4) - untouched, within(0.03));
    assertThat(change(effects, Winback.Segment.OLDER, Winback.Arm.PHONE_SERVICE))
        .isCloseTo(expected(risk, 2.5) - untouched, within(0.03));
    for (Winback.Segment segment : List.of(Winback.Segment.COMPLAINT, Winback.Segment.OLDER)) {
      assertThat(change(effects, segment, Winback.Arm.EMAIL_OFFER)).isZero();
    }
    assertThat(change(effects, Winback.Segment.YOUNG, Winback.Arm.PHONE_SERVICE)).isZero();
    assertThat(change(effects, Winback.Segment.MIDDLE, Winback.Arm.PHONE_SERVICE)).isZero();
  }

  @Test
  void in_strong_times_eight_times_as_many_leave_and_the_arms_do_what_they_do() {
    ActionEffects effects = new ActionEffects(world(ExperimentEffect.STRONG));
    RelationRisk risk = risk(List.of());

    for (int person = 0; person < 3_000; person++) {
      effects.judge(Winback.Segment.YOUNG, new RandomStream(person), risk);
    }

    assertThat(effects.endProbability(Winback.Segment.YOUNG, Winback.Arm.NONE))
        .isCloseTo(expected(risk, 8), within(0.03));
    assertThat(change(effects, Winback.Segment.YOUNG, Winback.Arm.EMAIL_OFFER))
        .isCloseTo(expected(risk, 8 * 0.4) - expected(risk, 8), within(0.03));
    assertThat(change(effects, Winback.Segment.YOUNG, Winback.Arm.PHONE_SERVICE)).isZero();
  }

  @Test
  void without_effect_all_arms_are_one() {
    ActionEffects effects = new ActionEffects(world(ExperimentEffect.NONE));
    RelationRisk risk = risk(complaint(Winback.AT - Times.DAY));

    for (Winback.Segment segment : Winback.Segment.values()) {
      effects.judge(segment, new RandomStream(1), risk);
      for (Winback.Arm arm : Winback.Arm.values()) {
        assertThat(change(effects, segment, arm)).isZero();
      }
    }
  }

  @Test
  void segments_are_told_by_complaints_of_the_last_sixty_days_and_then_by_age() {
    List<Winback.Segment> byAge = new ArrayList<>();
    Stream.iterate(0L, i -> i + 1)
        .limit(400)
        .map(i -> Person.draw(1, i, WINDOW))
        .sorted(Comparator.comparingInt(Person::ageIn2026))
        .forEach(person -> byAge.add(Winback.Segment.of(person, List.of())));

    assertThat(byAge).isSorted().doesNotContain(Winback.Segment.COMPLAINT);
    assertThat(Winback.Segment.of(PERSON, complaint(Winback.AT - 60 * Times.DAY)))
        .isEqualTo(Winback.Segment.COMPLAINT);
    assertThat(Winback.Segment.of(PERSON, complaint(Winback.AT - 60 * Times.DAY - 1)))
        .isEqualTo(Winback.Segment.of(PERSON, complaint(Winback.AT)))
        .isNotEqualTo(Winback.Segment.COMPLAINT);
  }

  private static double change(ActionEffects effects, Winback.Segment segment, Winback.Arm arm) {
    return effects.endProbability(segment, arm) - effects.endProbability(segment, Winback.Arm.NONE);
  }

  private static World world(ExperimentEffect effect) {
    return new World(100_000, WINDOW, 1, Exposure.MIXED, 1, effect, 100);
  }
}
