package org.optika.spark.scores;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.optika.core.scores.RawColumn;
import org.optika.core.scores.model.ScoreModel;
import org.optika.spark.LocalSpark;

@ExtendWith(LocalSpark.class)
class ForestLearnerTest {
  private static final long SEED = 42;

  /** Two numbers that nobody shares with anybody, one that many share, and a text. */
  private static PeopleRows people(SparkSession spark, int count) {
    Random random = new Random(8);
    List<Row> rows = new ArrayList<>();
    for (long id = 0; id < count; id++) {
      double spend = Math.exp(2 * random.nextGaussian());
      double share = random.nextDouble();
      int calls = random.nextInt(12);
      boolean large = random.nextBoolean();
      double risk = 0.15 + 0.3 * share + (spend > 2 ? 0.2 : 0) + (calls > 5 == large ? 0.3 : 0);
      rows.add(
          RowFactory.create(
              id,
              0,
              random.nextDouble() < risk ? 1.0 : 0.0,
              1.0,
              new Double[] {id % 30 == 0 ? null : spend, share, (double) calls},
              new String[] {large ? "large" : "small"}));
    }
    return new PeopleRows(
        List.of(
            new RawColumn("spend", RawColumn.Kind.NUMBER),
            new RawColumn("share", RawColumn.Kind.NUMBER),
            new RawColumn("calls", RawColumn.Kind.NUMBER),
            new RawColumn("plan", RawColumn.Kind.TEXT)),
        spark.createDataFrame(rows, PeopleRows.SCHEMA).coalesce(1));
  }

  /** So every threshold is a cut: one between two cuts would tell people there apart. */
  @Test
  void nobody_is_told_from_others_between_the_same_two_cuts(SparkSession spark) {
    ForestLearner learner = new ForestLearner(20, 8, 1, ColumnsASplit.ROOT);
    try (EncodedRows rows = EncodedRows.of(people(spark, 900), 2, SEED)) {
      ScoreModel model = learner.fit(rows, SEED);
      int moved = 0;
      for (Row row : rows.rows().collectAsList()) {
        double[] x = row.<Vector>getAs(0).toArray();
        double margin = model.margin(x);
        for (int column : rows.encoding().forTrees()) {
          for (double elsewhere : endsOfStretch(rows.cuts()[column], x[column])) {
            double[] other = x.clone();
            other[column] = elsewhere;
            assertThat(model.margin(other)).isEqualTo(margin);
            moved++;
          }
        }
      }
      assertThat(moved).isGreaterThan(900);
      assertThat(marginsAround(model, rows)).isGreaterThan(30);
    }
  }

  private static double[] endsOfStretch(double[] cuts, double number) {
    double below =
        Arrays.stream(cuts).filter(cut -> cut < number).max().orElse(Double.NEGATIVE_INFINITY);
    double above =
        Arrays.stream(cuts).filter(cut -> cut >= number).min().orElse(Double.POSITIVE_INFINITY);
    return DoubleStream.of(Math.nextUp(below), above).filter(Double::isFinite).toArray();
  }

  /** How many cuts of the two first numbers a margin changes at. */
  private static int marginsAround(ScoreModel model, EncodedRows rows) {
    double[] x = rows.rows().first().<Vector>getAs(0).toArray();
    int changes = 0;
    for (int column : rows.encoding().forTrees()) {
      for (double cut : rows.cuts()[column]) {
        double[] at = x.clone();
        at[column] = cut;
        double[] after = x.clone();
        after[column] = Math.nextUp(cut);
        changes += model.margin(at) == model.margin(after) ? 0 : 1;
      }
    }
    return changes;
  }

  /** A cut further on or back would put at least ten people on the wrong side. */
  @Test
  void people_who_differ_at_a_cut_are_told_apart_at_it(SparkSession spark) {
    double[] cuts;
    try (EncodedRows rows = EncodedRows.of(shares(spark, Double.NaN), 2, SEED)) {
      cuts = rows.cuts()[0];
    }
    for (int cut : new int[] {0, cuts.length / 2, cuts.length - 1}) {
      try (EncodedRows rows = EncodedRows.of(shares(spark, cuts[cut]), 2, SEED)) {
        ScoreModel model = new ForestLearner(5, 1, 1, ColumnsASplit.ALL).fit(rows, SEED);

        for (Row row : rows.rows().collectAsList()) {
          assertThat(model.margin(row.<Vector>getAs(0).toArray())).isEqualTo(row.getDouble(1));
        }
      }
    }
  }

  /** A number that nobody shares; the outcome is whether it is above the bound. */
  private static PeopleRows shares(SparkSession spark, double bound) {
    Random random = new Random(9);
    List<Row> rows = new ArrayList<>();
    for (long id = 0; id < 300; id++) {
      double share = random.nextDouble();
      rows.add(
          RowFactory.create(
              id, 0, share > bound ? 1.0 : 0.0, 1.0, new Double[] {share}, new String[0]));
    }
    return new PeopleRows(
        List.of(new RawColumn("share", RawColumn.Kind.NUMBER)),
        spark.createDataFrame(rows, PeopleRows.SCHEMA).coalesce(1));
  }
}
