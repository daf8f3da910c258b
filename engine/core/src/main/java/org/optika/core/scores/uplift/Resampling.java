package org.optika.core.scores.uplift;

import java.util.SplittableRandom;

/** One bootstrap replica: each arm keeps its size, its people are drawn with replacement. */
final class Resampling {
  private final BinomialDraws binomial;
  private final SplittableRandom random;

  private Resampling(SplittableRandom random) {
    this.random = random;
    binomial = new BinomialDraws(random);
  }

  static SortedArms of(SortedArms arms, SplittableRandom random) {
    Resampling resampling = new Resampling(random);
    return arms.outcome() == OutcomeKind.BINARY
        ? new SortedArms(
            arms.outcome(), resampling.binary(arms.treated()), resampling.binary(arms.control()))
        : new SortedArms(
            arms.outcome(), resampling.real(arms.treated()), resampling.real(arms.control()));
  }

  /** Draws by bin and, within it, by outcome; so all draws together are multinomial. */
  private ArmColumns binary(ArmColumns arm) {
    ArmColumns drawn = ArmColumns.empty(arm.bins());
    long peopleLeft = arm.total().people();
    long drawsLeft = peopleLeft;
    for (int bin = 0; bin < arm.bins(); bin++) {
      long draws = binomial.draw(drawsLeft, arm.people()[bin], peopleLeft);
      long ones = binomial.draw(draws, (long) arm.outcome()[bin], arm.people()[bin]);
      drawn.set(bin, draws, ones, ones);
      peopleLeft -= arm.people()[bin];
      drawsLeft -= draws;
    }
    return drawn;
  }

  private ArmColumns real(ArmColumns arm) {
    ArmColumns drawn = ArmColumns.empty(arm.bins());
    long peopleLeft = arm.total().people();
    long drawsLeft = peopleLeft;
    for (int bin = 0; bin < arm.bins(); bin++) {
      long people = arm.people()[bin];
      long draws = binomial.draw(drawsLeft, people, peopleLeft);
      if (draws > 0) {
        double mean = arm.outcome()[bin] / people;
        double variance = Math.max(0, arm.squares()[bin] / people - mean * mean);
        double outcome = draws * mean + Math.sqrt(draws * variance) * random.nextGaussian();
        drawn.set(bin, draws, outcome, draws * arm.squares()[bin] / people);
      }
      peopleLeft -= people;
      drawsLeft -= draws;
    }
    return drawn;
  }
}
