package org.optika.core.scores.quality;

import static org.optika.core.Checks.require;

/**
 * People with similar scores.
 *
 * @param from least score of the bin, a bound of the scale or a score that somebody has
 * @param to highest score, likewise
 * @param people n, at least 1
 * @param positives people with the outcome, in [0, people]
 * @param meanScore in [from, to] but for rounding
 */
public record ReliabilityBin(
    double from, double to, long people, long positives, double meanScore) {
  public ReliabilityBin {
    require(people > 0, "a bin must hold somebody, got %s people", people);
    require(
        0 <= positives && positives <= people,
        "positives must be in [0, people = %s], got %s",
        people,
        positives);
  }

  /** Share with the outcome, in [0, 1]. */
  public double observedRate() {
    return (double) positives / people;
  }

  /** Wilson's 95 % interval of the observed rate, in [0, 1]. */
  public Interval observedInterval() {
    return Interval.ofRate(positives, people);
  }
}
