package org.optika.spark.scores;

import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.optika.core.scores.Encoding;
import org.optika.core.scores.uplift.Fit;
import org.optika.core.scores.uplift.Link;
import org.optika.core.scores.uplift.TrainedFit;

/**
 * Regression forests, for probabilities as well: their leaves hold shares of people. They split at
 * midpoints between two people's numbers, so they are tried by {@code optika evaluate-uplift} and
 * not stored.
 */
record ForestUplift(ForestLearner forest) implements UpliftBase {
  @Override
  public String id() {
    return forest.id();
  }

  @Override
  public String summary() {
    return forest.summary();
  }

  @Override
  public Encoding given(Encoding all) {
    return all.only(all.forTrees());
  }

  @Override
  public TrainedFit fit(Fit fit, Dataset<Row> rows, int width, long seed) {
    int[] columns = IntStream.range(0, width).toArray();
    return new TrainedFit(
        fit,
        forest.grown(rows, columns, (column, threshold) -> threshold, width, seed),
        Link.IDENTITY);
  }
}
