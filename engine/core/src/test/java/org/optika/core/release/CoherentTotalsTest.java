package org.optika.core.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CoherentTotalsTest {
  private static final Forest THREE = new Forest(List.of(new int[] {0, 0, 0}), 1);

  static LongStream seeds() {
    return LongStream.range(0, 200);
  }

  @Test
  void what_a_negative_part_is_raised_by_the_others_give() {
    double[][] totals = CoherentTotals.of(THREE, new double[][] {{-4, 5, 11}, {12}}, true);

    assertThat(totals[0]).containsExactly(0, 3, 9);
    assertThat(totals[1]).containsExactly(12);
  }

  @Test
  void a_part_that_has_too_little_to_give_becomes_0() {
    double[][] totals = CoherentTotals.of(THREE, new double[][] {{-6, 1, 17}, {12}}, true);

    assertThat(totals[0]).containsExactly(0, 0, 12);
  }

  @Test
  void a_negative_total_is_0_and_so_are_its_parts() {
    double[][] totals = CoherentTotals.of(THREE, new double[][] {{-6, 1, 2}, {-3}}, true);

    assertThat(totals[0]).containsExactly(0, 0, 0);
    assertThat(totals[1]).containsExactly(0);
  }

  @Test
  void what_may_be_negative_stays_so() {
    double[][] totals = CoherentTotals.of(THREE, new double[][] {{-6, 1, 2}, {-3}}, false);

    assertThat(totals[0]).containsExactly(-6, 1, 2);
    assertThat(totals[1]).containsExactly(-3);
  }

  @Test
  void alone_it_is_the_larger_of_0_and_the_estimate() {
    double[][] totals = CoherentTotals.of(Forest.alone(2), new double[][] {{-6, 1.5}}, true);

    assertThat(totals[0]).containsExactly(0, 1.5);
  }

  /** In any order. What may be negative moves by a few steps of the grid at most. */
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void children_add_up_to_their_parent_to_the_last_bit(long seed) {
    Random random = new Random(seed);
    Forest forest = LeastSquaresTest.randomForest(random);
    double[] noise = random.doubles(forest.levels(), 0.1, 10).toArray();
    double[][] noisy = LeastSquaresTest.randomNumbers(forest, random);
    double size = Math.pow(10, random.nextInt(16));
    for (double[] level : noisy) {
      for (int group = 0; group < level.length; group++) {
        level[group] *= size;
      }
    }
    double[][] estimates = new LeastSquares(forest, noise).estimates(noisy);
    boolean nonNegative = random.nextBoolean();

    double[][] totals = CoherentTotals.of(forest, estimates, nonNegative);

    for (int level = 1; level < forest.levels(); level++) {
      for (int group = 0; group < forest.size(level); group++) {
        List<Double> parts = new ArrayList<>();
        for (int child : forest.children(level, group)) {
          parts.add(totals[level - 1][child]);
        }
        Collections.shuffle(parts, random);
        assertThat(parts.stream().reduce(0.0, Double::sum)).isEqualTo(totals[level][group]);
        if (nonNegative) {
          assertThat(parts).allMatch(part -> part >= 0);
        }
      }
    }
    double all = Arrays.stream(estimates).flatMapToDouble(Arrays::stream).map(Math::abs).sum();
    if (!nonNegative) {
      for (int level = 0; level < forest.levels(); level++) {
        assertThat(totals[level])
            .containsExactly(estimates[level], within(Math.max(0.01, 4e-12 * all)));
      }
    }
  }

  /** The nearest point is the one from which no move within the simplex leads nearer. */
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void no_other_parts_with_the_same_total_are_nearer(long seed) {
    Random random = new Random(seed);
    int size = 2 + random.nextInt(8);
    Forest family = new Forest(List.of(new int[size]), 1);
    double[] parts = random.doubles(size, -50, 100).toArray();
    double total = random.nextInt(200);

    double[] nearest = CoherentTotals.of(family, new double[][] {parts, {total}}, true)[0];

    double distance = distance(nearest, parts);
    for (int trial = 0; trial < 100; trial++) {
      double[] other = random.doubles(size).map(share -> -Math.log(share)).toArray();
      double sum = Arrays.stream(other).sum();
      double step = random.nextDouble();
      for (int i = 0; i < size; i++) {
        other[i] = (1 - step) * nearest[i] + step * total * other[i] / sum;
      }
      assertThat(distance(other, parts)).isGreaterThanOrEqualTo(distance - 0.1);
    }
  }

  private static double distance(double[] some, double[] others) {
    double sum = 0;
    for (int i = 0; i < some.length; i++) {
      sum += (some[i] - others[i]) * (some[i] - others[i]);
    }
    return Math.sqrt(sum);
  }
}
