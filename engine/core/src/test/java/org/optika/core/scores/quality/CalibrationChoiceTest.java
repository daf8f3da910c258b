package org.optika.core.scores.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class CalibrationChoiceTest {

  private static List<ScoredCounts> folds(int folds, int people, DoubleUnaryOperator truth) {
    Random random = new Random(17);
    List<ScoredCounts> margins = new ArrayList<>();
    for (int fold = 0; fold < folds; fold++) {
      double[] given = random.doubles(people).map(uniform -> 6 * uniform - 3).toArray();
      boolean[] outcomes = new boolean[people];
      for (int i = 0; i < people; i++) {
        outcomes[i] = random.nextDouble() < truth.applyAsDouble(given[i]);
      }
      margins.add(ScoredCounts.of(given, outcomes));
    }
    return margins;
  }

  @Test
  void a_logistic_world_is_left_to_platt() {
    CalibrationChoice choice =
        CalibrationChoice.of(folds(5, 200, margin -> 1 / (1 + Math.exp(-1.5 * margin))));

    assertThat(choice.calibration()).isInstanceOf(PlattCalibration.class);
    assertThat(choice.plattBrier()).isLessThan(choice.isotonicBrier());
  }

  @Test
  void a_world_of_steps_needs_isotonic() {
    List<ScoredCounts> folds =
        folds(5, 1000, margin -> margin < -1 ? 0.05 : margin < 2 ? 0.4 : 0.9);

    CalibrationChoice choice = CalibrationChoice.of(folds);

    assertThat(choice.calibration()).isInstanceOf(IsotonicCalibration.class);
    assertThat(choice.isotonicBrier()).isLessThan(choice.plattBrier() - 0.005);
  }

  /** Folds of different size, so that a mean of folds would not be the mean of people. */
  @Test
  void figures_are_errors_of_people_whose_outcomes_the_fit_has_not_seen() {
    List<ScoredCounts> folds = new ArrayList<>(folds(2, 60, margin -> 0.5 + margin / 8));
    folds.add(folds(1, 300, margin -> 0.5 + margin / 7).get(0));
    double platt = 0;
    double isotonic = 0;
    for (int tried = 0; tried < 3; tried++) {
      ScoredCounts others = folds.get((tried + 1) % 3).plus(folds.get((tried + 2) % 3));
      platt += squares(PlattCalibration.fit(others), folds.get(tried)) / 420;
      isotonic += squares(IsotonicCalibration.fit(others), folds.get(tried)) / 420;
    }

    CalibrationChoice choice = CalibrationChoice.of(folds);

    assertThat(choice.plattBrier()).isCloseTo(platt, within(1e-12));
    assertThat(choice.isotonicBrier()).isCloseTo(isotonic, within(1e-12));
    assertThat(Quality.of(choice.outOfFold()).brier())
        .isCloseTo(Math.min(platt, isotonic), within(1e-12));
    assertThat(choice.outOfFold().people()).isEqualTo(420);
    ScoredCounts all = folds.get(0).plus(folds.get(1)).plus(folds.get(2));
    assertThat(choice.calibration())
        .isEqualTo(platt <= isotonic ? PlattCalibration.fit(all) : IsotonicCalibration.fit(all));
  }

  private static double squares(Calibration calibration, ScoredCounts margins) {
    double sum = 0;
    for (int cell = 0; cell < margins.cells(); cell++) {
      double probability = calibration.probability(margins.score(cell));
      sum += margins.positives(cell) * Math.pow(1 - probability, 2);
      sum += margins.negatives(cell) * Math.pow(probability, 2);
    }
    return sum;
  }

  @Test
  void equal_figures_choose_platt() {
    // One margin only: both kinds give everybody one probability, here of 1/2.
    ScoredCounts fold = ScoredCounts.ofSorted(new double[] {1}, new long[] {2}, new long[] {2});

    assertThat(CalibrationChoice.of(List.of(fold, fold)).calibration())
        .isEqualTo(new PlattCalibration(0, 0));
  }

  @Test
  void the_choice_tells_both_figures() {
    CalibrationChoice choice =
        new CalibrationChoice(new PlattCalibration(1, 0), 0.1345, 0.13462, ScoredCounts.NONE);

    assertThat(choice.sentence())
        .isEqualTo(
            "Calibration platt: cross-validated Brier score 0.13450 with platt, 0.13462 with"
                + " isotonic");
  }

  @Test
  void one_fold_or_an_empty_one_is_refused() {
    ScoredCounts somebody = ScoredCounts.of(new double[] {1}, new boolean[1]);

    assertThatThrownBy(() -> CalibrationChoice.of(List.of(somebody)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a choice needs at least 2 folds, got 1");
    assertThatThrownBy(() -> CalibrationChoice.of(List.of(somebody, ScoredCounts.NONE)))
        .hasMessage("a fold must hold at least one person");
  }
}
