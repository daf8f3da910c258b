package org.optika.spark.scores;

import java.util.Optional;
import org.optika.core.scores.model.ScoreModel;

/**
 * Fits one kind of model to a training set. One that another module brings is found by {@link
 * java.util.ServiceLoader}.
 */
public interface Learner {
  /** Name in config and in the model card; kebab-case, never reused. */
  String id();

  /** One sentence for help texts and the model card, with the parameters. */
  String summary();

  /** Why it cannot run on this class path, in one line; empty when it can. */
  default Optional<String> obstacle() {
    return Optional.empty();
  }

  /**
   * The same rows in the same partitions and the same seed give the same model.
   *
   * @param seed of all that is drawn
   */
  ScoreModel fit(EncodedRows rows, long seed);
}
