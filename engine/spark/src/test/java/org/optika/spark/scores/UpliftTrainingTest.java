package org.optika.spark.scores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.optika.core.scores.RawCells;
import org.optika.core.scores.uplift.OutcomeKind;
import org.optika.core.scores.uplift.UpliftLearners;
import org.optika.core.scores.uplift.UpliftModel;
import org.optika.core.scores.uplift.UpliftModelBytes;
import org.optika.spark.LocalSpark;

@Tag("slow")
@Tag("scores")
@ExtendWith(LocalSpark.class)
class UpliftTrainingTest {
  private static final int PEOPLE = 4000;

  /** North is a sleeping dog; then nothing, something, much. */
  private static final double[] EFFECTS = {-0.25, 0, 0.2, 0.4};

  /** Fewer trees than {@link UpliftBases} have, which is quicker. */
  private static final Map<String, UpliftBase> BASES =
      Map.of(
          "logistic",
          UpliftBases.find("logistic"),
          "forest",
          new ForestUplift(new ForestLearner(10, 4, 20, ColumnsASplit.ALL)));

  private static UpliftTraining.Trained train(UpliftRows rows, String learner, String base) {
    return new UpliftTraining(UpliftLearners.find(learner), BASES.get(base), 5).train(rows);
  }

  private static double uplift(UpliftModel model, int treatment, String segment) {
    return model.uplift(treatment, UpliftWorld.person(segment));
  }

  @ParameterizedTest(name = "{0} of {1}")
  @CsvSource({
    "s-learner, logistic",
    "two-model, logistic",
    "x-learner, logistic",
    "transformed-outcome, logistic",
    "two-model, forest"
  })
  void predicted_uplift_puts_segments_in_the_order_of_their_effects(
      String learner, String base, SparkSession spark) {
    UpliftRows rows = UpliftWorld.binary(1, PEOPLE, EFFECTS).in(spark, 1);

    UpliftModel model = train(rows, learner, base).uplift();

    List<Double> uplifts =
        UpliftWorld.SEGMENTS.stream().map(segment -> uplift(model, 1, segment)).toList();
    assertThat(uplifts).isSorted();
    assertThat(uplifts.get(0)).isBetween(-0.35, -0.1);
    // standard error 0.03, and the ridge draws effects together
    assertThat(uplifts.get(3)).isBetween(0.25, 0.5);
  }

  @ParameterizedTest
  @ValueSource(strings = {"s-learner", "x-learner"})
  void each_of_several_treatments_has_its_own_effects(String learner, SparkSession spark) {
    double[] first = {0.4, 0, -0.2, 0};
    double[] second = {0, 0.4, 0, -0.2};
    UpliftRows rows = UpliftWorld.binary(2, PEOPLE, first, second).in(spark, 1);

    UpliftModel model = train(rows, learner, "logistic").uplift();

    assertThat(model.treatments()).containsExactly("offer 1", "offer 2");
    for (int segment = 0; segment < first.length; segment++) {
      String name = UpliftWorld.SEGMENTS.get(segment);
      assertThat(uplift(model, 1, name)).isCloseTo(first[segment], within(0.18));
      assertThat(uplift(model, 2, name)).isCloseTo(second[segment], within(0.18));
    }
  }

  @Test
  void the_response_model_predicts_outcomes_of_control(SparkSession spark) {
    UpliftRows rows = UpliftWorld.binary(3, PEOPLE, EFFECTS).in(spark, 1);

    UpliftTraining.Trained trained = train(rows, "transformed-outcome", "logistic");

    double[] features = trained.uplift().features(UpliftWorld.person("west"));
    assertThat(trained.response().predictions(features, 1)).hasSize(1);
    assertThat(trained.response().predictions(features, 1)[0]).isCloseTo(0.4, within(0.08));
  }

  @ParameterizedTest
  @ValueSource(strings = {"s-learner", "transformed-outcome"})
  void in_another_unit_of_the_outcome_effects_are_the_same(String learner, SparkSession spark) {
    UpliftWorld euros = new UpliftWorld(4, 400, OutcomeKind.REAL, 1, EFFECTS);
    UpliftWorld cents = new UpliftWorld(4, 400, OutcomeKind.REAL, 100, EFFECTS);

    UpliftModel inEuros = train(euros.in(spark, 1), learner, "logistic").uplift();
    UpliftModel inCents = train(cents.in(spark, 1), learner, "logistic").uplift();

    for (String segment : UpliftWorld.SEGMENTS) {
      assertThat(uplift(inCents, 1, segment))
          .isCloseTo(100 * uplift(inEuros, 1, segment), within(1e-6));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"logistic", "forest"})
  void a_trained_model_is_the_same_again_and_after_it_was_stored(String base, SparkSession spark) {
    UpliftRows rows = UpliftWorld.binary(5, 500, EFFECTS).in(spark, 1);

    byte[] bytes = UpliftModelBytes.write(train(rows, "x-learner", base).uplift());
    UpliftModel again = train(rows, "x-learner", base).uplift();

    assertThat(UpliftModelBytes.write(again)).isEqualTo(bytes);
    assertThat(uplift(UpliftModelBytes.read(bytes), 1, "west")).isEqualTo(uplift(again, 1, "west"));
  }

  /**
   * Treatment does nothing. Three people in four of those with a high share are treated, one in
   * four of the others, and outcomes are those of the share: taken for equal, the arms differ.
   */
  @Test
  void given_propensities_undo_that_some_were_treated_more_often(SparkSession spark) {
    UpliftRows given = strata(spark, 0.75, 0.25);
    UpliftRows taken = strata(spark, Double.NaN, Double.NaN);

    double unbiased = meanUplift(given);
    double biased = meanUplift(taken);

    // standard error of the mean 0.026 with 4,000 people
    assertThat(unbiased).isCloseTo(0, within(0.08));
    assertThat(biased).isGreaterThan(0.15);
  }

  private static UpliftRows strata(SparkSession spark, double ofHigh, double ofLow) {
    SplittableRandom random = new SplittableRandom(6);
    List<Row> rows = new ArrayList<>();
    for (long id = 0; id < PEOPLE; id++) {
      boolean high = id % 2 == 0;
      rows.add(
          RowFactory.create(
              id,
              0,
              random.nextDouble() < (high ? 0.7 : 0.2) ? 1.0 : 0.0,
              1.0,
              new Double[] {0.5, random.nextDouble()},
              new String[] {"north"},
              random.nextDouble() < (high ? 0.75 : 0.25) ? 1 : 0,
              high ? ofHigh : ofLow,
              high ? 1 : 0));
    }
    return UpliftWorld.rows(spark, 1, OutcomeKind.BINARY, rows);
  }

  /** Over the second number, which means nothing; at any one point the model follows its noise. */
  private static double meanUplift(UpliftRows rows) {
    UpliftModel model = train(rows, "transformed-outcome", "logistic").uplift();
    return IntStream.range(0, 100)
        .mapToObj(i -> new RawCells(new double[] {0.5, (i + 0.5) / 100}, new String[] {"north"}))
        .mapToDouble(cells -> model.uplift(1, cells))
        .average()
        .orElseThrow();
  }

  @Test
  void an_arm_of_few_people_is_refused(SparkSession spark) {
    UpliftRows rows = UpliftWorld.binary(7, 80, EFFECTS).in(spark, 1);

    assertThatThrownBy(() -> train(rows, "s-learner", "logistic"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("counts are too few to learn an effect: 'nothing' has ")
        .hasMessageEndingWith("; each arm needs 50 people in each training set, and both outcomes");
  }

  @Test
  void an_unknown_base_is_refused() {
    assertThatThrownBy(() -> new UpliftTraining(UpliftLearners.find("s-learner"), "tree", 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Unknown base 'tree'; known: [logistic, forest]");
  }
}
