package org.optika.spark.scores;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.optika.core.scores.RawCells;
import org.optika.core.scores.RawColumn;
import org.optika.core.scores.uplift.OutcomeKind;

/**
 * People of an experiment whose effects are known. Each has a segment, a share that raises the
 * outcome whatever the arm, and a number that means nothing; arms are equally likely.
 *
 * @param effects of each treatment, by segment: what it adds to the probability of the outcome, or
 *     to the number that it is
 */
record UpliftWorld(long seed, int people, OutcomeKind outcome, double unit, double[]... effects) {
  static final List<String> SEGMENTS = List.of("north", "east", "south", "west");

  private static final List<RawColumn> COLUMNS =
      List.of(
          new RawColumn("share", RawColumn.Kind.NUMBER),
          new RawColumn("noise", RawColumn.Kind.NUMBER),
          new RawColumn("segment", RawColumn.Kind.TEXT));

  /** One treatment and outcomes of 0 and 1. */
  static UpliftWorld binary(long seed, int people, double[]... effects) {
    return new UpliftWorld(seed, people, OutcomeKind.BINARY, 1, effects);
  }

  static RawCells person(String segment) {
    return new RawCells(new double[] {0.5, 0.5}, new String[] {segment});
  }

  UpliftRows in(SparkSession spark, int parts) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Row> rows = new ArrayList<>();
    for (long id = 0; id < people; id++) {
      int segment = random.nextInt(SEGMENTS.size());
      int arm = random.nextInt(effects.length + 1);
      double share = random.nextDouble();
      double expected = 0.3 + 0.2 * share + (arm == 0 ? 0 : effects[arm - 1][segment]);
      double drawn = random.nextDouble();
      double label =
          outcome == OutcomeKind.BINARY
              ? (drawn < expected ? 1 : 0)
              : unit * (expected + (drawn - 0.5) / 2);
      rows.add(
          RowFactory.create(
              id,
              (int) (id % parts),
              label,
              1.0,
              new Double[] {share, random.nextDouble()},
              new String[] {SEGMENTS.get(segment)},
              arm,
              Double.NaN,
              0));
    }
    return rows(spark, effects.length, outcome, rows);
  }

  /** Rows of {@link UpliftRows#SCHEMA} with the columns of these worlds. */
  static UpliftRows rows(SparkSession spark, int treatments, OutcomeKind outcome, List<Row> rows) {
    Dataset<Row> people = spark.createDataFrame(rows, UpliftRows.SCHEMA).coalesce(1).persist();
    List<String> names = new ArrayList<>();
    for (int treatment = 1; treatment <= treatments; treatment++) {
      names.add("offer " + treatment);
    }
    return new UpliftRows("nothing", names, outcome, new PeopleRows(COLUMNS, people));
  }
}
