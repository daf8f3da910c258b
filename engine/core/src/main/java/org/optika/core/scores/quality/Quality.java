package org.optika.core.scores.quality;

import java.util.OptionalDouble;

/**
 * How good probabilities are, in figures. A figure that the people cannot give is empty; it is
 * never 0 or NaN.
 *
 * @param auc see {@link Ranking#auc}; empty iff all outcomes are the same
 * @param prAuc see {@link Ranking#averagePrecision}; empty iff nobody has the outcome
 * @param brier mean squared error in [0, 1]; lower is better, base rate × (1 - base rate) is what
 *     the base rate itself reaches
 * @param logLoss mean of -ln(probability given to what happened), &gt;= 0; a probability counts as
 *     at least 2^-52 and at most 1 - 2^-52, so that one wrong certainty costs 36 and not infinity
 * @param ece10 expected calibration error: mean over people of |mean score - observed rate| of
 *     their bin, by the bins of {@link ReliabilityTable#equalWidth}; in [0, 1]. Chance alone keeps
 *     it above 0, by up to about √(10 × rate × (1 - rate) / n)
 * @param lift10 see {@link Ranking#liftOfTopTenth}; empty iff nobody has the outcome
 * @param people n, at least 1
 * @param positives people with the outcome, in [0, people]
 */
public record Quality(
    OptionalDouble auc,
    OptionalDouble prAuc,
    double brier,
    double logLoss,
    double ece10,
    OptionalDouble lift10,
    long people,
    long positives) {

  /**
   * @param counts scores in [0, 1], of at least one person
   * @throws IllegalArgumentException when there is nobody or a score is no probability
   */
  public static Quality of(ScoredCounts counts) {
    ProbabilityErrors.requireProbabilities(counts);
    return new Quality(
        Ranking.auc(counts),
        Ranking.averagePrecision(counts),
        ProbabilityErrors.brier(counts),
        ProbabilityErrors.logLoss(counts),
        ProbabilityErrors.expectedCalibrationError(ReliabilityTable.equalWidth(counts).bins()),
        Ranking.liftOfTopTenth(counts),
        counts.people(),
        counts.positives());
  }

  /** Share of people with the outcome, in [0, 1]. */
  public double baseRate() {
    return (double) positives / people;
  }
}
