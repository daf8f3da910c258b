package org.optika.core.scores.quality;

import java.util.OptionalDouble;

/** How well scores put people with the outcome before the others. Any scores; only order counts. */
public final class Ranking {
  private Ranking() {}

  /**
   * Area under the ROC curve: the chance that a random person with the outcome has a higher score
   * than a random one without it, where equal scores count one half. Mann-Whitney's U over the
   * number of pairs (J. A. Hanley and B. J. McNeil, The meaning and use of the area under a
   * receiver operating characteristic (ROC) curve, Radiology 143, 1982, 29-36).
   *
   * @return in [0, 1]; empty iff nobody has the outcome or everybody has it
   */
  public static OptionalDouble auc(ScoredCounts counts) {
    if (counts.positives() == 0 || counts.negatives() == 0) {
      return OptionalDouble.empty();
    }
    double won = 0;
    double below = 0;
    for (int cell = 0; cell < counts.cells(); cell++) {
      won += counts.positives(cell) * (below + 0.5 * counts.negatives(cell));
      below += counts.negatives(cell);
    }
    return OptionalDouble.of(won / counts.positives() / counts.negatives());
  }

  /**
   * Average precision: Σ (R_i - R_(i-1)) P_i over the distinct scores from the highest down, with
   * recall R_i and precision P_i of those at or above score i. A step function: nothing is
   * interpolated between the points, which would promise too much (J. Davis and M. Goadrich, The
   * relationship between precision-recall and ROC curves, ICML 2006).
   *
   * @return in (0, 1]; empty iff nobody has the outcome
   */
  public static OptionalDouble averagePrecision(ScoredCounts counts) {
    if (counts.positives() == 0) {
      return OptionalDouble.empty();
    }
    double sum = 0;
    double selected = 0;
    double found = 0;
    for (int cell = counts.cells() - 1; cell >= 0; cell--) {
      selected += counts.people(cell);
      found += counts.positives(cell);
      sum += counts.positives(cell) * (found / selected);
    }
    return OptionalDouble.of(sum / counts.positives());
  }

  /**
   * Lift of the best tenth: share with the outcome among the ceil(n / 10) people of the highest
   * scores, over the share among all. Of people with equal scores at the edge as many count as
   * there is room for, with the mean outcome of all of them.
   *
   * @return in [0, 10]; 1 is no better than chance. Empty iff nobody has the outcome
   */
  public static OptionalDouble liftOfTopTenth(ScoredCounts counts) {
    if (counts.positives() == 0) {
      return OptionalDouble.empty();
    }
    TopCut cut = TopCut.tenth(counts);
    double rate = cut.selectedPositives(counts) / cut.selected(counts);
    return OptionalDouble.of(rate * counts.people() / counts.positives());
  }
}
