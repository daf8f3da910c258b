package org.optika.core.scores.model;

import java.io.Serializable;

/**
 * A model that gives each row of features a margin: a real number that rises with the score.
 * Immutable and thread-safe.
 *
 * <p>Rows hold one finite number for each feature, in the order of training. Everything that takes
 * a row throws {@link IllegalArgumentException} when there are more or fewer, or when one is NaN or
 * infinite: what is missing has to be filled in before, by the rule of the training.
 *
 * <p>Two models are the same when {@link ModelBytes} writes the same bytes for both; {@code equals}
 * does not look into arrays.
 */
public sealed interface ScoreModel extends Serializable
    permits LinearModel, ForestModel, StackedModel {
  /** Length of a row; at least 1. */
  int features();

  /** Any real number; on the scale that the model was trained on. */
  double margin(double[] row);

  /** Expected margin when no feature is known: where explanations start from. */
  double baseMargin();

  /** A new explainer of this model; one for each thread. */
  Explainer explainer();
}
