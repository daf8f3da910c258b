package org.optika.core.scores.quality;

import static org.optika.core.Checks.require;

import java.util.Arrays;

/** Cells in ascending order as they come in; empty ones are left out, equal ones are one. */
final class ScoredCells {
  private final double[] scores;
  private final long[] negatives;
  private final long[] positives;
  private int size;
  private double last = Double.NEGATIVE_INFINITY;

  ScoredCells(int most) {
    scores = new double[most];
    negatives = new long[most];
    positives = new long[most];
  }

  void add(double given, long without, long with) {
    require(Double.isFinite(given), "a score must be finite, got %s", given);
    require(without >= 0 && with >= 0, "a count must be >= 0, got %s", Math.min(without, with));
    require(given >= last, "scores must ascend, got %s after %s", given, last);
    double score = given + 0.0; // -0.0 becomes 0.0
    last = score;
    if (without == 0 && with == 0) {
      return;
    }
    if (size == 0 || scores[size - 1] < score) {
      scores[size] = score;
      size++;
    }
    negatives[size - 1] = Math.addExact(negatives[size - 1], without);
    positives[size - 1] = Math.addExact(positives[size - 1], with);
  }

  ScoredCounts counts() {
    return new ScoredCounts(
        Arrays.copyOf(scores, size),
        Arrays.copyOf(negatives, size),
        Arrays.copyOf(positives, size));
  }
}
