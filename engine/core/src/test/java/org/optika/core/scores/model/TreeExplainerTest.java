package org.optika.core.scores.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TreeExplainerTest {
  private static final int ROWS = 5;

  static LongStream seeds() {
    return LongStream.range(0, 120);
  }

  private static void assertExact(ForestModel forest, double[] row, double[] contributions) {
    double[] expected = new double[row.length];
    double base = forest.intercept();
    double margin = forest.intercept();
    for (int i = 0; i < forest.trees().size(); i++) {
      ShapleyOracle oracle = new ShapleyOracle(forest.trees().get(i), row);
      double weight = forest.weights()[i];
      base += weight * oracle.base();
      margin += weight * oracle.margin();
      for (int feature = 0; feature < row.length; feature++) {
        expected[feature] += weight * oracle.contribution(feature);
      }
    }
    assertThat(contributions).containsExactly(expected, within(1e-12));
    assertThat(forest.baseMargin()).isCloseTo(base, within(1e-12));
    assertThat(forest.margin(row)).isCloseTo(margin, within(1e-12));
    assertThat(Arrays.stream(contributions).sum()).isCloseTo(margin - base, within(1e-12));
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void equals_all_coalitions_on_random_forests(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int features = 1 + random.nextInt(8);
    ForestModel forest =
        RandomModels.forest(random, features, 1 + random.nextInt(4), random.nextInt(8));
    Explainer explainer = forest.explainer();
    double[] contributions = new double[features];

    for (int i = 0; i < ROWS; i++) {
      double[] row = RandomModels.row(random, features);
      explainer.contributions(row, contributions);
      assertExact(forest, row, contributions);
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void equals_all_coalitions_on_paths_that_repeat_features(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int features = 1 + random.nextInt(9);
    Tree chain = RandomModels.chain(random, features, 1 + random.nextInt(Tree.MOST_LEVELS));
    ForestModel forest = ForestModel.mean(features, List.of(chain));
    double[] contributions = new double[features];

    for (int i = 0; i < ROWS; i++) {
      double[] row = RandomModels.row(random, features);
      forest.explainer().contributions(row, contributions);
      assertExact(forest, row, contributions);
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void adds_up_where_coalitions_are_too_many(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int features = 64;
    ForestModel forest =
        ForestModel.mean(
            features,
            List.of(
                RandomModels.fullTree(random, features, 9),
                RandomModels.chain(random, features, Tree.MOST_LEVELS)));
    double[] row = RandomModels.row(random, features);
    double[] contributions = new double[features];

    forest.explainer().contributions(row, contributions);

    assertThat(Arrays.stream(contributions).sum())
        .isCloseTo(forest.margin(row) - forest.baseMargin(), within(1e-12));
  }

  /** With 64 distinct features, 32 points are just enough. */
  @Test
  void the_longest_path_of_distinct_features_is_exact() {
    int n = Tree.MOST_LEVELS;
    TreeBuilder tree = new TreeBuilder();
    for (int feature = 0; feature < n; feature++) {
      tree.split(feature, 0, Math.scalb(1.0, -feature));
    }
    tree.leaf(1, Math.scalb(1.0, -n));
    for (int feature = n; feature > 0; feature--) {
      tree.leaf(0, Math.scalb(1.0, -feature));
    }
    double[] contributions = new double[n];

    ForestModel.mean(n, List.of(tree.build()))
        .explainer()
        .contributions(new double[n], contributions);

    // All features are alike, so they share 1 - 2^-64 equally.
    assertThat(contributions).containsOnly(new double[] {1.0 / n}, within(1e-14));
  }

  /**
   * Two trees over fever and cough, a quarter of the rows in each leaf. Only both together score
   * 80; in the second tree cough adds 10 in any case. Expectations are 20 and 25; known fever makes
   * 40 and 45, known cough 40 and 50, both 80 and 90. The example is that of Lundberg, Erion and
   * Lee 2018, Figure 1.
   */
  @Test
  void equals_the_published_example() {
    Tree onlyBoth =
        new TreeBuilder()
            .split(0, 0.5, 4)
            .leaf(0, 2)
            .split(1, 0.5, 2)
            .leaf(0, 1)
            .leaf(80, 1)
            .build();
    Tree coughAddsTen =
        new TreeBuilder()
            .split(1, 0.5, 4)
            .leaf(0, 2)
            .split(0, 0.5, 2)
            .leaf(10, 1)
            .leaf(90, 1)
            .build();

    assertThat(contributions(onlyBoth, 1, 1)).containsExactly(new double[] {30, 30}, within(1e-13));
    assertThat(contributions(coughAddsTen, 1, 1))
        .containsExactly(new double[] {30, 35}, within(1e-13));
  }

  private static double[] contributions(Tree tree, double... row) {
    double[] contributions = new double[row.length];
    ForestModel.mean(row.length, List.of(tree)).explainer().contributions(row, contributions);
    return contributions;
  }

  @Test
  void a_single_leaf_contributes_nothing() {
    Tree leaf = new TreeBuilder().leaf(3, 10).build();

    assertThat(contributions(leaf, 1, 2)).containsExactly(0, 0);
    assertThat(ForestModel.mean(2, List.of(leaf)).baseMargin()).isEqualTo(3);
  }

  @Test
  void a_feature_that_no_tree_uses_gets_exactly_nothing() {
    Tree tree = new TreeBuilder().split(1, 0, 4).leaf(-1, 1).leaf(1, 3).build();

    assertThat(contributions(tree, 5, 5, 5)).containsExactly(0, 0.5, 0);
  }

  @Test
  void covers_that_were_rounded_still_add_up() {
    Tree tree = new TreeBuilder().split(0, 0, 3.00002).leaf(-1, 1).leaf(1, 2).build();
    ForestModel forest = ForestModel.mean(1, List.of(tree));

    assertThat(forest.baseMargin()).isCloseTo(1 / 3.0, within(1e-15));
    assertThat(contributions(tree, 1)[0]).isCloseTo(2 / 3.0, within(1e-15));
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void rows_before_leave_no_trace(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    ForestModel forest = RandomModels.forest(random, 6, 5, random.nextInt(8));
    Explainer used = forest.explainer();
    double[] ofUsed = new double[6];
    double[] ofNew = new double[6];

    for (int i = 0; i < ROWS; i++) {
      double[] row = RandomModels.row(random, 6);
      used.contributions(row, ofUsed);
      forest.explainer().contributions(row, ofNew);
      assertThat(ofUsed).isEqualTo(ofNew);
    }
  }
}
