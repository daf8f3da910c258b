package org.optika.core.scores.card;

import org.optika.core.scores.quality.Ranking;
import org.optika.core.scores.quality.ScoredCounts;

/**
 * People by outcome and by whether their score is in the top tenth; fractions of a person where
 * scores tie at its edge.
 */
record TopTenth(
    double truePositives, double falsePositives, double falseNegatives, double trueNegatives) {

  /** Of all people, ceil(n / 10) of whom are selected. */
  static TopTenth of(ScoredCounts counts) {
    return ofLift(Ranking.liftOfTopTenth(counts).orElse(0), counts.people(), counts.positives());
  }

  static TopTenth ofLift(double lift, long people, long positives) {
    double selected = Math.ceil(people / 10.0);
    double found = lift * positives / people * selected;
    return of(selected, found, people, positives);
  }

  /** Of a segment, of whom a share is selected. */
  static TopTenth ofRates(
      double selectedShare, double truePositiveRate, long people, double positives) {
    return of(selectedShare * people, truePositiveRate * positives, people, positives);
  }

  private static TopTenth of(double selected, double found, double people, double positives) {
    return new TopTenth(
        found, selected - found, positives - found, people - positives - (selected - found));
  }

  boolean hiddenBy(SmallCell smallCell) {
    return smallCell.hides(truePositives)
        || smallCell.hides(falsePositives)
        || smallCell.hides(falseNegatives)
        || smallCell.hides(trueNegatives);
  }

  TopTenth minus(TopTenth other) {
    return new TopTenth(
        truePositives - other.truePositives,
        falsePositives - other.falsePositives,
        falseNegatives - other.falseNegatives,
        trueNegatives - other.trueNegatives);
  }
}
