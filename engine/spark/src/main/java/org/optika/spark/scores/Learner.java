package org.optika.spark.scores;

import java.util.List;
import java.util.Optional;
import org.optika.core.scores.model.ScoreModel;
import org.optika.core.scores.search.ParameterRange;
import org.optika.core.scores.search.ParameterSet;

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
   * What a search may try, with the values that this learner has as the usual ones; empty when it
   * has nothing to try.
   */
  default List<ParameterRange> ranges() {
    return List.of();
  }

  /**
   * This learner with other values.
   *
   * @param parameters has one for each of {@link #ranges}, and perhaps those of other learners
   */
  default Learner with(ParameterSet parameters) {
    return this;
  }

  /** Where a training set, all folds together, has more people, it gives it a draw of so many. */
  default long mostPeople() {
    return Long.MAX_VALUE;
  }

  /**
   * The same rows in the same partitions and the same seed give the same model.
   *
   * @param seed of all that is drawn
   */
  ScoreModel fit(EncodedRows rows, long seed);
}
