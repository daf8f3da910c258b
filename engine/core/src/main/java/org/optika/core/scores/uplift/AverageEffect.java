package org.optika.core.scores.uplift;

/**
 * What treatment does to the outcome on average.
 *
 * @param value mean outcome if all were treated minus that if nobody was; in units of the outcome
 * @param standardError of {@code value}; NaN where an arm has fewer than two people
 * @param interval 95 %, {@code value} plus and minus 1.96 standard errors
 * @param pValue two-sided, of no effect; NaN with the standard error
 */
public record AverageEffect(double value, double standardError, Interval interval, double pValue) {
  private static AverageEffect of(double value, double standardError) {
    return new AverageEffect(
        value,
        standardError,
        Interval.around(value, standardError),
        standardError == 0 ? (value == 0 ? 1 : 0) : NormalTail.beyond(value / standardError));
  }

  /**
   * Difference in means of arms that were drawn with the same probability for all.
   *
   * @throws IllegalArgumentException unless both arms have people
   */
  public static AverageEffect of(UpliftCounts counts) {
    counts.requireBothArms();
    return ofArms(counts.treated(), counts.control());
  }

  static AverageEffect ofArms(ArmSums treated, ArmSums control) {
    return of(treated.mean() - control.mean(), MeanDifference.standardError(treated, control));
  }

  /**
   * Difference in means, each person weighted with 1 / the probability of the arm that they got.
   *
   * @throws IllegalArgumentException unless both arms have people
   */
  public static AverageEffect of(WeightedArm treated, WeightedArm control) {
    return of(
        treated.mean() - control.mean(),
        Math.hypot(treated.standardError(), control.standardError()));
  }

  /** Whether the interval lies above 0. */
  public boolean clearlyPositive() {
    return interval.low() > 0;
  }

  /** Whether the interval lies below 0. */
  public boolean clearlyNegative() {
    return interval.high() < 0;
  }
}
