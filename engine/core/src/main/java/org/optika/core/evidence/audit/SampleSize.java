package org.optika.core.evidence.audit;

import static org.optika.core.Checks.require;

/**
 * How many devices have to be drawn. Power and width of exact methods go up and down with the size,
 * since counts are whole numbers. A size that happens to be on a peak would lose what was promised
 * with one device more, so the size proposed here is the least <em>from which on</em> the promise
 * holds: it holds for every larger sample as well.
 */
public final class SampleSize {
  private SampleSize() {}

  /**
   * For an exact one-sided test, which rejects H0 when {@link TestPlan#critical} devices or more
   * deviate.
   *
   * @throws IllegalArgumentException when no sample is large enough
   */
  public static TestPlan forTest(TestGoal goal, CountLaw law) {
    double atNull = law.rateUpTo(goal.nullRate());
    double atAlternative = law.rateFrom(goal.alternative());
    SawTooth teeth =
        new SawTooth(
            drawn ->
                law.atLeast(critical(law, drawn, atNull, goal.alpha()), drawn, atAlternative)
                    >= goal.power(),
            drawn -> {
              long critical = critical(law, drawn, atNull, goal.alpha());
              return SawTooth.lastFor(
                  more -> law.atLeast(critical, more, atNull) <= goal.alpha(),
                  drawn,
                  law.mostDrawn());
            },
            law.mostDrawn());
    long drawn = teeth.fromWhichOn();
    long critical = critical(law, drawn, atNull, goal.alpha());
    return new TestPlan(
        goal,
        drawn,
        critical,
        law.atLeast(critical, drawn, atNull),
        law.atLeast(critical, drawn, atAlternative));
  }

  /** The least count that is seen with probability alpha at most; {@code drawn + 1} for none. */
  static long critical(CountLaw law, long drawn, double rate, double alpha) {
    return 1 + SawTooth.lastFor(count -> law.atLeast(count, drawn, rate) > alpha, 0, drawn);
  }

  /**
   * For an exact interval that is as narrow as wanted, if as many devices deviate as is assumed; a
   * share of a device counts as a whole one.
   *
   * @param halfWidth half of the length of the interval, in (0, 1/2)
   * @param assumed rate, in [0, 1]
   * @param alpha probability, at most, with which the interval misses the rate, in (0, 1)
   * @throws IllegalArgumentException when no sample is large enough
   */
  public static long forPrecision(double halfWidth, double assumed, double alpha, CountLaw law) {
    require(
        0 < halfWidth && halfWidth < 0.5, "the precision must be in (0, 0.5), got %s", halfWidth);
    require(0 <= assumed && assumed <= 1, "the assumed rate must be in [0, 1], got %s", assumed);
    require(0 < alpha && alpha < 1, "alpha must be in (0, 1), got %s", alpha);
    // The interval for the others is as long.
    double rarer = Math.min(assumed, 1 - assumed);
    return new SawTooth(
            drawn -> law.interval(expected(rarer, drawn), drawn, alpha).halfWidth() <= halfWidth,
            drawn ->
                SawTooth.lastFor(
                    more -> expected(rarer, more) <= expected(rarer, drawn),
                    drawn,
                    law.mostDrawn()),
            law.mostDrawn())
        .fromWhichOn();
  }

  private static long expected(double rate, long drawn) {
    return (long) Math.ceil(rate * drawn - 1e-9);
  }
}
