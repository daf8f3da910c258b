package org.optika.core.scores.uplift;

import static org.optika.core.Checks.require;

import java.util.List;
import org.optika.core.scores.uplift.Heterogeneity.Verdict;

/**
 * Honest test of whether people with a better predicted uplift have a larger effect. In each fold,
 * whose scores come from a model that did not see it, the outcome is regressed on treatment, rank
 * and their product; the coefficient of the product is the best linear predictor of the effect from
 * the rank (V. Chernozhukov, M. Demirer, E. Duflo and I. Fernández-Val, Generic machine learning
 * inference on heterogeneous treatment effects, 2018, arXiv:1712.04802, section 3.1, with the rank
 * for the score: then no few extreme scores decide, and the slope is a multiple of what Qini
 * measures, S. Yadlowsky et al. 2021, arXiv:2111.07966). With all products in it that regression
 * falls into one line over ranks for each arm.
 *
 * <p>The folds' t statistics are summed and divided by the root of their number, which is standard
 * normal without heterogeneity if folds are {@link ScoreOrigin#HELD_OUT} (S. Wager, Sequential
 * validation of treatment heterogeneity, 2024, arXiv:2405.05534). The sum over {@link
 * ScoreOrigin#CROSS_FITTED} folds has up to twice the variance: taken at face value it alarms about
 * one time in ten at 5 %. Standard errors are therefore multiplied by the root of 2, which makes
 * the test careful: it alarms less than one time in twenty.
 *
 * <p>Ranks are within a fold. The probability of treatment must be the same for all people of a
 * fold; where the design has strata, each stratum of each fold is a fold of its own.
 */
public final class HeterogeneityTest {
  /** Standard normal quantile of a one-sided 95 % bound. */
  private static final double ONE_SIDED_Z = 1.6448536269514722;

  private HeterogeneityTest() {}

  /**
   * Where the ranking is of no use: treat all if the average effect is clearly positive, else
   * nobody.
   *
   * @param folds one state a fold, of the same treatment; folds whose scores or arms allow no line
   *     are left out of the slope
   * @throws IllegalArgumentException without folds, or if a fold lacks an arm
   */
  public static Heterogeneity test(List<UpliftCounts> folds, ScoreOrigin origin) {
    require(!folds.isEmpty(), "the test needs at least one fold");
    List<RankSlope> slopes = folds.stream().map(RankSlope::of).filter(RankSlope::known).toList();
    AverageEffect average =
        AverageEffect.ofArms(
            folds.stream().map(UpliftCounts::treated).reduce(ArmSums.ZERO, ArmSums::plus),
            folds.stream().map(UpliftCounts::control).reduce(ArmSums.ZERO, ArmSums::plus));
    if (slopes.isEmpty()) {
      return new Heterogeneity(
          Verdict.NONE,
          Double.NaN,
          Double.NaN,
          1,
          Double.NaN,
          Interval.unknown(),
          average,
          Targeting.withoutRanking(average));
    }
    double precision = slopes.stream().mapToDouble(fold -> 1 / fold.standardError()).sum();
    double slope =
        slopes.stream().mapToDouble(fold -> fold.slope() / fold.standardError()).sum() / precision;
    double inflation = slopes.size() == 1 ? 1 : origin.inflation();
    double standardError = inflation * Math.sqrt(slopes.size()) / precision;
    double lowerBound = slope - ONE_SIDED_Z * standardError;
    return new Heterogeneity(
        lowerBound > 0 ? Verdict.USABLE : Verdict.NONE,
        slope,
        standardError,
        NormalTail.above(slope / standardError),
        lowerBound,
        Interval.around(slope, standardError),
        average,
        lowerBound > 0 ? Targeting.BY_UPLIFT : Targeting.withoutRanking(average));
  }

  /**
   * Like {@link #test}, with a ranking by predicted response to fall back on: it is used where the
   * one by uplift is not usable, the average effect is not clearly negative and this same test
   * finds the ranking by response usable.
   *
   * @param byResponse the same people in the same folds, scored by predicted response
   */
  public static Heterogeneity testWithResponse(
      List<UpliftCounts> folds, List<UpliftCounts> byResponse, ScoreOrigin origin) {
    Heterogeneity byUplift = test(folds, origin);
    boolean responseServes =
        byUplift.verdict() == Verdict.NONE
            && !byUplift.average().clearlyNegative()
            && test(byResponse, origin).verdict() == Verdict.USABLE;
    return responseServes
        ? new Heterogeneity(
            byUplift.verdict(),
            byUplift.slope(),
            byUplift.standardError(),
            byUplift.pValue(),
            byUplift.lowerBound(),
            byUplift.interval(),
            byUplift.average(),
            Targeting.BY_RESPONSE)
        : byUplift;
  }
}
