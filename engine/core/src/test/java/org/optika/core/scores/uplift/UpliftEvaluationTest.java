package org.optika.core.scores.uplift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class UpliftEvaluationTest {
  private static final int REPLICAS = 100;

  private static UpliftBin bin(double score, long treated, long ones, long control, long others) {
    return new UpliftBin(score, ArmSums.ofBinary(treated, ones), ArmSums.ofBinary(control, others));
  }

  private static UpliftCounts fold(UpliftBin... bins) {
    return UpliftCounts.ofBins(OutcomeKind.BINARY, List.of(bins));
  }

  /** Half of the people gain 0.4, the other half nothing; the better score is theirs. */
  private static final UpliftCounts GOOD = fold(bin(2, 50, 30, 50, 10), bin(1, 50, 10, 50, 10));

  /** All gain 0.2. */
  private static final UpliftCounts FLAT = fold(bin(2, 50, 20, 50, 10), bin(1, 50, 20, 50, 10));

  private static UpliftEvaluation of(List<UpliftCounts> byUplift, List<UpliftCounts> byResponse) {
    return UpliftEvaluation.of(byUplift, byResponse, 1, REPLICAS);
  }

  @Test
  void values_are_those_of_all_folds_together_and_beside_them_those_of_the_folds() {
    UpliftEvaluation evaluation = of(List.of(GOOD, FLAT), List.of(FLAT, FLAT));

    Figure top = evaluation.ranking(RankedBy.UPLIFT).figure(UpliftMetric.TOP_UPLIFT);
    assertThat(top.value()).isCloseTo(0.3, within(1e-12));
    assertThat(top.foldMean()).isCloseTo((0.4 + 0.2) / 2, within(1e-12));
    // deviations 0.1 and -0.1, divided by 2 - 1
    assertThat(top.foldDeviation()).isCloseTo(Math.sqrt(0.02), within(1e-12));
    assertThat(top.interval().contains(0.3)).isTrue();
    assertThat(evaluation.treatedPeople()).isEqualTo(200);
    assertThat(evaluation.controlPeople()).isEqualTo(200);
    assertThat(evaluation.average().value()).isCloseTo(0.2, within(1e-12));
  }

  @Test
  void a_ranking_by_response_stands_beside_and_is_measured_on_its_own_scores() {
    UpliftEvaluation evaluation = of(List.of(FLAT, FLAT), List.of(GOOD, GOOD));

    assertThat(evaluation.ranking(RankedBy.UPLIFT).figure(UpliftMetric.TOP_UPLIFT).value())
        .isCloseTo(0.2, within(1e-12));
    assertThat(evaluation.ranking(RankedBy.RESPONSE).figure(UpliftMetric.TOP_UPLIFT).value())
        .isCloseTo(0.4, within(1e-12));
    assertThat(evaluation.heterogeneity().targeting()).isEqualTo(Targeting.BY_RESPONSE);
  }

  @Test
  void chance_gains_nothing_and_finds_the_average_effect() {
    UpliftEvaluation evaluation = of(List.of(GOOD, FLAT), List.of(FLAT, FLAT));

    RankingFigures chance = evaluation.ranking(RankedBy.CHANCE);
    assertThat(chance.by()).isEqualTo(RankedBy.CHANCE);
    assertThat(chance.figure(UpliftMetric.QINI).value()).isCloseTo(0, within(1e-12));
    assertThat(chance.figure(UpliftMetric.QINI_PER_TREATED).value()).isCloseTo(0, within(1e-12));
    assertThat(chance.figure(UpliftMetric.UPLIFT).value()).isCloseTo(0, within(1e-12));
    assertThat(chance.figure(UpliftMetric.TOP_UPLIFT).value()).isCloseTo(0.2, within(1e-12));
  }

  @Test
  void deciles_are_by_uplift() {
    UpliftEvaluation evaluation = of(List.of(GOOD, GOOD), List.of(FLAT, FLAT));

    // two scores only: the first half stays together around the third decile
    assertThat(evaluation.deciles()).extracting(Decile::number).containsExactly(3, 8);
    assertThat(evaluation.deciles().get(0).uplift()).isCloseTo(0.4, within(1e-12));
  }

  @Test
  void a_single_fold_has_no_deviation() {
    UpliftEvaluation evaluation = of(List.of(GOOD), List.of(FLAT));

    Figure top = evaluation.ranking(RankedBy.UPLIFT).figure(UpliftMetric.TOP_UPLIFT);
    assertThat(top.foldMean()).isEqualTo(top.value());
    assertThat(top.foldDeviation()).isNaN();
  }

  @Test
  void a_fold_that_lacks_an_arm_is_named() {
    UpliftCounts lacking = fold(bin(2, 50, 30, 0, 0));

    assertThatThrownBy(() -> of(List.of(GOOD, lacking), List.of(GOOD, lacking)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("fold 2 of 2 has nobody in an arm; use fewer folds");
    assertThatThrownBy(() -> of(List.of(), List.of()))
        .hasMessage("an evaluation needs at least one fold");
  }

  @Test
  void the_same_seed_gives_the_same_intervals() {
    List<UpliftCounts> folds = new ArrayList<>();
    SplittableRandom random = new SplittableRandom(3);
    for (int fold = 0; fold < 3; fold++) {
      List<UpliftBin> bins = new ArrayList<>();
      for (int score = 0; score < 20; score++) {
        bins.add(bin(score, 10, random.nextInt(11), 10, random.nextInt(11)));
      }
      folds.add(UpliftCounts.ofBins(OutcomeKind.BINARY, bins));
    }

    assertThat(of(folds, folds)).isEqualTo(of(folds, folds));
  }
}
