package org.optika.core.scores.uplift;

import static org.optika.core.Checks.require;

import java.util.List;

/**
 * How well a learner ranks people by the effect of one treatment against control, beside a plain
 * response model and chance, and whether that ranking may be used.
 *
 * @param average effect of treating everybody
 * @param rankings one of each {@link RankedBy}, in that order
 * @param deciles by predicted uplift, of all folds together
 */
public record UpliftEvaluation(
    long treatedPeople,
    long controlPeople,
    AverageEffect average,
    Heterogeneity heterogeneity,
    List<RankingFigures> rankings,
    List<Decile> deciles) {
  /** The best share of people that {@link UpliftQuality#topUplift} looks at. */
  public static final double TOP_SHARE = 0.3;

  /** Bootstrap replicas of intervals. */
  public static final int REPLICAS = 500;

  public UpliftEvaluation {
    rankings = List.copyOf(rankings);
    deciles = List.copyOf(deciles);
  }

  /**
   * @param byUplift one a fold: people that were scored by a model of all other folds
   * @param byResponse the same people in the same folds, scored by predicted outcome in control
   * @param seed of the intervals
   * @throws IllegalArgumentException without folds, or when a fold lacks an arm
   */
  public static UpliftEvaluation of(
      List<UpliftCounts> byUplift, List<UpliftCounts> byResponse, long seed) {
    return of(byUplift, byResponse, seed, REPLICAS);
  }

  static UpliftEvaluation of(
      List<UpliftCounts> byUplift, List<UpliftCounts> byResponse, long seed, int replicas) {
    requireBothArms(byUplift);
    UpliftCounts all = byUplift.stream().reduce(UpliftCounts.none(), UpliftCounts::plus);
    return new UpliftEvaluation(
        all.treated().people(),
        all.control().people(),
        AverageEffect.of(all),
        HeterogeneityTest.testWithResponse(byUplift, byResponse, ScoreOrigin.CROSS_FITTED),
        List.of(
            RankingFigures.of(RankedBy.UPLIFT, byUplift, TOP_SHARE, seed, replicas),
            RankingFigures.of(RankedBy.RESPONSE, byResponse, TOP_SHARE, seed, replicas),
            RankingFigures.of(
                RankedBy.CHANCE,
                byUplift.stream().map(UpliftEvaluation::withoutOrder).toList(),
                TOP_SHARE,
                seed,
                replicas)),
        Decile.table(all));
  }

  public RankingFigures ranking(RankedBy by) {
    return rankings.get(by.ordinal());
  }

  /** All people with one score: metrics of ties are those of their orders on average. */
  private static UpliftCounts withoutOrder(UpliftCounts counts) {
    return UpliftCounts.ofBins(
        counts.outcome(), List.of(new UpliftBin(0, counts.treated(), counts.control())));
  }

  private static void requireBothArms(List<UpliftCounts> folds) {
    require(!folds.isEmpty(), "an evaluation needs at least one fold");
    for (int fold = 0; fold < folds.size(); fold++) {
      require(
          folds.get(fold).treated().people() > 0 && folds.get(fold).control().people() > 0,
          "fold %s of %s has nobody in an arm; use fewer folds",
          fold + 1,
          folds.size());
    }
  }
}
