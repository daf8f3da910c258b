package org.optika.spark.scores;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.round;
import static org.apache.spark.sql.functions.sum;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.optika.core.scores.quality.ScoredCounts;

/**
 * Counts people by score, so that quality is measured without bringing persons to the driver.
 * Scores are rounded to {@link #STEPS} a unit; what that moves is far below the noise of any set
 * that is large enough to need it.
 */
final class ScoreHistogram {
  /** Steps a unit of score: 2^16, so that probabilities fall into 65,536 cells. */
  private static final double STEPS = 1 << 16;

  /** Scores and outcomes: {@code score, label (0 or 1), fold}. */
  static final StructType SCORED =
      new StructType()
          .add("score", DataTypes.DoubleType, false)
          .add("label", DataTypes.DoubleType, false)
          .add("fold", DataTypes.IntegerType, false);

  private ScoreHistogram() {}

  /**
   * @param scored columns of {@link #SCORED}
   * @param folds the fold of a row is below it
   * @return one a fold
   */
  static List<ScoredCounts> byFold(Dataset<Row> scored, int folds) {
    List<List<Row>> ofFold = new ArrayList<>();
    for (int fold = 0; fold < folds; fold++) {
      ofFold.add(new ArrayList<>());
    }
    scored
        .groupBy(col("fold"), round(col("score").multiply(STEPS)).as("step"))
        .agg(sum("label").as("positives"), count(lit(1)).as("people"))
        .orderBy("fold", "step")
        .collectAsList()
        .forEach(row -> ofFold.get(row.getInt(0)).add(row));
    return ofFold.stream().map(ScoreHistogram::counts).toList();
  }

  private static ScoredCounts counts(List<Row> rows) {
    double[] scores = new double[rows.size()];
    long[] negatives = new long[rows.size()];
    long[] positives = new long[rows.size()];
    for (int i = 0; i < rows.size(); i++) {
      Row row = rows.get(i);
      scores[i] = row.getDouble(1) / STEPS;
      positives[i] = (long) row.getDouble(2);
      negatives[i] = row.getLong(3) - positives[i];
    }
    return ScoredCounts.ofSorted(scores, negatives, positives);
  }
}
