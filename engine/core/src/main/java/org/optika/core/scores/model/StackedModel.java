package org.optika.core.scores.model;

import static org.optika.core.Checks.require;

import java.util.Arrays;
import java.util.List;

/**
 * {@code intercept + Σ weight · margin} of models over the same features; explanations add up in
 * the same way, as Shapley values are linear in the game.
 *
 * @param models at least one; all of the same features in the same order
 * @param weights one a model; finite
 * @param intercept finite
 */
public record StackedModel(List<ScoreModel> models, double[] weights, double intercept)
    implements ScoreModel {
  private static final long serialVersionUID = 1L;

  public StackedModel {
    models = List.copyOf(models);
    require(!models.isEmpty(), "a stacked model needs a model, got none");
    require(
        weights.length == models.size(),
        "expected one weight for each of %d models, got %d",
        models.size(),
        weights.length);
    for (int i = 0; i < weights.length; i++) {
      require(Double.isFinite(weights[i]), "weight %d must be finite, got %s", i, weights[i]);
      require(
          models.get(i).features() == models.get(0).features(),
          "model %d has %d features, those before it have %d",
          i,
          models.get(i).features(),
          models.get(0).features());
    }
    require(Double.isFinite(intercept), "the intercept must be finite, got %s", intercept);
    weights = weights.clone();
  }

  /** A copy. */
  @Override
  public double[] weights() {
    return weights.clone();
  }

  @Override
  public int features() {
    return models.get(0).features();
  }

  @Override
  public double margin(double[] row) {
    double margin = intercept;
    for (int i = 0; i < weights.length; i++) {
      margin += weights[i] * models.get(i).margin(row);
    }
    return margin;
  }

  @Override
  public double baseMargin() {
    double margin = intercept;
    for (int i = 0; i < weights.length; i++) {
      margin += weights[i] * models.get(i).baseMargin();
    }
    return margin;
  }

  @Override
  public Explainer explainer() {
    Explainer[] explainers =
        models.stream().map(ScoreModel::explainer).toArray(size -> new Explainer[size]);
    double[] ofOne = new double[features()];
    return (row, into) -> {
      Rows.requireSpace(into, ofOne.length);
      Arrays.fill(into, 0);
      for (int i = 0; i < explainers.length; i++) {
        explainers[i].contributions(row, ofOne);
        for (int feature = 0; feature < ofOne.length; feature++) {
          into[feature] += weights[i] * ofOne[feature];
        }
      }
    };
  }
}
