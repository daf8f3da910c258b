package org.optika.core.scores.quality;

import static org.optika.core.Checks.require;

/**
 * Selects everybody above a score, and of those at it the same share of each outcome and segment.
 *
 * @param shareAtEdge in (0, 1]
 */
record TopCut(double edge, double shareAtEdge) {

  /** Selects ceil(n / 10) of these people, the highest scores first. */
  static TopCut tenth(ScoredCounts counts) {
    require(counts.people() > 0, "there must be somebody to select from");
    long room = (counts.people() - 1) / 10 + 1;
    int cell = counts.cells() - 1;
    while (counts.people(cell) < room) {
      room -= counts.people(cell);
      cell--;
    }
    return new TopCut(counts.score(cell), (double) room / counts.people(cell));
  }

  /** How many of some people are selected; a fraction of a person where there are ties. */
  double selected(ScoredCounts counts) {
    double selected = 0;
    for (int cell = counts.cells() - 1; cell >= 0; cell--) {
      selected += share(counts.score(cell)) * counts.people(cell);
    }
    return selected;
  }

  /** How many of those with the outcome are selected. */
  double selectedPositives(ScoredCounts counts) {
    double selected = 0;
    for (int cell = counts.cells() - 1; cell >= 0; cell--) {
      selected += share(counts.score(cell)) * counts.positives(cell);
    }
    return selected;
  }

  private double share(double score) {
    if (score == edge) {
      return shareAtEdge;
    }
    return score > edge ? 1 : 0;
  }
}
