package org.optika.core.scores.leakage;

import static org.optika.core.Checks.require;

import java.io.Serializable;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;
import org.optika.core.scores.quality.Ranking;
import org.optika.core.scores.quality.ScoredCounts;

/**
 * Outcomes of the people of a training set by the value of one feature. Of a feature that is a
 * category, each category is one feature with values 0 and 1.
 *
 * @param known people who have a value
 * @param missingNegatives people without a value and without the outcome, &gt;= 0
 * @param missingPositives people without a value, with the outcome, &gt;= 0
 */
public record OutcomesByValue(ScoredCounts known, long missingNegatives, long missingPositives)
    implements Serializable {
  /** So far from 1/2, in deviations of a feature that says nothing, chance does not take an AUC. */
  private static final double DEVIATIONS = 4;

  public OutcomesByValue {
    require(
        missingNegatives >= 0 && missingPositives >= 0,
        "a count must be >= 0, got %s",
        Math.min(missingNegatives, missingPositives));
  }

  /**
   * @param values one a person; NaN where it is missing
   * @param outcomes of the same people in the same order
   */
  public static OutcomesByValue of(double[] values, boolean[] outcomes) {
    require(
        values.length == outcomes.length,
        "expected one outcome for each of %s values, got %s",
        values.length,
        outcomes.length);
    int[] present =
        IntStream.range(0, values.length).filter(i -> !Double.isNaN(values[i])).toArray();
    double[] known = new double[present.length];
    boolean[] knownOutcomes = new boolean[present.length];
    for (int i = 0; i < present.length; i++) {
      known[i] = values[present[i]];
      knownOutcomes[i] = outcomes[present[i]];
    }
    long positives = IntStream.range(0, outcomes.length).filter(i -> outcomes[i]).count();
    ScoredCounts counts = ScoredCounts.of(known, knownOutcomes);
    return new OutcomesByValue(
        counts, values.length - positives - counts.negatives(), positives - counts.positives());
  }

  /** The people of both, who must be different people. */
  public OutcomesByValue plus(OutcomesByValue other) {
    return new OutcomesByValue(
        known.plus(other.known),
        Math.addExact(missingNegatives, other.missingNegatives),
        Math.addExact(missingPositives, other.missingPositives));
  }

  /**
   * How well the feature alone ranks people: max(AUC, 1 - AUC), with all people without a value
   * below all others or above them, whichever ranks better; that a value is missing can tell the
   * outcome too.
   *
   * @return in [0.5, 1]; 0.5 where all outcomes are the same
   */
  public double auc() {
    return 0.5 + Math.max(distance(withMissingAt(-1)), distance(withMissingAt(known.cells())));
  }

  /**
   * Whether so few people have one of the outcomes that a feature which says nothing could come as
   * far: within 4 deviations √((n+ + n- + 1) / (12 n+ n-)) of 1/2 (H. B. Mann and D. R. Whitney,
   * Annals of Mathematical Statistics 18(1), 1947, 50-60).
   */
  boolean mayBeChance() {
    double positives = known.positives() + (double) missingPositives;
    double negatives = known.negatives() + (double) missingNegatives;
    double deviation = Math.sqrt((positives + negatives + 1) / (12 * positives * negatives));
    return !(auc() - 0.5 > DEVIATIONS * deviation);
  }

  /** Values replaced by their ranks 0, 1, 2 ..., so that there is room at both ends. */
  private ScoredCounts withMissingAt(double rank) {
    double[] ranks = IntStream.range(0, known.cells()).asDoubleStream().toArray();
    ScoredCounts ranked =
        ScoredCounts.ofSorted(ranks, counts(known::negatives), counts(known::positives));
    return ranked.plus(
        ScoredCounts.ofSorted(
            new double[] {rank}, new long[] {missingNegatives}, new long[] {missingPositives}));
  }

  private long[] counts(IntToLongFunction count) {
    return IntStream.range(0, known.cells()).mapToLong(count).toArray();
  }

  private static double distance(ScoredCounts ranked) {
    return Math.abs(Ranking.auc(ranked).orElse(0.5) - 0.5);
  }
}
