package org.optika.spark.scores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.optika.core.scores.RawColumn;
import org.optika.core.scores.model.ScoreModel;
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

  /** Logistic regression that tells what it is given. */
  private record Telling(long mostPeople, List<List<Double>> given) implements Learner {
    @Override
    public String id() {
      return "telling";
    }

    @Override
    public String summary() {
      return "tells what it is given";
    }

    @Override
    public ScoreModel fit(EncodedRows rows, long seed) {
      given.add(
          rows.rows().select("draw").collectAsList().stream()
              .map(row -> row.getDouble(0))
              .sorted()
              .toList());
      return LogisticLearner.DEFAULT.fit(rows, seed);
    }
  }

  private static Telling told(PeopleRows people, long most, List<String> progress) {
    Telling learner = new Telling(most, new ArrayList<>());
    new Training(new Learners.Choice("telling", List.of(learner), 0), 2, 42, progress::add)
        .fit(people);
    return learner;
  }

  @Test
  void of_more_people_than_a_learner_takes_it_gets_the_same_draw_in_every_fold(SparkSession spark) {
    PeopleRows people = people(spark, 1_000);
    List<String> progress = new ArrayList<>();

    List<List<Double>> given = told(people, 400, progress).given();

    assertThat(progress.get(0))
        .isEqualTo("telling learns from about 400 of 1,000 people, drawn by the seed");
    assertThat(given).hasSize(3);
    assertThat(given.get(2)).hasSizeBetween(340, 460).allMatch(draw -> draw >= 0 && draw < 0.4);
    assertThat(Stream.concat(given.get(0).stream(), given.get(1).stream()).sorted().toList())
        .isEqualTo(given.get(2));
    assertThat(told(people, 400, new ArrayList<>()).given()).isEqualTo(given);
  }

  @Test
  void of_as_many_people_as_a_learner_takes_it_gets_all(SparkSession spark) {
    List<String> progress = new ArrayList<>();

    List<List<Double>> given = told(people(spark, 1_000), 1_000, progress).given();

    assertThat(given.get(2)).hasSize(1_000);
    assertThat(given.get(2).stream().mapToDouble(draw -> draw).average().orElseThrow())
        .isBetween(0.45, 0.55);
    assertThat(progress.get(0)).isEqualTo("fitted telling without fold 1 of 2");
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
