package org.optika.core.scores.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.optika.core.scores.model.NaiveBoosting.Example;

class BoostedFitTest {
  private static final double[][] HALF = {{0.5}};

  /** Of 40 people with 0 ten have label 1, of 40 with 1 thirty: gradients 10, hessians 10. */
  @Test
  void a_stump_makes_one_newton_step_on_either_side() {
    List<Example> rows = new ArrayList<>();
    add(rows, 0, 30, 10);
    add(rows, 1, 10, 30);

    ForestModel free = fit(new BoostedFit(1, 1, 1, 1, 1, 1, 0), HALF, rows, 7);
    ForestModel held = fit(new BoostedFit(1, 1, 0.5, 1, 1, 1, 10), HALF, rows, 7);

    assertThat(free.intercept()).isZero();
    assertThat(free.margin(new double[] {0})).isEqualTo(-1);
    assertThat(free.margin(new double[] {1})).isEqualTo(1);
    assertThat(free.baseMargin()).isZero();
    assertThat(held.margin(new double[] {0})).isEqualTo(-0.25);
    assertThat(held.margin(new double[] {1})).isEqualTo(0.25);
  }

  /** Gain of a split at the top: 10 of 0.5 * 40 against a hessian of 10 each. */
  @Test
  void where_too_few_people_would_be_on_a_side_nothing_is_split() {
    List<Example> rows = new ArrayList<>();
    add(rows, 0, 30, 10);
    add(rows, 1, 10, 30);

    ForestModel whole = fit(new BoostedFit(1, 3, 1, 1, 1, 41, 0), HALF, rows, 7);

    assertThat(whole.trees().get(0).nodes()).isEqualTo(1);
    assertThat(whole.margin(new double[] {1})).isZero();
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void trees_are_those_of_the_definition(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] cuts = {{-0.5, 0, 0.7}, {0.5}, {}, {-1, -0.2, 0.1, 0.4, 1}};
    List<Example> rows = random(random, cuts.length, 60 + random.nextInt(200));
    BoostedFit fit =
        new BoostedFit(
            9, 1 + random.nextInt(4), 0.3, 1, 1, 1 + random.nextInt(12), random.nextDouble() * 4);
    int[] columns = {0, 1, 2, 3};

    ForestModel grown = fit.grown(binned(cuts, rows), columns, 4, 5, new SplittableRandom(seed));

    double[] expected = new NaiveBoosting(fit, cuts, rows, grown.intercept()).after(5);
    assertThat(grown.trees()).hasSize(5);
    for (int row = 0; row < expected.length; row++) {
      assertThat(grown.margin(rows.get(row).x())).isCloseTo(expected[row], within(1e-9));
    }
  }

  @Test
  void a_weight_counts_as_so_many_rows() {
    SplittableRandom random = new SplittableRandom(3);
    double[][] cuts = {{-0.5, 0, 0.7}, {-1, 0.4, 1}};
    List<Example> weighted = new ArrayList<>();
    List<Example> repeated = new ArrayList<>();
    for (Example row : random(random, 2, 150)) {
      int times = 1 + random.nextInt(3);
      weighted.add(new Example(row.x(), row.label(), times));
      repeated.addAll(Collections.nCopies(times, new Example(row.x(), row.label(), 1)));
    }
    BoostedFit fit = new BoostedFit(5, 3, 0.3, 1, 1, 1, 1);
    int[] columns = {0, 1};

    ForestModel ofWeights =
        fit.grown(binned(cuts, weighted), columns, 2, 5, new SplittableRandom(1));
    ForestModel ofRows = fit.grown(binned(cuts, repeated), columns, 2, 5, new SplittableRandom(1));

    for (Example row : weighted) {
      assertThat(ofWeights.margin(row.x())).isCloseTo(ofRows.margin(row.x()), within(1e-9));
    }
  }

  /** Neither column says anything by itself. */
  @Test
  void what_two_columns_say_together_is_found() {
    List<Example> rows = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      double a = i % 2;
      double b = i / 2 % 2;
      rows.add(new Example(new double[] {a, b}, a == b ? 1 : 0, 1));
    }
    rows.add(new Example(new double[] {0, 0}, 1, 1));

    ForestModel found =
        fit(new BoostedFit(300, 2, 0.1, 1, 1, 10, 1), new double[][] {{0.5}, {0.5}}, rows, 1);

    assertThat(found.margin(new double[] {1, 1})).isGreaterThan(2);
    assertThat(found.margin(new double[] {0, 1})).isLessThan(-2);
  }

  @Test
  void a_column_that_says_nothing_gets_few_trees_and_one_that_says_much_gets_more() {
    SplittableRandom random = new SplittableRandom(11);
    double[][] cuts = {IntStream.range(1, 20).mapToDouble(i -> i / 20.0).toArray()};
    List<Example> noise = new ArrayList<>();
    List<Example> signal = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      double x = random.nextDouble();
      noise.add(new Example(new double[] {x}, random.nextBoolean() ? 1 : 0, 1));
      signal.add(new Example(new double[] {x}, random.nextDouble() < x ? 1 : 0, 1));
    }
    BoostedFit fit = new BoostedFit(400, 3, 0.05, 0.7, 1, 20, 5);

    ForestModel ofNoise = fit(fit, cuts, noise, 1);
    ForestModel ofSignal = fit(fit, cuts, signal, 1);

    assertThat(ofNoise.trees().size()).isLessThan(20);
    assertThat(ofSignal.trees().size()).isBetween(30, 399);
    assertThat(share(ofSignal, 0.9)).isBetween(0.8, 1.0);
    assertThat(share(ofSignal, 0.5)).isBetween(0.4, 0.6);
    assertThat(share(ofNoise, 0.9)).isBetween(0.4, 0.6);
  }

  @Test
  void the_same_rows_and_seed_give_the_same_model_and_another_seed_another_one() {
    SplittableRandom random = new SplittableRandom(5);
    double[][] cuts = {{-0.5, 0, 0.7}, {-1, 0.4, 1}, {0}, {0.3}};
    List<Example> rows = random(random, 4, 500);
    BoostedFit fit = new BoostedFit(60, 3, 0.1, 0.7, 0.5, 5, 1);

    byte[] once = ModelBytes.write(fit(fit, cuts, rows, 1));

    assertThat(ModelBytes.write(fit(fit, cuts, rows, 1))).isEqualTo(once);
    assertThat(ModelBytes.write(fit(fit, cuts, rows, 2))).isNotEqualTo(once);
  }

  @Test
  void columns_get_the_places_that_they_have_in_the_model() {
    List<Example> rows = new ArrayList<>();
    add(rows, 0, 30, 10);
    add(rows, 1, 10, 30);

    ForestModel placed =
        new BoostedFit(1, 1, 1, 1, 1, 1, 0).fit(binned(HALF, rows), new int[] {2}, 4, 7);

    assertThat(placed.features()).isEqualTo(4);
    assertThat(placed.margin(new double[] {9, 9, 1, 9})).isEqualTo(1);
  }

  @Test
  void a_single_row_and_rows_of_one_label_are_no_trouble() {
    BoostedFit fit = new BoostedFit(3, 2, 0.5, 0.5, 0.5, 1, 1);
    List<Example> alike = new ArrayList<>();
    add(alike, 1, 0, 50);

    assertThat(fit(fit, HALF, alike.subList(0, 1), 1).margin(new double[] {1})).isPositive();
    assertThat(fit(fit, HALF, alike, 1).margin(new double[] {1})).isGreaterThan(3);
  }

  @Test
  void what_cannot_be_fitted_is_refused() {
    BoostedFit fit = new BoostedFit(3, 2, 0.5, 0.5, 0.5, 1, 1);
    BinnedRows none = new BinnedRows(HALF);

    assertThatThrownBy(() -> fit.fit(none, new int[] {0}, 1, 1))
        .hasMessage("boosting needs a row, got 0");
    assertThatThrownBy(() -> none.add(new double[] {Double.NaN}, 1, 1))
        .hasMessage("feature 0 of a row must be finite, got NaN");
    assertThatThrownBy(() -> none.add(new double[] {1}, 0.5, 1))
        .hasMessage("a label must be 0 or 1, got 0.5");
    assertThatThrownBy(() -> none.add(new double[] {1}, 1, 0))
        .hasMessage("a weight must be above 0, got 0.0");
    none.add(new double[] {1}, 1, 1);
    assertThatThrownBy(() -> fit.fit(none, new int[] {0, 1}, 2, 1))
        .hasMessage("expected a place for each of 1 columns, got 2");
    assertThatThrownBy(() -> new BinnedRows(new double[][] {{1, 1}}))
        .hasMessage("cuts must ascend, got 1.0");
    assertThatThrownBy(() -> new BinnedRows(new double[][] {new double[128]}))
        .hasMessage("at most 127 cuts, got 128");
    assertThatThrownBy(() -> new BoostedFit(0, 2, 0.5, 1, 1, 1, 1))
        .hasMessage("boosting needs a tree, got 0");
    assertThatThrownBy(() -> new BoostedFit(1, 65, 0.5, 1, 1, 1, 1))
        .hasMessage("depth must be in [1, 64], got 65");
    assertThatThrownBy(() -> new BoostedFit(1, 2, 0, 1, 1, 1, 1))
        .hasMessage("step must be in (0, 1], got 0.0");
    assertThatThrownBy(() -> new BoostedFit(1, 2, 1, 1.5, 1, 1, 1))
        .hasMessage("rowShare must be in (0, 1], got 1.5");
    assertThatThrownBy(() -> new BoostedFit(1, 2, 1, 1, Double.NaN, 1, 1))
        .hasMessage("columnShare must be in (0, 1], got NaN");
    assertThatThrownBy(() -> new BoostedFit(1, 2, 1, 1, 1, 0, 1))
        .hasMessage("fewestInLeaf must be at least 1, got 0");
    assertThatThrownBy(() -> new BoostedFit(1, 2, 1, 1, 1, 1, -1))
        .hasMessage("ridge must be at least 0, got -1.0");
  }

  private static double share(ForestModel model, double x) {
    return 1 / (1 + Math.exp(-model.margin(new double[] {x})));
  }

  private static ForestModel fit(BoostedFit fit, double[][] cuts, List<Example> rows, long seed) {
    int[] columns = IntStream.range(0, cuts.length).toArray();
    return fit.fit(binned(cuts, rows), columns, cuts.length, seed);
  }

  private static BinnedRows binned(double[][] cuts, List<Example> rows) {
    BinnedRows binned = new BinnedRows(cuts);
    rows.forEach(row -> binned.add(row.x(), row.label(), row.weight()));
    return binned;
  }

  private static void add(List<Example> rows, double x, int zeros, int ones) {
    for (int i = 0; i < zeros + ones; i++) {
      rows.add(new Example(new double[] {x}, i < zeros ? 0 : 1, 1));
    }
  }

  private static List<Example> random(SplittableRandom random, int columns, int count) {
    List<Example> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double[] x = new double[columns];
      double sum = 0;
      for (int column = 0; column < columns; column++) {
        x[column] = 3 * random.nextDouble() - 1.5;
        sum += x[column] * (column % 2 == 0 ? 1 : -0.5);
      }
      rows.add(
          new Example(
              x,
              random.nextDouble() < 1 / (1 + Math.exp(-sum)) ? 1 : 0,
              0.5 + random.nextDouble()));
    }
    return rows;
  }
}
