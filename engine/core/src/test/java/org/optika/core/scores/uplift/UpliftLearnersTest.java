package org.optika.core.scores.uplift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class UpliftLearnersTest {
  private static final Propensities DESIGN = new Propensities(new double[] {0.5, 0.25, 0.25});

  private record Person(double[] features, int arm, double outcome) {}

  /** Mean target of the people with the same inputs: a model that is exact on segments. */
  private static final class SegmentMeans {
    private final Map<List<Double>, double[]> sums = new HashMap<>();

    void add(double[] inputs, double target) {
      double[] sum = sums.computeIfAbsent(key(inputs), segment -> new double[2]);
      sum[0] += target;
      sum[1]++;
    }

    double predict(double[] inputs) {
      double[] sum = sums.get(key(inputs));
      return sum[0] / sum[1];
    }

    private static List<Double> key(double[] inputs) {
      List<Double> key = new ArrayList<>();
      for (double input : inputs) {
        key.add(input);
      }
      return key;
    }
  }

  static Stream<UpliftLearner> learners() {
    return UpliftLearners.all().stream();
  }

  /** What an adapter does; it knows nothing of the learner. */
  private static double[][][] train(UpliftLearner learner, List<Person> people, OutcomeKind kind) {
    int treatments = DESIGN.treatments();
    List<Fit> fits = learner.fits(treatments, kind);
    double[][][] predictions = new double[people.size()][fits.size()][];
    for (int f = 0; f < fits.size(); f++) {
      Fit fit = fits.get(f);
      SegmentMeans model = new SegmentMeans();
      for (int i = 0; i < people.size(); i++) {
        Person person = people.get(i);
        if (fit.trainsOn(person.arm())) {
          TrainingRow row = new TrainingRow(person.arm(), person.outcome(), DESIGN, predictions[i]);
          model.add(
              fit.inputs().of(person.features(), person.arm(), treatments), fit.target().of(row));
        }
      }
      for (int i = 0; i < people.size(); i++) {
        double[] features = people.get(i).features();
        predictions[i][f] =
            fit.askedArms().stream()
                .mapToDouble(arm -> model.predict(fit.inputs().of(features, arm, treatments)))
                .toArray();
      }
    }
    return predictions;
  }

  /** Base 1 + 4x; effects of the two treatments: 2 and -1 for x = 0, 0 and 5 for x = 1. */
  private static final double[][] EFFECTS = {{2, -1}, {0, 5}};

  private static List<Person> twoSegments() {
    List<Person> people = new ArrayList<>();
    int[] sizes = {4, 2, 2};
    for (int x = 0; x <= 1; x++) {
      for (int arm = 0; arm < sizes.length; arm++) {
        double mean = 1 + 4 * x + (arm == 0 ? 0 : EFFECTS[x][arm - 1]);
        for (int i = 0; i < sizes[arm]; i++) {
          people.add(new Person(new double[] {x}, arm, mean + (i % 2 == 0 ? 1 : -1)));
        }
      }
    }
    return people;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("learners")
  void exact_models_give_the_known_effect_of_each_segment_and_treatment(UpliftLearner learner) {
    List<Person> people = twoSegments();

    double[][][] predictions = train(learner, people, OutcomeKind.REAL);

    for (int i = 0; i < people.size(); i++) {
      int segment = (int) people.get(i).features()[0];
      for (int treatment = 1; treatment <= 2; treatment++) {
        assertThat(learner.uplift(treatment, predictions[i], DESIGN))
            .isCloseTo(EFFECTS[segment][treatment - 1], within(1e-12));
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("learners")
  void fits_have_names_of_their_own_and_come_in_order_of_stage(UpliftLearner learner) {
    List<Fit> fits = learner.fits(3, OutcomeKind.BINARY);

    assertThat(fits).extracting(Fit::name).doesNotHaveDuplicates();
    assertThat(fits).extracting(Fit::stage).isSorted();
  }

  @Test
  void every_permitted_learner_is_registered() {
    assertThat(UpliftLearners.all())
        .extracting(Object::getClass)
        .containsExactlyInAnyOrder(UpliftLearner.class.getPermittedSubclasses());
  }

  @Test
  void ids_are_as_published() {
    assertThat(UpliftLearners.ids())
        .containsExactly("s-learner", "two-model", "x-learner", "transformed-outcome");
    assertThat(UpliftLearners.find("x-learner")).isEqualTo(new XLearner());
  }

  @Test
  void an_unknown_learner_is_refused_with_the_known_ones() {
    assertThatThrownBy(() -> UpliftLearners.find("t-learner"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Unknown uplift learner 't-learner'; known: [s-learner, two-model, x-learner,"
                + " transformed-outcome]");
  }

  @Test
  void only_outcomes_of_a_binary_trial_are_classified() {
    List<Fit> fits = new XLearner().fits(2, OutcomeKind.BINARY);

    assertThat(fits)
        .extracting(Fit::name)
        .containsExactly(
            "outcome-0",
            "outcome-1",
            "outcome-2",
            "effect-on-treated-1",
            "effect-on-control-1",
            "effect-on-treated-2",
            "effect-on-control-2");
    assertThat(fits.subList(0, 3)).extracting(Fit::kind).containsOnly(TargetKind.CLASSIFICATION);
    assertThat(fits.subList(3, 7)).extracting(Fit::kind).containsOnly(TargetKind.REGRESSION);
    assertThat(fits).extracting(Fit::stage).containsExactly(0, 0, 0, 1, 1, 1, 1);
    assertThat(new SLearner().fits(2, OutcomeKind.REAL))
        .extracting(Fit::kind)
        .containsExactly(TargetKind.REGRESSION);
  }

  @Test
  void the_x_learner_weighs_effects_by_the_propensity_of_the_pair() {
    double[][] predictions = {{9}, {9}, {9}, {1}, {4}, {10}, {40}};

    // 0.25 of 0.75: a third of the effect on control and two thirds of that on the treated.
    assertThat(new XLearner().uplift(1, predictions, DESIGN)).isCloseTo(2, within(1e-12));
    assertThat(new XLearner().uplift(2, predictions, DESIGN)).isCloseTo(20, within(1e-12));
  }

  @Test
  void transformed_outcomes_have_the_effect_as_their_mean() {
    FitTarget target = new FitTarget.TransformedOutcome(2);

    double treated = target.of(new TrainingRow(2, 1, DESIGN, new double[0][]));
    double control = target.of(new TrainingRow(0, 1, DESIGN, new double[0][]));

    assertThat(treated).isCloseTo(3, within(1e-12));
    assertThat(control).isCloseTo(-1.5, within(1e-12));
  }

  @Test
  void the_arm_is_shown_as_indicators_and_products() {
    FitInputs inputs = FitInputs.FEATURES_AND_ARM;
    double[] features = {3, 7};

    assertThat(inputs.of(features, 0, 2)).containsExactly(3, 7, 0, 0, 0, 0, 0, 0);
    assertThat(inputs.of(features, 1, 2)).containsExactly(3, 7, 1, 3, 7, 0, 0, 0);
    assertThat(inputs.of(features, 2, 2)).containsExactly(3, 7, 0, 0, 0, 1, 3, 7);
    assertThat(inputs.names(List.of("age", "visits"), List.of("mail", "call")))
        .containsExactly(
            "age",
            "visits",
            "mail",
            "mail x age",
            "mail x visits",
            "call",
            "call x age",
            "call x visits");
    assertThat(FitInputs.FEATURES.of(features, 2, 2)).containsExactly(3, 7);
  }

  @Test
  void propensities_outside_of_zero_to_one_are_refused() {
    for (double propensity : new double[] {0, 1, -0.1, Double.NaN}) {
      assertThatThrownBy(() -> new Propensities(new double[] {propensity, 1 - propensity}))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("a propensity must be in (0, 1), got " + propensity);
    }
  }

  @Test
  void propensities_that_do_not_add_up_are_refused() {
    assertThatThrownBy(() -> new Propensities(new double[] {0.5, 0.25}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("propensities must add up to 1, got 0.75");
  }

  @Test
  void control_has_no_propensity_against_itself() {
    assertThatThrownBy(() -> Propensities.equal(3).againstControl(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("treatment must be in [1, 2], got 0");
  }
}
