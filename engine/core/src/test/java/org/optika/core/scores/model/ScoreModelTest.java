package org.optika.core.scores.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ScoreModelTest {
  private static final Tree STUMP = new TreeBuilder().split(0, 1, 4).leaf(-2, 3).leaf(6, 1).build();
  private static final LinearModel LINEAR =
      new LinearModel(new double[] {2, -1}, 0.5, new double[] {3, 4});

  static List<ScoreModel> oneOfEach(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int features = 1 + random.nextInt(6);
    return List.of(
        RandomModels.linear(random, features),
        RandomModels.forest(random, features, 3, 5),
        RandomModels.stacked(random, features));
  }

  static Stream<Arguments> models() {
    return Stream.iterate(0L, seed -> seed + 1)
        .limit(60)
        .flatMap(
            seed ->
                oneOfEach(seed).stream()
                    .map(of -> Arguments.of(of.getClass().getSimpleName(), seed, of)));
  }

  @Test
  void every_permitted_model_is_tested() {
    assertThat(oneOfEach(0))
        .extracting(Object::getClass)
        .containsExactlyInAnyOrder(ScoreModel.class.getPermittedSubclasses());
  }

  @ParameterizedTest(name = "{0} seed {1}")
  @MethodSource("models")
  void contributions_add_up_to_the_margin_above_the_base(String kind, long seed, ScoreModel model) {
    double[] row = RandomModels.row(new SplittableRandom(seed), model.features());
    double[] contributions = new double[model.features()];
    Arrays.fill(contributions, Double.NaN);

    model.explainer().contributions(row, contributions);

    assertThat(Arrays.stream(contributions).sum())
        .isCloseTo(model.margin(row) - model.baseMargin(), within(1e-12));
  }

  @ParameterizedTest(name = "{0} seed {1}")
  @MethodSource("models")
  void what_is_no_row_is_refused(String kind, long seed, ScoreModel model) {
    int features = model.features();
    double[] space = new double[features];
    double[] withNaN = RandomModels.row(new SplittableRandom(seed), features);
    withNaN[features - 1] = Double.NaN;
    double[] infinite = new double[features];
    infinite[0] = Double.NEGATIVE_INFINITY;

    assertRefused(
        model, withNaN, "feature %d of a row must be finite, got NaN".formatted(features - 1));
    assertRefused(model, infinite, "feature 0 of a row must be finite, got an infinite number");
    assertRefused(
        model,
        new double[features + 1],
        "expected a row of %d features, got %d".formatted(features, features + 1));
    assertThatThrownBy(() -> model.explainer().contributions(space, new double[features + 1]))
        .hasMessage(
            "expected space for %d contributions, got %d".formatted(features, features + 1));
  }

  private static void assertRefused(ScoreModel model, double[] row, String message) {
    assertThatThrownBy(() -> model.margin(row))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
    assertThatThrownBy(() -> model.explainer().contributions(row, new double[model.features()]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @ParameterizedTest(name = "{0} seed {1}")
  @MethodSource("models")
  void models_travel_to_other_machines(String kind, long seed, ScoreModel model) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(model);
    }
    Object copy;
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      copy = in.readObject();
    }

    assertThat(ModelBytes.write((ScoreModel) copy)).isEqualTo(ModelBytes.write(model));
  }

  @Test
  void a_linear_model_counts_from_the_means() {
    double[] row = {5, 1};
    double[] contributions = new double[2];

    LINEAR.explainer().contributions(row, contributions);

    assertThat(LINEAR.baseMargin()).isEqualTo(2.5); // 0.5 + 2 * 3 - 4
    assertThat(LINEAR.margin(row)).isEqualTo(9.5); // 0.5 + 2 * 5 - 1
    assertThat(contributions).containsExactly(4, 3);
  }

  @Test
  void a_forest_is_a_weighted_sum_of_trees() {
    ForestModel sum = new ForestModel(1, List.of(STUMP, STUMP), new double[] {0.5, 2}, 10);
    ForestModel mean = ForestModel.mean(1, List.of(STUMP, new TreeBuilder().leaf(4, 1).build()));

    assertThat(sum.margin(new double[] {1})).isEqualTo(5); // 10 - 2 * 2.5
    assertThat(sum.margin(new double[] {2})).isEqualTo(25); // 10 + 6 * 2.5
    assertThat(sum.baseMargin()).isEqualTo(10);
    assertThat(mean.margin(new double[] {2})).isEqualTo(5);
    assertThat(mean.baseMargin()).isEqualTo(2);
  }

  @Test
  void a_stacked_model_weighs_margins_and_explanations() {
    ForestModel forest = new ForestModel(2, List.of(STUMP), new double[] {1}, 0);
    StackedModel stacked = new StackedModel(List.of(LINEAR, forest), new double[] {2, -0.5}, 1);
    double[] contributions = new double[2];

    stacked.explainer().contributions(new double[] {5, 1}, contributions);

    assertThat(stacked.margin(new double[] {5, 1})).isEqualTo(17); // 1 + 2 * 9.5 - 0.5 * 6
    assertThat(stacked.baseMargin()).isEqualTo(6); // 1 + 2 * 2.5
    assertThat(contributions).containsExactly(5, 6); // 2 * 4 - 0.5 * 6, 2 * 3
  }

  @Test
  void models_do_not_change_with_the_arrays_they_were_made_of() {
    double[] numbers = {1, 1};
    LinearModel linear = new LinearModel(numbers, 0, numbers);
    StackedModel stacked = new StackedModel(List.of(linear, linear), numbers, 0);
    ForestModel forest = new ForestModel(1, List.of(STUMP, STUMP), numbers, 0);

    numbers[0] = 7;
    linear.coefficients()[0] = 7;
    linear.means()[0] = 7;
    stacked.weights()[0] = 7;
    forest.weights()[0] = 7;

    assertThat(linear.margin(new double[] {1, 2})).isEqualTo(3);
    assertThat(linear.baseMargin()).isEqualTo(2);
    assertThat(stacked.margin(new double[] {1, 2})).isEqualTo(6);
    assertThat(forest.margin(new double[] {2})).isEqualTo(12);
  }

  @Test
  void models_that_cannot_be_are_refused() {
    double[] one = {1};
    double[] two = {1, 1};
    double[] none = {};
    double[] broken = {1, Double.NaN};
    assertThatThrownBy(() -> new LinearModel(none, 0, none))
        .hasMessage("a linear model needs a feature, got none");
    assertThatThrownBy(() -> new LinearModel(two, 0, one))
        .hasMessage("expected one mean for each of 2 coefficients, got 1");
    assertThatThrownBy(() -> new LinearModel(broken, 0, two))
        .hasMessage("coefficient 1 must be finite, got NaN");
    assertThatThrownBy(() -> new LinearModel(two, 0, broken))
        .hasMessage("mean 1 must be finite, got NaN");
    assertThatThrownBy(() -> new LinearModel(two, Double.NaN, two))
        .hasMessage("the intercept must be finite, got NaN");
    assertThatThrownBy(() -> new ForestModel(0, List.of(STUMP), one, 0))
        .hasMessage("a forest needs a feature, got 0");
    assertThatThrownBy(() -> ForestModel.mean(1, List.of()))
        .hasMessage("a forest needs a tree, got none");
    assertThatThrownBy(() -> new ForestModel(1, List.of(STUMP), two, 0))
        .hasMessage("expected one weight for each of 1 trees, got 2");
    assertThatThrownBy(() -> new ForestModel(1, List.of(STUMP, STUMP), broken, 0))
        .hasMessage("weight 1 must be finite, got NaN");
    assertThatThrownBy(
            () ->
                ForestModel.mean(
                    2, List.of(new TreeBuilder().split(2, 0, 2).leaf(0, 1).leaf(0, 1).build())))
        .hasMessage("tree 0 splits by feature 2, rows have 2 features");
    assertThatThrownBy(() -> new ForestModel(1, List.of(STUMP), one, Double.NaN))
        .hasMessage("the intercept must be finite, got NaN");
    assertThatThrownBy(() -> new StackedModel(List.of(), none, 0))
        .hasMessage("a stacked model needs a model, got none");
    assertThatThrownBy(() -> new StackedModel(List.of(LINEAR), two, 0))
        .hasMessage("expected one weight for each of 1 models, got 2");
    assertThatThrownBy(() -> new StackedModel(List.of(LINEAR, LINEAR), broken, 0))
        .hasMessage("weight 1 must be finite, got NaN");
    assertThatThrownBy(
            () -> new StackedModel(List.of(LINEAR, ForestModel.mean(1, List.of(STUMP))), two, 0))
        .hasMessage("model 1 has 1 features, those before it have 2");
    assertThatThrownBy(() -> new StackedModel(List.of(LINEAR), one, Double.NaN))
        .hasMessage("the intercept must be finite, got NaN");
  }
}
