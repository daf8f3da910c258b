package org.optika.core.scores.model;

import static org.optika.core.Checks.require;

import java.util.Arrays;
import java.util.List;

/**
 * {@code intercept + Σ weight · value of the leaf that the row comes to} over binary trees: random
 * forests and boosted trees. Explanations are exact path-dependent Shapley values, see {@link
 * TreeExplainer}.
 *
 * @param features length of a row
 * @param trees at least one; none splits by a feature that a row has not
 * @param weights one a tree; finite
 * @param intercept finite
 */
public record ForestModel(int features, List<Tree> trees, double[] weights, double intercept)
    implements ScoreModel {
  private static final long serialVersionUID = 1L;

  public ForestModel {
    trees = List.copyOf(trees);
    require(features > 0, "a forest needs a feature, got %d", features);
    require(!trees.isEmpty(), "a forest needs a tree, got none");
    require(
        weights.length == trees.size(),
        "expected one weight for each of %d trees, got %d",
        trees.size(),
        weights.length);
    for (int i = 0; i < weights.length; i++) {
      require(Double.isFinite(weights[i]), "weight %d must be finite, got %s", i, weights[i]);
      require(
          trees.get(i).features() <= features,
          "tree %d splits by feature %d, rows have %d features",
          i,
          trees.get(i).features() - 1,
          features);
    }
    require(Double.isFinite(intercept), "the intercept must be finite, got %s", intercept);
    weights = weights.clone();
  }

  /** The mean of trees, as a random forest has it. */
  public static ForestModel mean(int features, List<Tree> trees) {
    double[] weights = new double[trees.size()];
    Arrays.fill(weights, 1.0 / weights.length);
    return new ForestModel(features, trees, weights, 0);
  }

  /** A copy. */
  @Override
  public double[] weights() {
    return weights.clone();
  }

  @Override
  public double margin(double[] row) {
    Rows.requireRow(row, features);
    double margin = intercept;
    for (int i = 0; i < weights.length; i++) {
      margin += weights[i] * trees.get(i).valueAt(row);
    }
    return margin;
  }

  @Override
  public double baseMargin() {
    double margin = intercept;
    for (int i = 0; i < weights.length; i++) {
      margin += weights[i] * trees.get(i).expectedValue();
    }
    return margin;
  }

  @Override
  public Explainer explainer() {
    TreeExplainer[] explainers =
        trees.stream().map(TreeExplainer::new).toArray(size -> new TreeExplainer[size]);
    TreeExplainer.Scratch scratch = TreeExplainer.Scratch.of(explainers);
    return (row, into) -> {
      Rows.requireRow(row, features);
      Rows.requireSpace(into, features);
      Arrays.fill(into, 0);
      for (int i = 0; i < weights.length; i++) {
        explainers[i].add(row, weights[i], scratch, into);
      }
    };
  }
}
