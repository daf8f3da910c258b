package org.optika.sample;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * The relation of a customer with the shop: when it begins, when the customer gives notice, and
 * into which arm of {@link Winback} the customer was drawn.
 *
 * <p>Candidates for a notice come from a Poisson process at the highest possible rate; each carries
 * a uniform mark, and the first with {@code mark * highest < rate} is the notice. What would have
 * happened in the other arms is judged on the same candidates with the same marks.
 *
 * @param notice empty where the relation lasts beyond the end of the world
 * @param arm empty for those who were no customers when the experiment began
 */
record Relation(long sinceMicros, OptionalLong notice, Optional<Winback.Arm> arm) {
  /** Streams of their own: the draws of the time under experiment are numbered from 0. */
  private static final long BEFORE = 1_000_000;

  private static final long AFTER = 1_000_001;

  /**
   * @param effects takes what each arm would have done to the person
   */
  static Relation draw(
      Person person,
      RelationRisk risk,
      Winback.Segment segment,
      Window window,
      ActionEffects effects) {
    RandomStream random = person.randomFor(Person.Part.RELATION);
    long since = person.sinceMicros();
    long start = Math.max(since, window.start());
    OptionalLong notice = notice(random.child(BEFORE), risk, 1, start, Winback.AT);
    if (notice.isPresent()) {
      return new Relation(since, notice, Optional.empty());
    }
    if (start > Winback.AT) {
      notice = notice(random.child(AFTER), risk, 1, start, Times.END);
      return new Relation(since, notice, Optional.empty());
    }
    Winback.Arm arm = Winback.draw(person.randomFor(Person.Part.EXPERIMENT));
    effects.judge(segment, random, risk);
    double factor = effects.factor(segment, arm);
    notice = notice(random.child(0), effects.during(risk), factor, Winback.AT, Winback.UNTIL);
    if (notice.isEmpty()) {
      notice = notice(random.child(AFTER), risk, 1, Winback.UNTIL, Times.END);
    }
    return new Relation(since, notice, Optional.of(arm));
  }

  /** The first notice in [from, until) when the rate is multiplied by {@code factor}. */
  static OptionalLong notice(
      RandomStream random, RelationRisk risk, double factor, long from, long until) {
    double highest = Winback.HIGHEST_FACTOR * risk.highestPerDay();
    double meanGap = Times.DAY / highest;
    for (double at = from + random.exponential(meanGap);
        at < until;
        at += random.exponential(meanGap)) {
      double mark = random.uniform() * highest;
      if (mark < factor * risk.perDay((long) at)) {
        return OptionalLong.of((long) at);
      }
    }
    return OptionalLong.empty();
  }

  boolean lastsAt(long at) {
    return sinceMicros <= at && (notice.isEmpty() || at < notice.getAsLong());
  }

  /** The midnight after the notice. */
  OptionalLong until() {
    return notice.isEmpty()
        ? OptionalLong.empty()
        : OptionalLong.of(Times.startOfDay(notice.getAsLong()) + Times.DAY);
  }
}
