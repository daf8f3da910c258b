package org.optika.core.scores.uplift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.optika.core.scores.uplift.UpliftModels.ENCODING;
import static org.optika.core.scores.uplift.UpliftModels.person;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.optika.core.scores.model.LinearModel;

class UpliftModelTest {
  private static final Propensities HALVES = Propensities.equal(2);

  private static LinearModel linear(double intercept, double... coefficients) {
    return new LinearModel(coefficients, intercept, new double[coefficients.length]);
  }

  /** A fit for each arm: control by the first model, the treatment by the second. */
  private static UpliftModel twoModels(Link link, LinearModel control, LinearModel treated) {
    UpliftLearner learner = new TwoModelLearner();
    OutcomeKind outcome = link == Link.LOGISTIC ? OutcomeKind.BINARY : OutcomeKind.REAL;
    List<Fit> fits = learner.fits(1, outcome);
    return new UpliftModel(
        learner,
        outcome,
        List.of("mail"),
        HALVES,
        ENCODING,
        List.of(
            new TrainedFit(fits.get(0), control, link),
            new TrainedFit(fits.get(1), treated, link)));
  }

  @Test
  void uplift_is_the_combination_of_what_the_fits_predict_of_the_cells() {
    UpliftModel model = twoModels(Link.IDENTITY, linear(1, 0.5, 0, 0), linear(2, 0.75, 10, 100));

    // treated 2 + 0.75 · 20 + 100, control 1 + 0.5 · 20
    assertThat(model.uplift(1, person(20, "Gent"))).isEqualTo(117.0 - 11.0);
    // not known: age 40 and the column of its own
    assertThat(model.uplift(1, person(Double.NaN, "Aalst"))).isEqualTo(42.0 - 21.0);
    assertThat(model.uplifts(person(20, "Gent"))).containsExactly(106);
  }

  @Test
  void log_odds_become_probabilities_before_they_are_subtracted() {
    UpliftModel model =
        twoModels(Link.LOGISTIC, linear(0, 0, 0, 0), linear(Math.log(3), 0, 0, -Math.log(9)));

    assertThat(model.uplift(1, person(20, null))).isCloseTo(0.75 - 0.5, within(1e-12));
    assertThat(model.uplift(1, person(20, "Gent"))).isCloseTo(0.25 - 0.5, within(1e-12));
  }

  @Test
  void a_single_model_is_asked_about_every_arm() {
    UpliftLearner learner = new SLearner();
    // age, unknown, Gent; then for each treatment itself and its products with them
    LinearModel outcome = linear(5, 1, 0, 0, /* A */ 2, 0.1, 0, 0, /* B */ 3, 0, 0, -4);
    UpliftModel model =
        new UpliftModel(
            learner,
            OutcomeKind.REAL,
            List.of("A", "B"),
            Propensities.equal(3),
            ENCODING,
            List.of(
                new TrainedFit(learner.fits(2, OutcomeKind.REAL).get(0), outcome, Link.IDENTITY)));

    double[] uplifts = model.uplifts(person(20, "Gent"));

    assertThat(uplifts[0]).isCloseTo(2 + 0.1 * 20, within(1e-12));
    assertThat(uplifts[1]).isCloseTo(3 - 4, within(1e-12));
    assertThat(model.uplift(2, person(20, "Gent"))).isEqualTo(uplifts[1]);
  }

  @Test
  void effects_of_the_x_learner_are_weighted_by_the_propensities_of_the_model() {
    UpliftLearner learner = new XLearner();
    List<Fit> fits = learner.fits(1, OutcomeKind.REAL);
    double[] constants = {7, 8, /* on treated */ 10, /* on control */ 20};
    UpliftModel model =
        new UpliftModel(
            learner,
            OutcomeKind.REAL,
            List.of("mail"),
            new Propensities(new double[] {0.75, 0.25}),
            ENCODING,
            List.of(0, 1, 2, 3).stream()
                .map(
                    place ->
                        new TrainedFit(
                            fits.get(place), linear(constants[place], 0, 0, 0), Link.IDENTITY))
                .toList());

    assertThat(model.uplift(1, person(20, "Gent"))).isEqualTo(0.25 * 20 + 0.75 * 10);
  }

  @Test
  void a_treatment_that_is_not_there_is_refused() {
    UpliftModel model = UpliftModels.random(new SplittableRandom(1), new SLearner(), 2);

    assertThatThrownBy(() -> model.uplift(3, person(20, null)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("treatment must be in [1, 2], got 3");
    assertThatThrownBy(() -> model.uplift(0, person(20, null)))
        .hasMessage("treatment must be in [1, 2], got 0");
  }

  @Test
  void fits_of_another_learner_are_refused() {
    UpliftModel model = UpliftModels.random(new SplittableRandom(1), new TwoModelLearner(), 1);

    assertThatThrownBy(
            () ->
                new UpliftModel(
                    new TransformedOutcomeLearner(),
                    model.outcome(),
                    model.treatments(),
                    model.propensities(),
                    ENCODING,
                    model.fits()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "learner transformed-outcome needs the fits [effect-1], got [outcome-0, outcome-1]");
  }

  @Test
  void a_model_of_another_width_is_refused() {
    assertThatThrownBy(() -> twoModels(Link.IDENTITY, linear(0, 0, 0, 0), linear(0, 0, 0, 0, 0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("fit outcome-1 has 3 inputs, its model takes 4");
  }

  @Test
  void as_many_propensities_as_arms_are_needed() {
    UpliftModel model = UpliftModels.random(new SplittableRandom(1), new SLearner(), 1);

    assertThatThrownBy(
            () ->
                new UpliftModel(
                    model.learner(),
                    model.outcome(),
                    model.treatments(),
                    Propensities.equal(3),
                    ENCODING,
                    model.fits()))
        .hasMessage("1 treatments need as many propensities beside that of control, got 2");
  }
}
