package org.optika.core.scores.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogisticFitTest {
  private record Example(double[] x, double label, double weight) {}

  @Test
  void one_column_of_two_values_gives_the_log_odds_of_its_cells() {
    List<Example> rows = new ArrayList<>();
    add(rows, 0, 30, 10);
    add(rows, 1, 10, 20);

    double[] found = fit(rows, new double[] {0}, 3);

    double below = Math.log(10.0 / 30);
    assertThat(found[1]).isCloseTo(below, within(1e-9));
    assertThat(found[0]).isCloseTo(Math.log(20.0 / 10) - below, within(1e-9));
  }

  @Test
  void a_weight_counts_as_so_many_rows() {
    List<Example> rows = new ArrayList<>();
    add(rows, 0, 4, 2);
    add(rows, 1, 1, 3);
    List<Example> weighted =
        List.of(
            new Example(new double[] {0}, 0, 4),
            new Example(new double[] {0}, 1, 2),
            new Example(new double[] {1}, 0, 1),
            new Example(new double[] {1}, 1, 3));

    double[] ridge = {0.1};

    assertThat(fit(weighted, ridge, 1)).containsExactly(fit(rows, ridge, 1), within(1e-9));
  }

  @Test
  void separated_outcomes_are_held_by_the_ridge() {
    List<Example> rows = new ArrayList<>();
    add(rows, 0, 10, 0);
    add(rows, 1, 0, 10);

    double[] found = fit(rows, new double[] {0.01}, 2);

    assertThat(found[0]).isBetween(1.0, 20.0);
    assertThat(found[1]).isCloseTo(-found[0] / 2, within(1e-9));
  }

  @Test
  void a_column_of_one_value_has_no_coefficient() {
    List<Example> rows = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      rows.add(new Example(new double[] {7, i % 2}, i % 4 == 0 ? 1 : 0, 1));
    }

    double[] found = fit(rows, new double[] {0, 0.01}, 2);

    assertThat(found[0]).isZero();
    assertThat(found[1]).isNegative();
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void no_point_near_the_one_found_has_a_lower_objective(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Example> rows = new ArrayList<>();
    double[] ridge = {0.01, 0.1, 0.001, 0.05};
    for (int i = 0; i < 300; i++) {
      double one = random.nextDouble() * 50;
      double[] x = {one, 3 * one + random.nextDouble(), random.nextInt(2), -random.nextDouble()};
      double margin = 0.1 * one - 2 + x[2];
      rows.add(new Example(x, random.nextDouble() < 1 / (1 + Math.exp(-margin)) ? 1 : 0, 1));
    }

    double[] found = fit(rows, ridge, 4);

    double least = objective(rows, found, ridge);
    for (int i = 0; i < found.length; i++) {
      for (double move : new double[] {-1e-3, 1e-3}) {
        double[] moved = found.clone();
        moved[i] += move;
        assertThat(objective(rows, moved, ridge)).isGreaterThan(least);
      }
    }
  }

  @Test
  void the_same_parts_give_the_same_bits_and_other_parts_nearly_so() {
    SplittableRandom random = new SplittableRandom(9);
    List<Example> rows = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      double x = random.nextDouble();
      rows.add(new Example(new double[] {x}, random.nextDouble() < x ? 1 : 0, 1));
    }
    double[] ridge = {0.001};

    assertThat(fit(rows, ridge, 3)).containsExactly(fit(rows, ridge, 3));
    assertThat(fit(rows, ridge, 7)).containsExactly(fit(rows, ridge, 3), within(1e-9));
  }

  @Test
  void there_must_be_rows_and_a_ridge_that_is_no_gain() {
    assertThatThrownBy(() -> fit(List.of(), new double[] {1}, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a logistic regression needs rows, got none");
    assertThatThrownBy(() -> LogisticFit.of(new ColumnMoments(1), new double[] {-1}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a ridge must be at least 0, got -1.0");
  }

  private static void add(List<Example> rows, double x, int negatives, int positives) {
    for (int i = 0; i < negatives + positives; i++) {
      rows.add(new Example(new double[] {x}, i < negatives ? 0 : 1, 1));
    }
  }

  private static double[] fit(List<Example> rows, double[] ridge, int parts) {
    ColumnMoments moments = new ColumnMoments(ridge.length);
    for (int part = 0; part < parts; part++) {
      ColumnMoments some = new ColumnMoments(ridge.length);
      for (int i = part; i < rows.size(); i += parts) {
        some.add(rows.get(i).x, rows.get(i).weight);
      }
      moments.add(some);
    }
    LogisticFit fit = LogisticFit.of(moments, ridge);
    while (fit.coefficients().isEmpty()) {
      LogisticSums sums = fit.sums();
      for (int part = 0; part < parts; part++) {
        LogisticSums some = fit.sums();
        for (int i = part; i < rows.size(); i += parts) {
          some.add(rows.get(i).x, rows.get(i).label, rows.get(i).weight);
        }
        sums.add(some);
      }
      fit = fit.after(sums);
    }
    return fit.coefficients().get();
  }

  /** By its definition, one row after another. */
  private static double objective(List<Example> rows, double[] coefficients, double[] ridge) {
    int columns = ridge.length;
    double loss = 0;
    for (Example row : rows) {
      double margin = coefficients[columns];
      for (int i = 0; i < columns; i++) {
        margin += coefficients[i] * row.x[i];
      }
      loss += Math.log(1 + Math.exp(margin)) - row.label * margin;
    }
    double objective = loss / rows.size();
    for (int i = 0; i < columns; i++) {
      int column = i;
      double mean = rows.stream().mapToDouble(row -> row.x[column]).average().orElseThrow();
      double square =
          rows.stream()
              .mapToDouble(row -> Math.pow(row.x[column] - mean, 2))
              .average()
              .orElseThrow();
      objective += ridge[i] / 2 * coefficients[i] * coefficients[i] * square;
    }
    return objective;
  }
}
