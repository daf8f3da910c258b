package org.optika.spark.scores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.LongStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.optika.core.scores.RawColumn;
import org.optika.core.scores.quality.OutcomeMinimum;
import org.optika.spark.LocalSpark;

@ExtendWith(LocalSpark.class)
class TrainingTest {
  /** Every third one has the outcome. */
  private static PeopleRows people(SparkSession spark, int count) {
    List<Row> rows =
        LongStream.range(0, count)
            .mapToObj(
                id ->
                    RowFactory.create(
                        id,
                        0,
                        id % 3 == 0 ? 1.0 : 0.0,
                        1.0,
                        new Double[] {(double) (id % 7)},
                        new String[0]))
            .toList();
    return new PeopleRows(
        List.of(new RawColumn("x", RawColumn.Kind.NUMBER)),
        spark.createDataFrame(rows, PeopleRows.SCHEMA).coalesce(1));
  }

  @Test
  void a_fold_that_nobody_falls_in_is_left_out(SparkSession spark) {
    int folds = 20;
    PeopleRows few = people(spark, 24);
    try (EncodedRows rows = EncodedRows.of(few, folds, 42)) {
      assertThat(rows.rows().select("fold").distinct().count()).isBetween(2L, folds - 1L);
    }

    Training.Fitted fitted = new Training(Learners.find("logistic"), folds, 42, x -> {}).fit(few);

    assertThat(fitted.calibration().outOfFold().people()).isEqualTo(24);
    assertThat(fitted.calibration().outOfFold().positives()).isEqualTo(8);
  }

  @Test
  void too_few_of_an_outcome_are_no_set_to_learn_from(SparkSession spark) {
    OutcomeMinimum ten = OutcomeMinimum.defaults();

    OutcomesOfPeople.requireEnough("The set", people(spark, 28), ten, "wait");

    assertThatThrownBy(
            () -> OutcomesOfPeople.requireEnough("The set", people(spark, 27), ten, "wait"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "The set has fewer than 10 people with the outcome and 18 without it;"
                + " at least 10 of either are needed: wait");
  }
}
