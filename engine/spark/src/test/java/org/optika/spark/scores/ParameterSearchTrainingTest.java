package org.optika.spark.scores;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.optika.core.scores.RawColumn;
import org.optika.core.scores.ScoringModelBytes;
import org.optika.core.scores.quality.Quality;
import org.optika.core.scores.search.ParameterSet;
import org.optika.core.scores.search.SearchOutcome;
import org.optika.spark.LocalSpark;

/** Few people and many columns that say nothing: the usual ridges are far too small. */
@ExtendWith(LocalSpark.class)
class ParameterSearchTrainingTest {
  private static final int COLUMNS = 10;
  private static final int FOLDS = 2;
  private static final int TRIALS = 4;
  private static final long SEED = 42;
  private static final Learners.Choice USUAL = Learners.find("logistic");

  private static PeopleRows people(SparkSession spark, int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Row> rows = new ArrayList<>();
    for (long id = 0; id < count; id++) {
      Double[] numbers = new Double[COLUMNS];
      for (int i = 0; i < COLUMNS; i++) {
        numbers[i] = 4 * random.nextDouble() - 2;
      }
      double label = random.nextDouble() < 1 / (1 + Math.exp(-numbers[0])) ? 1 : 0;
      rows.add(RowFactory.create(id, (int) (id % 2), label, 1.0, numbers, new String[0]));
    }
    return new PeopleRows(
        IntStream.range(0, COLUMNS)
            .mapToObj(i -> new RawColumn("number" + i, RawColumn.Kind.NUMBER))
            .toList(),
        spark.createDataFrame(rows, PeopleRows.SCHEMA).repartition(1).sortWithinPartitions("id"));
  }

  private static PeopleRows inOnePart(PeopleRows people) {
    return new PeopleRows(people.columns(), people.rows().withColumn("part", lit(0)));
  }

  private static Training.Fitted fit(PeopleRows people, Learners.Choice learner) {
    return new Training(learner, FOLDS, SEED, line -> {}).fit(people);
  }

  private static double logLoss(Training.Fitted fitted) {
    return Quality.of(fitted.calibration().outOfFold()).logLoss();
  }

  @Test
  void a_better_set_than_the_usual_one_is_found_and_does_better_for_others(SparkSession spark) {
    PeopleRows few = people(spark, 160, 1);
    PeopleRows others = inOnePart(people(spark, 4000, 2));
    List<String> lines = new ArrayList<>();

    Training.Fitted usual = fit(few, USUAL);
    Training.Fitted found = new Training(USUAL.searched(TRIALS), FOLDS, SEED, lines::add).fit(few);

    SearchOutcome outcome = found.search().orElseThrow();
    assertThat(usual.search()).isEmpty();
    assertThat(outcome.usualLogLoss()).isEqualTo(logLoss(usual));
    assertThat(outcome.chosen()).isPositive();
    assertThat(outcome.logLoss()).isLessThan(outcome.usualLogLoss() - 0.005);
    assertThat(Quality.of(CrossValidation.ofLater(others, found.model())).logLoss())
        .isLessThan(Quality.of(CrossValidation.ofLater(others, usual.model())).logLoss() - 0.005);
    assertThat(lines).hasSize(TRIALS + 2).last().isEqualTo("fitted logistic on all rows");
    assertThat(lines.subList(0, TRIALS + 1)).allMatch(line -> line.startsWith("trial "));
  }

  @Test
  void the_model_is_that_of_a_learner_with_the_set_that_was_taken(SparkSession spark) {
    PeopleRows few = people(spark, 160, 1);

    Training.Fitted found = fit(few, USUAL.searched(TRIALS));
    SearchOutcome outcome = found.search().orElseThrow();
    ParameterSet taken = new ParameterSet(outcome.parameters());
    Training.Fitted straight = fit(few, USUAL.with(taken));

    assertThat(found.learner().parts())
        .containsExactly(new LogisticLearner(taken.of("ridge"), taken.of("bend-ridge")));
    assertThat(outcome.logLoss()).isEqualTo(logLoss(straight));
    assertThat(ScoringModelBytes.write(found.model()))
        .isEqualTo(ScoringModelBytes.write(straight.model()));
  }

  @Test
  @Tag("slow")
  @Tag("scores")
  void the_same_again_is_the_same_to_the_last_bit(SparkSession spark) {
    PeopleRows few = people(spark, 160, 1);

    Training.Fitted found = fit(few, USUAL.searched(TRIALS));
    Training.Fitted again = fit(few, USUAL.searched(TRIALS));

    assertThat(again.search()).isEqualTo(found.search());
    assertThat(ScoringModelBytes.write(again.model()))
        .isEqualTo(ScoringModelBytes.write(found.model()));
  }

  @Test
  void people_of_a_fold_have_no_say_in_the_search_for_it(SparkSession spark) {
    PeopleRows all = people(spark, 160, 1);
    // Half of part 0: with the labels of all of it turned round, models would be mirrored, and the
    // search would take the same.
    Column other =
        when(col("id").mod(4).equalTo(0), lit(1.0).minus(col("label"))).otherwise(col("label"));
    PeopleRows changed = new PeopleRows(all.columns(), all.rows().withColumn("label", other));
    Training training = new Training(USUAL.searched(1), FOLDS, SEED, line -> {});

    CrossValidation.Scored before = CrossValidation.of(all, 2, training, line -> {});
    CrossValidation.Scored after = CrossValidation.of(changed, 2, training, line -> {});

    assertThat(after.searches().get(0)).isEqualTo(before.searches().get(0));
    assertThat(after.searches().get(1)).isNotEqualTo(before.searches().get(1));
    assertThat(before.searches()).hasSize(2);
  }
}
