package org.optika.core.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LeastSquaresTest {

  static LongStream seeds() {
    return LongStream.range(0, 100);
  }

  /** One to four levels; groups of one to five, of different numbers at one level. */
  static Forest randomForest(Random random) {
    int roots = 1 + random.nextInt(3);
    int size = roots;
    List<int[]> parents = new ArrayList<>();
    for (int level = random.nextInt(4); level > 0; level--) {
      List<Integer> ofChildren = new ArrayList<>();
      for (int parent = 0; parent < size; parent++) {
        for (int child = random.nextInt(5); child >= 0; child--) {
          ofChildren.add(random.nextInt(ofChildren.size() + 1), parent);
        }
      }
      parents.add(0, ofChildren.stream().mapToInt(parent -> parent).toArray());
      size = ofChildren.size();
    }
    return new Forest(parents, roots);
  }

  static double[][] randomNumbers(Forest forest, Random random) {
    double[][] numbers = new double[forest.levels()][];
    for (int level = 0; level < numbers.length; level++) {
      numbers[level] = random.doubles(forest.size(level), -20, 100 * Math.pow(3, level)).toArray();
    }
    return numbers;
  }

  @Test
  void two_groups_and_their_total_meet_as_worked_out_by_hand() {
    Forest forest = new Forest(List.of(new int[] {0, 0}), 1);
    LeastSquares leastSquares = new LeastSquares(forest, new double[] {1, 1});

    double[][] estimates = leastSquares.estimates(new double[][] {{3, 4}, {10}});

    // The total was 10 and the sum 7, with twice the variance: 10 - 3 / 3 = 9; one more for each.
    assertThat(estimates[1]).containsExactly(new double[] {9}, within(1e-12));
    assertThat(estimates[0]).containsExactly(new double[] {4, 5}, within(1e-12));
    assertThat(leastSquares.variances()[1]).containsExactly(new double[] {2 / 3.0}, within(1e-12));
    assertThat(leastSquares.variances()[0])
        .containsExactly(new double[] {2 / 3.0, 2 / 3.0}, within(1e-12));
  }

  /** The oracle knows nothing of trees: normal equations over the leaves, solved as they stand. */
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void two_passes_solve_the_normal_equations(long seed) {
    Random random = new Random(seed);
    Forest forest = randomForest(random);
    double[] noise = random.doubles(forest.levels(), 0.1, 10).toArray();
    double[][] noisy = randomNumbers(forest, random);

    LeastSquares leastSquares = new LeastSquares(forest, noise);
    double[][] estimates = leastSquares.estimates(noisy);

    NormalEquations oracle = new NormalEquations(forest, noise, noisy);
    for (int level = 0; level < forest.levels(); level++) {
      assertThat(estimates[level]).containsExactly(oracle.estimates(level), within(1e-8));
      assertThat(leastSquares.variances()[level])
          .containsExactly(oracle.variances(level), within(1e-8));
    }
  }

  /** Each measurement is a row of ones over the leaves that it is the sum of. */
  private static final class NormalEquations {
    private final Forest forest;
    private final double[][] inverse;
    private final double[] leaves;

    NormalEquations(Forest forest, double[] noise, double[][] noisy) {
      this.forest = forest;
      int size = forest.size(0);
      double[][] matrix = new double[size][size];
      double[] right = new double[size];
      for (int level = 0; level < noise.length; level++) {
        for (int group = 0; group < forest.size(level); group++) {
          for (int i = 0; i < size; i++) {
            right[i] += in(level, group, i) * noisy[level][group] / noise[level];
            for (int j = 0; j < size; j++) {
              matrix[i][j] += in(level, group, i) * in(level, group, j) / noise[level];
            }
          }
        }
      }
      inverse = inverse(matrix);
      leaves = new double[size];
      for (int i = 0; i < size; i++) {
        for (int j = 0; j < size; j++) {
          leaves[i] += inverse[i][j] * right[j];
        }
      }
    }

    private int in(int level, int group, int leaf) {
      int place = leaf;
      for (int below = 0; below < level; below++) {
        place = forest.parent(below, place);
      }
      return place == group ? 1 : 0;
    }

    double[] estimates(int level) {
      double[] estimates = new double[forest.size(level)];
      for (int group = 0; group < estimates.length; group++) {
        for (int leaf = 0; leaf < leaves.length; leaf++) {
          estimates[group] += in(level, group, leaf) * leaves[leaf];
        }
      }
      return estimates;
    }

    double[] variances(int level) {
      double[] variances = new double[forest.size(level)];
      for (int group = 0; group < variances.length; group++) {
        for (int i = 0; i < leaves.length; i++) {
          for (int j = 0; j < leaves.length; j++) {
            variances[group] += in(level, group, i) * in(level, group, j) * inverse[i][j];
          }
        }
      }
      return variances;
    }

    /** Gauss and Jordan; a positive definite matrix needs no pivots. */
    private static double[][] inverse(double[][] matrix) {
      int size = matrix.length;
      double[][] inverse = new double[size][size];
      for (int i = 0; i < size; i++) {
        inverse[i][i] = 1;
      }
      for (int pivot = 0; pivot < size; pivot++) {
        double scale = matrix[pivot][pivot];
        for (int column = 0; column < size; column++) {
          matrix[pivot][column] /= scale;
          inverse[pivot][column] /= scale;
        }
        for (int row = 0; row < size; row++) {
          double factor = matrix[row][pivot];
          for (int column = 0; column < size && row != pivot; column++) {
            matrix[row][column] -= factor * matrix[pivot][column];
            inverse[row][column] -= factor * inverse[pivot][column];
          }
        }
      }
      return inverse;
    }
  }
}
