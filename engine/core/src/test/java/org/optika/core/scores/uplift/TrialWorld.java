package org.optika.core.scores.uplift;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A randomised trial with normal features, and linear two-model scores learned from chosen people.
 * The effect is {@code average + slope} times the first feature.
 */
final class TrialWorld {
  private final double[][] features;
  private final double[] outcomes;
  private final int[] arms;

  TrialWorld(long seed, int people, int dimensions, double average, double slope) {
    SplittableRandom random = new SplittableRandom(seed);
    features = new double[people][dimensions];
    outcomes = new double[people];
    arms = new int[people];
    for (int i = 0; i < people; i++) {
      for (int j = 0; j < dimensions; j++) {
        features[i][j] = random.nextGaussian();
      }
      arms[i] = random.nextInt(2);
      double base = 0.5 * features[i][dimensions - 1];
      double effect = average + slope * features[i][0];
      outcomes[i] = base + arms[i] * effect + random.nextGaussian();
    }
  }

  private int foldOf(int person, int folds) {
    return (int) ((long) person * folds / outcomes.length);
  }

  /** Each fold scored by a model of all the others. */
  List<UpliftCounts> crossFitted(int folds) {
    List<UpliftCounts> scored = new ArrayList<>();
    for (int fold = 0; fold < folds; fold++) {
      boolean[] seen = new boolean[outcomes.length];
      for (int i = 0; i < seen.length; i++) {
        seen[i] = foldOf(i, folds) != fold;
      }
      scored.add(score(fold, folds, learn(seen)));
    }
    return scored;
  }

  /** Each fold but the first scored by a model of the folds before it. */
  List<UpliftCounts> inTurn(int folds) {
    List<UpliftCounts> scored = new ArrayList<>();
    for (int fold = 1; fold < folds; fold++) {
      boolean[] seen = new boolean[outcomes.length];
      for (int i = 0; i < seen.length; i++) {
        seen[i] = foldOf(i, folds) < fold;
      }
      scored.add(score(fold, folds, learn(seen)));
    }
    return scored;
  }

  /** Everybody, scored by the first feature, which nobody had to learn. */
  UpliftCounts byFirstFeature() {
    double[] effect = new double[features[0].length];
    effect[0] = 1;
    return score(0, 1, effect);
  }

  /** Everybody, scored by the last feature, which the outcome grows with. */
  UpliftCounts byLastFeature() {
    double[] effect = new double[features[0].length];
    effect[effect.length - 1] = 1;
    return score(0, 1, effect);
  }

  private UpliftCounts score(int fold, int folds, double[] effect) {
    List<double[]> rows = new ArrayList<>();
    for (int i = 0; i < outcomes.length; i++) {
      if (foldOf(i, folds) == fold) {
        double score = 0;
        for (int j = 0; j < effect.length; j++) {
          score += effect[j] * features[i][j];
        }
        rows.add(new double[] {score, arms[i], outcomes[i]});
      }
    }
    return People.of(rows.toArray(double[][]::new)).counts();
  }

  /** Slopes of the treated minus those of control; the intercepts do not matter to ranks. */
  private double[] learn(boolean[] seen) {
    double[] treated = leastSquares(seen, 1);
    double[] control = leastSquares(seen, 0);
    double[] effect = new double[features[0].length];
    for (int j = 0; j < effect.length; j++) {
      effect[j] = treated[j] - control[j];
    }
    return effect;
  }

  /** Gauss elimination of the normal equations; the intercept is last. */
  private double[] leastSquares(boolean[] seen, int arm) {
    int size = features[0].length + 1;
    double[][] normal = new double[size][size + 1];
    for (int i = 0; i < outcomes.length; i++) {
      if (seen[i] && arms[i] == arm) {
        double[] row = Arrays.copyOf(features[i], size + 1);
        row[size - 1] = 1;
        row[size] = outcomes[i];
        for (int j = 0; j < size; j++) {
          for (int k = 0; k <= size; k++) {
            normal[j][k] += row[j] * row[k];
          }
        }
      }
    }
    for (int pivot = 0; pivot < size; pivot++) {
      for (int j = 0; j < size; j++) {
        double factor = j == pivot ? 0 : normal[j][pivot] / normal[pivot][pivot];
        for (int k = pivot; factor != 0 && k <= size; k++) {
          normal[j][k] -= factor * normal[pivot][k];
        }
      }
    }
    double[] solution = new double[size];
    for (int j = 0; j < size; j++) {
      solution[j] = normal[j][size] / normal[j][j];
    }
    return solution;
  }
}
