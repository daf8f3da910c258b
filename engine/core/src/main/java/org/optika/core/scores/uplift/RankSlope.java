package org.optika.core.scores.uplift;

/**
 * How much larger the effect is at the best rank of a fold than at its worst, as a line fitted over
 * ranks.
 *
 * @param standardError NaN where an arm has too few people or ranks for a line
 */
record RankSlope(double slope, double standardError) {
  /**
   * The slope of the outcome over rank among the treated minus that in control. A rank is the share
   * of people with a worse score, half of the equals counted as worse.
   */
  static RankSlope of(UpliftCounts fold) {
    fold.requireBothArms();
    double people = fold.people();
    double[] ranks = new double[fold.bins().size()];
    double before = 0;
    for (int bin = 0; bin < ranks.length; bin++) {
      double here = fold.bins().get(bin).people();
      ranks[bin] = 1 - (before + here / 2) / people;
      before += here;
    }
    SortedArms arms = SortedArms.of(fold);
    RankSlope treated = line(ranks, arms.treated());
    RankSlope control = line(ranks, arms.control());
    return new RankSlope(
        treated.slope - control.slope, Math.hypot(treated.standardError, control.standardError));
  }

  /** Whether there is a line and a spread around it. */
  boolean known() {
    return standardError > 0;
  }

  /**
   * Least squares with the HC3 variance, each squared residual divided by (1 - leverage)²: J. S.
   * Long and L. H. Ervin, Using heteroscedasticity consistent standard errors in the linear
   * regression model, The American Statistician 54, 2000.
   */
  private static RankSlope line(double[] ranks, ArmColumns arm) {
    ArmSums total = arm.total();
    double people = total.people();
    double meanRank = 0;
    for (int bin = 0; bin < ranks.length; bin++) {
      meanRank += arm.people()[bin] * ranks[bin] / people;
    }
    double spread = 0;
    double product = 0;
    for (int bin = 0; bin < ranks.length; bin++) {
      double distance = ranks[bin] - meanRank;
      spread += arm.people()[bin] * distance * distance;
      product += distance * arm.outcome()[bin];
    }
    if (people < 3 || spread <= 0) {
      return new RankSlope(Double.NaN, Double.NaN);
    }
    double slope = product / spread;
    double variance = 0;
    for (int bin = 0; bin < ranks.length; bin++) {
      double distance = ranks[bin] - meanRank;
      double fitted = total.mean() + slope * distance;
      double residual = 1 - 1 / people - distance * distance / spread;
      double squares =
          arm.squares()[bin]
              - 2 * fitted * arm.outcome()[bin]
              + fitted * fitted * arm.people()[bin];
      if (arm.people()[bin] > 0 && residual > 0) {
        double factor = distance / (spread * residual);
        variance += factor * factor * Math.max(0, squares);
      }
    }
    return new RankSlope(slope, Math.sqrt(variance));
  }
}
