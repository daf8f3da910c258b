package org.optika.spark.scores;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.optika.core.scores.Encoding;
import org.optika.core.scores.uplift.Fit;
import org.optika.core.scores.uplift.TrainedFit;

/** The kind of model that learners of uplift are made of. */
interface UpliftBase {
  /** Name on the command line; kebab-case, never reused. */
  String id();

  /** One sentence for help texts and reports, with the parameters. */
  String summary();

  /** The part of an encoding that these models are given. */
  Encoding given(Encoding all);

  /**
   * The same rows in the same partitions and the same seed give the same model.
   *
   * @param rows {@code x}, inputs of the fit; {@code label}, its target; {@code weight}
   * @param width of {@code x}
   */
  TrainedFit fit(Fit fit, Dataset<Row> rows, int width, long seed);
}
