package org.optika.core.scores.uplift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.optika.core.scores.uplift.People.control;
import static org.optika.core.scores.uplift.People.treated;

import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.optika.core.scores.uplift.Heterogeneity.Verdict;

class HeterogeneityTestTest {
  private static final int WORLDS = 200;

  /** 0.5 % quantiles of a binomial of 200 worlds at 5 %. */
  private static final int FEWEST_ALARMS = 3;

  private static final int MOST_ALARMS = 19;

  private static long alarms(LongFunction<Heterogeneity> test) {
    return LongStream.range(0, WORLDS)
        .filter(seed -> test.apply(seed).verdict() == Verdict.USABLE)
        .count();
  }

  @Test
  void slopes_of_both_arms_by_hand() {
    // Ranks 7/8, 5/8, 3/8, 1/8, two people each. Treated 5, 7 at 7/8 and 1, 3 at 3/8; control 2, 4
    // at 5/8 and 3, 5 at 1/8.
    UpliftCounts fold =
        People.of(
                treated(4, 5),
                treated(4, 7),
                control(3, 2),
                control(3, 4),
                treated(2, 1),
                treated(2, 3),
                control(1, 3),
                control(1, 5))
            .counts();

    RankSlope slope = RankSlope.of(fold);

    assertThat(slope.slope()).isCloseTo((6 - 2) / 0.5 - (3 - 4) / 0.5, within(1e-12));
    // Four people at a distance of 1/4: each has leverage 1/2, so its residual of 1 counts as 2,
    // times distance over the sum of squared distances, which is 1: four times 4 in each arm.
    assertThat(slope.standardError()).isCloseTo(Math.sqrt(16 + 16), within(1e-12));
  }

  @Test
  void fold_statistics_are_summed() {
    List<UpliftCounts> folds = new TrialWorld(1, 900, 2, 0, 0.2).inTurn(3);

    Heterogeneity found = HeterogeneityTest.test(folds, ScoreOrigin.HELD_OUT);

    double statistics =
        folds.stream()
            .map(RankSlope::of)
            .mapToDouble(slope -> slope.slope() / slope.standardError())
            .sum();
    assertThat(found.slope() / found.standardError())
        .isCloseTo(statistics / Math.sqrt(2), within(1e-12));
    Heterogeneity crossFitted = HeterogeneityTest.test(folds, ScoreOrigin.CROSS_FITTED);
    assertThat(crossFitted.slope()).isEqualTo(found.slope());
    assertThat(crossFitted.standardError())
        .isCloseTo(found.standardError() * Math.sqrt(2), within(1e-12));
    assertThat(found.pValue()).isEqualTo(NormalTail.above(found.slope() / found.standardError()));
  }

  @ParameterizedTest(name = "{0} features")
  @ValueSource(ints = {1, 5})
  void without_an_effect_held_out_folds_alarm_one_time_in_twenty(int dimensions) {
    long alarms =
        alarms(
            seed ->
                HeterogeneityTest.test(
                    new TrialWorld(seed, 600, dimensions, 0, 0).inTurn(5), ScoreOrigin.HELD_OUT));

    assertThat(alarms).isBetween((long) FEWEST_ALARMS, (long) MOST_ALARMS);
  }

  @ParameterizedTest(name = "{0} features")
  @ValueSource(ints = {1, 20})
  void without_an_effect_cross_fitted_folds_alarm_at_most_one_time_in_twenty(int dimensions) {
    long alarms =
        alarms(
            seed ->
                HeterogeneityTest.test(
                    new TrialWorld(seed, 600, dimensions, 0, 0).crossFitted(5),
                    ScoreOrigin.CROSS_FITTED));

    assertThat(alarms).isLessThanOrEqualTo(MOST_ALARMS);
  }

  @Test
  void the_same_effect_for_all_is_no_heterogeneity() {
    long alarms =
        alarms(
            seed ->
                HeterogeneityTest.test(
                    new TrialWorld(seed, 600, 3, 1, 0).inTurn(5), ScoreOrigin.HELD_OUT));

    assertThat(alarms).isBetween((long) FEWEST_ALARMS, (long) MOST_ALARMS);
  }

  @Test
  void a_planted_effect_is_found() {
    long heldOut =
        alarms(
            seed ->
                HeterogeneityTest.test(
                    new TrialWorld(seed, 1500, 3, 0.2, 0.3).inTurn(5), ScoreOrigin.HELD_OUT));
    long crossFitted =
        alarms(
            seed ->
                HeterogeneityTest.test(
                    new TrialWorld(seed, 1500, 3, 0.2, 0.3).crossFitted(5),
                    ScoreOrigin.CROSS_FITTED));

    assertThat(heldOut).isGreaterThanOrEqualTo(190);
    assertThat(crossFitted).isGreaterThanOrEqualTo(190);
  }

  @Test
  void a_ranking_upside_down_is_not_usable() {
    UpliftCounts ranked = new TrialWorld(3, 1000, 1, 0, -0.5).byFirstFeature();

    Heterogeneity found = HeterogeneityTest.test(List.of(ranked), ScoreOrigin.HELD_OUT);

    assertThat(found.verdict()).isEqualTo(Verdict.NONE);
    assertThat(found.pValue()).isGreaterThan(0.999);
    assertThat(found.interval().high()).isNegative();
  }

  @Test
  void intervals_hold_the_slope_as_often_as_they_promise() {
    // The best line over ranks u of a normal effect z is cov(z, u) / var(u) = 12 / (2 sqrt(pi)).
    double truth = 0.4 * 12 / (2 * Math.sqrt(Math.PI));
    int held = 0;
    int bounded = 0;
    for (long seed = 0; seed < WORLDS; seed++) {
      UpliftCounts ranked = new TrialWorld(seed, 600, 1, 0, 0.4).byFirstFeature();
      Heterogeneity found = HeterogeneityTest.test(List.of(ranked), ScoreOrigin.HELD_OUT);
      held += found.interval().contains(truth) ? 1 : 0;
      bounded += found.lowerBound() <= truth ? 1 : 0;
    }

    assertThat(held).isBetween(WORLDS - MOST_ALARMS, WORLDS - FEWEST_ALARMS);
    assertThat(bounded).isBetween(WORLDS - MOST_ALARMS, WORLDS - FEWEST_ALARMS);
  }

  @Test
  void one_score_for_all_is_no_ranking() {
    UpliftCounts tied =
        People.of(treated(1, 1), treated(1, 1), treated(1, 0), control(1, 0), control(1, 0))
            .counts();

    Heterogeneity found = HeterogeneityTest.test(List.of(tied), ScoreOrigin.HELD_OUT);

    assertThat(found.verdict()).isEqualTo(Verdict.NONE);
    assertThat(found.pValue()).isEqualTo(1);
    assertThat(found.slope()).isNaN();
    assertThat(found.average().value()).isCloseTo(2.0 / 3, within(1e-12));
  }

  @Test
  void without_a_ranking_the_average_effect_decides() {
    Heterogeneity works = fallback(0.5);
    Heterogeneity unknown = fallback(0);
    Heterogeneity harms = fallback(-0.5);

    assertThat(works.targeting()).isEqualTo(Targeting.ALL);
    assertThat(unknown.targeting()).isEqualTo(Targeting.NOBODY);
    assertThat(harms.targeting()).isEqualTo(Targeting.NOBODY);
  }

  /** Nobody gains more than others. */
  private static Heterogeneity fallback(double average) {
    UpliftCounts ranked = new TrialWorld(4, 1000, 2, average, 0).byFirstFeature();
    return HeterogeneityTest.test(List.of(ranked), ScoreOrigin.HELD_OUT);
  }

  @Test
  void a_ranking_by_response_serves_where_the_effect_grows_with_it() {
    // Here the only feature is the one that outcome and effect grow with.
    List<UpliftCounts> byResponse = List.of(new TrialWorld(5, 1000, 1, 0.3, 0.5).byLastFeature());
    List<UpliftCounts> useless = List.of(new TrialWorld(5, 1000, 2, 0.3, 0).byFirstFeature());

    Heterogeneity found =
        HeterogeneityTest.testWithResponse(useless, byResponse, ScoreOrigin.HELD_OUT);

    assertThat(found.verdict()).isEqualTo(Verdict.NONE);
    assertThat(found.targeting()).isEqualTo(Targeting.BY_RESPONSE);
    assertThat(
            HeterogeneityTest.testWithResponse(useless, useless, ScoreOrigin.HELD_OUT).targeting())
        .isEqualTo(Targeting.ALL);
    assertThat(
            HeterogeneityTest.testWithResponse(byResponse, byResponse, ScoreOrigin.HELD_OUT)
                .targeting())
        .isEqualTo(Targeting.BY_UPLIFT);
  }

  @Test
  void where_treatment_does_harm_no_ranking_by_response_is_used() {
    List<UpliftCounts> byResponse = List.of(new TrialWorld(6, 1000, 1, -0.5, 0.5).byLastFeature());
    List<UpliftCounts> useless = List.of(new TrialWorld(6, 1000, 2, -0.5, 0).byFirstFeature());

    Heterogeneity found =
        HeterogeneityTest.testWithResponse(useless, byResponse, ScoreOrigin.HELD_OUT);

    assertThat(found.targeting()).isEqualTo(Targeting.NOBODY);
  }

  @Test
  void the_verdict_is_a_sentence() {
    AverageEffect average = new AverageEffect(0.25, 0.05, new Interval(0.15, 0.35), 0.0001);
    Heterogeneity usable =
        new Heterogeneity(
            Verdict.USABLE,
            0.5,
            0.1,
            0.00001,
            0.3,
            new Interval(0.3, 0.7),
            average,
            Targeting.BY_UPLIFT);
    Heterogeneity none =
        new Heterogeneity(
            Verdict.NONE,
            0.05,
            0.1,
            0.3085,
            -0.1,
            new Interval(-0.15, 0.25),
            average,
            Targeting.ALL);

    assertThat(usable.sentence())
        .isEqualTo(
            "The effect grows with predicted uplift, by 0.5000 from the worst to the best"
                + " (p = 0.0000): rank people by predicted uplift.");
    assertThat(none.sentence())
        .isEqualTo(
            "No usable difference of the effect between people (p = 0.3085); average effect 0.2500"
                + " [0.1500, 0.3500]: treat all, or as many as the budget allows by chance.");
  }

  @Test
  void no_folds_are_refused() {
    assertThatThrownBy(() -> HeterogeneityTest.test(List.of(), ScoreOrigin.HELD_OUT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the test needs at least one fold");
  }

  @Test
  void a_fold_without_control_is_refused() {
    UpliftCounts treatedOnly = People.of(treated(1, 1), treated(2, 0)).counts();

    assertThatThrownBy(() -> HeterogeneityTest.test(List.of(treatedOnly), ScoreOrigin.HELD_OUT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("both arms must have people, got 2 treated and 0 in control");
  }
}
