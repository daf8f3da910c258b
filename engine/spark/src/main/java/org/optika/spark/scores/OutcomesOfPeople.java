package org.optika.spark.scores;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import org.apache.spark.sql.Row;
import org.optika.core.scores.quality.OutcomeMinimum;

/** Asks whether people are enough to be learnt from, before anything is. */
public final class OutcomesOfPeople {
  private OutcomesOfPeople() {}

  /**
   * @param set what it is, for the message
   * @param people all in part 0
   * @param remedy what to do, for the message
   * @throws IllegalArgumentException when people of either outcome are fewer
   */
  public static void requireEnough(
      String set, PeopleRows people, OutcomeMinimum minimum, String remedy) {
    long[][] counts = counts(people, 1);
    minimum.requireMet(set, counts[0][0], counts[1][0], remedy);
  }

  /**
   * @throws IllegalArgumentException when somebody is missing in a part, or without one of them
   *     people of either outcome are fewer
   */
  static void requireEnoughInParts(PeopleRows people, int parts, OutcomeMinimum minimum) {
    long[][] counts = counts(people, parts);
    minimum.requireMetByFolds(counts[0], counts[1]);
  }

  /** Positives and negatives by part. */
  private static long[][] counts(PeopleRows people, int parts) {
    long[][] counts = new long[2][parts];
    for (Row row :
        people.rows().groupBy("part").agg(sum(col("label")), count(lit(1))).collectAsList()) {
      int part = row.getInt(0);
      counts[0][part] = (long) row.getDouble(1);
      counts[1][part] = row.getLong(2) - counts[0][part];
    }
    return counts;
  }
}
