package org.optika.spark.scores;

import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.optika.core.scores.RawCells;
import org.optika.core.scores.RawColumn;
import org.optika.core.scores.Scorer;
import org.optika.core.scores.ScoringModel;
import org.optika.core.scores.model.ModelBytes;
import org.optika.core.scores.quality.Quality;
import org.optika.spark.LocalSpark;

@ExtendWith(LocalSpark.class)
class BoostedLearnerTest {
  private static final long SEED = 42;
  private static final List<RawColumn> COLUMNS =
      List.of(
          new RawColumn("minutes", RawColumn.Kind.NUMBER),
          new RawColumn("calls", RawColumn.Kind.NUMBER),
          new RawColumn("plan", RawColumn.Kind.TEXT));

  /** Those leave whose calls do not fit to their plan: no column says so by itself. */
  private static List<Row> rows(int count, long seed) {
    Random random = new Random(seed);
    List<Row> rows = new ArrayList<>();
    for (long id = 0; id < count; id++) {
      int calls = random.nextInt(20);
      boolean large = random.nextBoolean();
      double risk = (calls >= 10) == large ? 0.05 : 0.6;
      Double minutes = id % 40 == 0 ? null : 300 * random.nextDouble();
      rows.add(
          RowFactory.create(
              id,
              0,
              random.nextDouble() < risk ? 1.0 : 0.0,
              1.0,
              new Double[] {minutes, (double) calls},
              new String[] {large ? "large" : "small"}));
    }
    return rows;
  }

  private static PeopleRows people(SparkSession spark, List<Row> rows, int partitions) {
    return new PeopleRows(
        COLUMNS, spark.createDataFrame(rows, PeopleRows.SCHEMA).repartition(partitions).cache());
  }

  private static ScoringModel fit(PeopleRows people, String learner) {
    return new Training(Learners.find(learner), 2, SEED, line -> {}).fit(people).model();
  }

  @Test
  void what_columns_say_together_is_found_by_trees_and_by_the_default(SparkSession spark) {
    PeopleRows people = people(spark, rows(1_500, 1), 2);
    PeopleRows others = people(spark, rows(1_500, 2), 2);

    assertThat(auc(others, fit(people, "logistic"))).isBetween(0.4, 0.6);
    assertThat(auc(others, fit(people, "boosted"))).isGreaterThan(0.8);
    assertThat(auc(others, fit(people, Learners.DEFAULT))).isGreaterThan(0.8);
  }

  private static double auc(PeopleRows later, ScoringModel model) {
    PeopleRows inOnePart = new PeopleRows(later.columns(), later.rows().withColumn("part", lit(0)));
    return Quality.of(CrossValidation.ofLater(inOnePart, model)).auc().orElseThrow();
  }

  @Test
  void neither_the_order_of_rows_nor_their_partitions_change_the_model(SparkSession spark) {
    List<Row> rows = rows(600, 3);
    List<Row> shuffled = new ArrayList<>(rows);
    Collections.shuffle(shuffled, new Random(1));

    byte[] once = model(people(spark, rows, 1));

    assertThat(model(people(spark, shuffled, 5))).isEqualTo(once);
    assertThat(once).isNotEqualTo(model(people(spark, rows.subList(0, 500), 1)));
  }

  private static byte[] model(PeopleRows people) {
    try (EncodedRows rows = EncodedRows.of(people, 2, SEED)) {
      return ModelBytes.write(BoostedLearner.DEFAULT.fit(rows, SEED));
    }
  }

  @Test
  void contributions_add_up_for_every_row(SparkSession spark) {
    List<Row> rows = rows(600, 4);
    ScoringModel model = fit(people(spark, rows, 2), Learners.DEFAULT);
    Scorer scorer = model.scorer();
    RowCells cells = new RowCells(COLUMNS);
    double[] contributions = new double[COLUMNS.size()];

    for (Row row : people(spark, rows, 1).rows().collectAsList()) {
      RawCells raw = cells.of(row);
      scorer.contributions(raw, contributions);
      assertThat(Arrays.stream(contributions).sum())
          .isCloseTo(scorer.margin(raw) - model.model().baseMargin(), within(1e-9));
    }
  }
}
