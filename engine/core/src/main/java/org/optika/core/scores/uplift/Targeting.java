package org.optika.core.scores.uplift;

/** Whom to treat, as far as the data tell. */
public enum Targeting {
  /** The ranking by uplift may be used. */
  BY_UPLIFT("rank people by predicted uplift"),
  /** That ranking tells nothing, but treatment works better for those likely to respond. */
  BY_RESPONSE("rank people by predicted response"),
  /** Treatment works on average, and nobody is known to gain more than others. */
  ALL("treat all, or as many as the budget allows by chance"),
  /** Treatment is not known to work on average, or does harm. */
  NOBODY("treat nobody");

  private final String advice;

  Targeting(String advice) {
    this.advice = advice;
  }

  /** What to do, in a few words. */
  public String advice() {
    return advice;
  }

  /** Everybody or nobody, by the average effect: all only where it is clearly positive. */
  static Targeting withoutRanking(AverageEffect average) {
    return average.clearlyPositive() ? ALL : NOBODY;
  }
}
