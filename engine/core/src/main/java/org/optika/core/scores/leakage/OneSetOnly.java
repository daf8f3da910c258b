package org.optika.core.scores.leakage;

import java.util.Optional;

/**
 * A feature that is constant, or missing, in one set and not in the other.
 *
 * @param set with one value or none
 * @param people of that set
 * @param other the set with more
 * @param chance that so many people drawn from the other set would all be alike; 1 where nobody can
 *     tell, as for a single person
 */
record OneSetOnly(FindingKind kind, String set, long people, String other, double chance) {
  /** A thousand features would raise one false alarm in ten sets. */
  static final double LEAST_CHANCE = 1e-4;

  /** Empty iff the sets agree in whether there are no values, one or several. */
  static Optional<OneSetOnly> between(ValueCounts training, ValueCounts scoring) {
    if (training.isMissing() != scoring.isMissing()) {
      return Optional.of(
          scoring.isMissing()
              ? missing("scoring", scoring, "training", training)
              : missing("training", training, "scoring", scoring));
    }
    if (training.isConstant() != scoring.isConstant()) {
      return Optional.of(
          scoring.isConstant()
              ? constant("scoring", scoring, "training", training)
              : constant("training", training, "scoring", scoring));
    }
    return Optional.empty();
  }

  private static OneSetOnly constant(
      String set, ValueCounts alike, String other, ValueCounts varied) {
    double chance = 0;
    double people = varied.knownPeople();
    for (long sharing : varied.known().values()) {
      chance += Math.pow(sharing / people, alike.knownPeople());
    }
    return new OneSetOnly(FindingKind.CONSTANT_IN_ONE_SET, set, alike.knownPeople(), other, chance);
  }

  private static OneSetOnly missing(
      String set, ValueCounts alike, String other, ValueCounts varied) {
    double chance = Math.pow((double) varied.missing() / varied.people(), alike.people());
    return new OneSetOnly(FindingKind.MISSING_IN_ONE_SET, set, alike.people(), other, chance);
  }

  boolean mayBeChance() {
    return chance >= LEAST_CHANCE;
  }
}
