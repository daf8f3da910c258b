package org.optika.core.scores.uplift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.optika.core.scores.uplift.UpliftModels.person;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.optika.core.scores.RawCells;
import org.optika.core.scores.model.LinearModel;

class ExperimentEffectsTest {
  /** In control nobody; with the treatment age / 100 of people, in Gent 5 more. */
  private static UpliftModel model(OutcomeKind outcome) {
    UpliftLearner learner = new TwoModelLearner();
    List<Fit> fits = learner.fits(1, outcome);
    return new UpliftModel(
        learner,
        outcome,
        List.of("mail"),
        Propensities.equal(2),
        UpliftModels.ENCODING,
        List.of(
            new TrainedFit(
                fits.get(0), new LinearModel(new double[3], 0, new double[3]), Link.IDENTITY),
            new TrainedFit(
                fits.get(1),
                new LinearModel(new double[] {0.01, 0, 5}, 0, new double[3]),
                Link.IDENTITY)));
  }

  private static double effect(Targeting targeting, OutcomeKind outcome, RawCells cells) {
    return new ExperimentEffects(model(outcome), List.of(new ArmEffect(targeting, 0.03)))
        .of(cells)[0];
  }

  @Test
  void a_usable_ranking_gives_each_person_the_predicted_effect() {
    assertThat(effect(Targeting.BY_UPLIFT, OutcomeKind.BINARY, person(20, "Aalst")))
        .isEqualTo(0.01 * 20);
  }

  @Test
  void without_one_everybody_has_the_average_effect_or_none() {
    for (double age : new double[] {20, 60}) {
      RawCells cells = person(age, "Aalst");
      assertThat(effect(Targeting.ALL, OutcomeKind.BINARY, cells)).isEqualTo(0.03);
      assertThat(effect(Targeting.BY_RESPONSE, OutcomeKind.BINARY, cells)).isEqualTo(0.03);
      assertThat(effect(Targeting.NOBODY, OutcomeKind.BINARY, cells)).isZero();
    }
  }

  @Test
  void an_effect_on_a_probability_stays_one_and_one_on_an_amount_is_left_alone() {
    assertThat(effect(Targeting.BY_UPLIFT, OutcomeKind.BINARY, person(20, "Gent"))).isEqualTo(1);
    assertThat(effect(Targeting.BY_UPLIFT, OutcomeKind.REAL, person(0, "Gent"))).isEqualTo(5);
  }

  @Test
  void every_treatment_needs_a_verdict() {
    assertThatThrownBy(() -> new ExperimentEffects(model(OutcomeKind.BINARY), List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("1 treatments need as many verdicts, got 0");
  }

  @Test
  void an_average_effect_is_a_number() {
    assertThatThrownBy(() -> new ArmEffect(Targeting.ALL, Double.NaN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("finite");
  }

  @Test
  void an_average_that_is_not_clearly_above_0_counts_as_none() {
    assertThat(ArmEffect.of(evaluation(0.05, 0.01))).isEqualTo(new ArmEffect(Targeting.ALL, 0.05));
    assertThat(ArmEffect.of(evaluation(0.05, 0.1))).isEqualTo(new ArmEffect(Targeting.ALL, 0));
  }

  private static UpliftEvaluation evaluation(double average, double standardError) {
    AverageEffect effect =
        new AverageEffect(average, standardError, Interval.around(average, standardError), 0.5);
    return new UpliftEvaluation(
        100,
        100,
        effect,
        new Heterogeneity(
            Heterogeneity.Verdict.NONE,
            0,
            1,
            0.5,
            -1,
            Interval.around(0, 1),
            effect,
            Targeting.ALL),
        List.of(),
        List.of());
  }

  @Test
  void stored_effects_come_back_and_changed_ones_are_refused() {
    ExperimentEffects effects =
        new ExperimentEffects(
            UpliftModels.random(new SplittableRandom(3), new XLearner(), 4),
            List.of(
                new ArmEffect(Targeting.BY_UPLIFT, 0.1),
                new ArmEffect(Targeting.BY_RESPONSE, 0.2),
                new ArmEffect(Targeting.ALL, 0.3),
                new ArmEffect(Targeting.NOBODY, -0.4)));
    byte[] bytes = ExperimentEffectsBytes.write(effects);

    ExperimentEffects copy = ExperimentEffectsBytes.read(bytes);

    assertThat(copy.arms()).isEqualTo(effects.arms());
    assertThat(copy.of(person(33, "Gent"))).isEqualTo(effects.of(person(33, "Gent")));
    for (int place = 0; place < bytes.length; place++) {
      byte[] changed = bytes.clone();
      changed[place] ^= 1;
      assertThatThrownBy(() -> ExperimentEffectsBytes.read(changed))
          .as("byte %s", place)
          .isInstanceOf(IllegalArgumentException.class);
    }
    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> ExperimentEffectsBytes.read(cut))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
