package org.optika.core.scores.quality;

import static org.optika.core.Checks.require;

import java.util.List;

/** How far scores are from outcomes when they are read as probabilities. */
final class ProbabilityErrors {
  /** A probability is taken as at least this and at most 1 minus this in a logarithm. */
  private static final double LEAST = Math.ulp(1.0);

  private ProbabilityErrors() {}

  static void requireProbabilities(ScoredCounts counts) {
    require(counts.people() > 0, "there must be at least one scored person");
    double lowest = counts.score(0);
    double highest = counts.score(counts.cells() - 1);
    require(
        lowest >= 0 && highest <= 1,
        "scores must be probabilities in [0, 1], got some from %s to %s",
        lowest,
        highest);
  }

  static double meanScore(ScoredCounts counts) {
    double sum = 0;
    for (int cell = 0; cell < counts.cells(); cell++) {
      sum += counts.score(cell) * counts.people(cell);
    }
    return sum / counts.people();
  }

  /** Mean of (score - outcome)², outcome 1 or 0: G. W. Brier, Monthly Weather Review 78, 1950. */
  static double brier(ScoredCounts counts) {
    return squares(counts) / counts.people();
  }

  /** Sum of (score - outcome)². */
  static double squares(ScoredCounts counts) {
    double sum = 0;
    for (int cell = 0; cell < counts.cells(); cell++) {
      double score = counts.score(cell);
      sum += counts.positives(cell) * (1 - score) * (1 - score);
      sum += counts.negatives(cell) * score * score;
    }
    return sum;
  }

  /** Mean of -ln(probability given to what happened). */
  static double logLoss(ScoredCounts counts) {
    double sum = 0;
    for (int cell = 0; cell < counts.cells(); cell++) {
      double score = Math.max(LEAST, Math.min(1 - LEAST, counts.score(cell)));
      sum -= counts.positives(cell) * Math.log(score);
      sum -= counts.negatives(cell) * Math.log1p(-score);
    }
    return sum / counts.people();
  }

  /** Mean over people of |mean score - observed rate| of their bin. */
  static double expectedCalibrationError(List<ReliabilityBin> bins) {
    double sum = 0;
    double people = 0;
    for (ReliabilityBin bin : bins) {
      sum += bin.people() * Math.abs(bin.meanScore() - bin.observedRate());
      people += bin.people();
    }
    return sum / people;
  }
}
