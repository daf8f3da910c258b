package org.optika.spark.scores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.optika.core.scores.RawColumn;
import org.optika.core.scores.action.ActionValue;
import org.optika.core.scores.action.PolicyReward;
import org.optika.core.scores.card.PolicyTable;
import org.optika.core.scores.card.SmallCell;
import org.optika.core.scores.leakage.Finding;
import org.optika.core.scores.leakage.FindingKind;
import org.optika.core.scores.uplift.OffPolicyEstimator;
import org.optika.core.scores.uplift.OffPolicyValue;
import org.optika.core.scores.uplift.Targeting;
import org.optika.core.scores.uplift.TwoModelLearner;
import org.optika.spark.LocalSpark;

/** From features and draws to effects. */
@ExtendWith(LocalSpark.class)
class ExperimentTrainingTest {
  private static final int PEOPLE = 1800;
  private static final int PARTS = 2;
  private static final List<RawColumn> COLUMNS =
      List.of(new RawColumn("age", RawColumn.Kind.NUMBER));

  private static final StructType FEATURES =
      new StructType()
          .add("subject_id", DataTypes.LongType, false)
          .add("numbers", DataTypes.createArrayType(DataTypes.DoubleType, true), false)
          .add("texts", DataTypes.createArrayType(DataTypes.StringType, true), false)
          .add("customer_value", DataTypes.DoubleType, false)
          .add("label", DataTypes.IntegerType, true);

  private static final StructType DRAWS =
      new StructType()
          .add("subject_id", DataTypes.LongType, false)
          .add("at", DataTypes.LongType, false)
          .add("topic", DataTypes.StringType, false)
          .add("propensity", DataTypes.DoubleType, true);

  /**
   * Half of all people are 70 years old and half 20; of the old a call keeps 60 in 100 who would
   * have left, and of the others nobody. A mail changes nothing. Every tenth outcome is not known.
   */
  private static ExperimentRows world(SparkSession spark) {
    SplittableRandom random = new SplittableRandom(11);
    List<Row> features = new ArrayList<>();
    List<Row> draws = new ArrayList<>();
    for (long id = 0; id < PEOPLE; id++) {
      double age = random.nextInt(2) == 1 ? 70 : 20;
      int arm = random.nextInt(4);
      double leaves = arm == 3 && age == 70 ? 0.1 : 0.7;
      Integer label = id % 10 == 0 ? null : random.nextDouble() < leaves ? 1 : 0;
      features.add(RowFactory.create(id, new Double[] {age}, new String[0], 50.0 + id % 7, label));
      String topic = arm <= 1 ? "none" : arm == 2 ? "mail" : "call";
      draws.add(RowFactory.create(id, 100L + id, topic, arm <= 1 ? 0.5 : 0.25));
    }
    draws.add(RowFactory.create((long) PEOPLE, 100L, "mail", 0.25));
    return rows(
        spark.createDataFrame(features, FEATURES), spark.createDataFrame(draws, DRAWS), 100);
  }

  /** Who is there now. */
  private static Dataset<Row> oldOnly(SparkSession spark) {
    List<Row> now = new ArrayList<>();
    for (long id = 0; id < 100; id++) {
      now.add(RowFactory.create(id, new Double[] {70.0}, new String[0], 50.0, null));
    }
    return spark.createDataFrame(now, FEATURES);
  }

  private static ExperimentRows rows(Dataset<Row> features, Dataset<Row> draws, long starts) {
    return ExperimentRows.of(features, draws, starts, "none", COLUMNS, PARTS, 3);
  }

  /** A call is worth something fixed and the customer, at a cost of 9; a mail 10, at 1. */
  private static PolicyReward reward(String fixedValueOfCall) {
    return new PolicyReward(
        List.of(
            new ActionValue(new BigDecimal(fixedValueOfCall), BigDecimal.ONE),
            ActionValue.fixed(BigDecimal.TEN)),
        List.of(new BigDecimal(9), BigDecimal.ONE));
  }

  private static UpliftTraining training() {
    return new UpliftTraining(new TwoModelLearner(), UpliftBases.DEFAULT, 3);
  }

  @Test
  void effects_verdicts_balance_and_the_value_of_following_them(SparkSession spark) {
    ExperimentRows people = world(spark);

    ExperimentTraining.Learnt learnt =
        new ExperimentTraining(training(), PARTS, 3, line -> {})
            .learn(people, reward("0"), oldOnly(spark), new SmallCell(10));

    assertThat(learnt.effects().model().treatments()).containsExactly("call", "mail");
    assertThat(people.design().ofArm()).containsExactly(0.5, 0.25, 0.25);
    assertThat(people.drawn().stream().mapToLong(Long::longValue).sum()).isEqualTo(PEOPLE);
    assertThat(learnt.balance().people().stream().mapToLong(Long::longValue).sum())
        .isEqualTo(PEOPLE - PEOPLE / 10);
    assertThat(learnt.balance().balanced()).isTrue();
    assertThat(learnt.effects().arms().get(0).targeting()).isEqualTo(Targeting.BY_UPLIFT);
    assertThat(learnt.effects().arms().get(0).average()).isCloseTo(0.3, within(0.08));
    assertThat(learnt.effects().arms().get(1).targeting()).isNotEqualTo(Targeting.BY_UPLIFT);
    // Of 100 people 50 are called, of whom 30 more stay: 53 · 0.3 - 9 · 0.5 a person
    for (OffPolicyValue value : learnt.policy()) {
      assertThat(value.gain().difference()).isCloseTo(53 * 0.3 - 4.5, within(4.0));
      assertThat(value.gain().interval().low()).isPositive();
    }
    PolicyTable byAge = learnt.treated().get(0);
    assertThat(byAge.segments())
        .extracting(PolicyTable.Segment::name)
        .containsExactly("under 25", "65 and over");
    PolicyTable.Segment young = byAge.segments().get(0);
    PolicyTable.Segment old = byAge.segments().get(1);
    assertThat(young.people().orElseThrow() + old.people().orElseThrow())
        .isEqualTo(PEOPLE - PEOPLE / 10);
    assertThat(old.treatments().get(0).share()).contains(1.0);
    // A strong ridge draws the effects of both towards their mean.
    assertThat(old.treatments().get(0).meanUplift())
        .isBetween(young.treatments().get(0).meanUplift() + 0.1, 0.6);
    assertThat(learnt.drift()).hasSize(1);
    assertThat(learnt.drift().get(0).findings())
        .extracting(Finding::kind)
        .containsExactly(FindingKind.CONSTANT_IN_ONE_SET);
  }

  @Test
  void the_value_of_a_policy_is_that_of_plain_loops_over_the_log(SparkSession spark) {
    ExperimentRows people = world(spark);
    List<UpliftTraining.Trained> models =
        UpliftCrossFitting.models(people.rows(), PARTS, training(), line -> {});

    PolicyValues policy = new PolicyValues(reward("15"), people.design());
    List<OffPolicyValue> values = policy.of(people.rows(), models);
    Map<List<Object>, PolicyTable.Count> treated = new HashMap<>();

    double weighted = 0;
    double weights = 0;
    double doublyRobust = 0;
    List<Row> rows = people.rows().people().rows().collectAsList();
    for (Row row : rows) {
      UpliftTraining.Trained model = models.get(row.<Integer>getAs("part"));
      double[] cells = {row.<Double>getList(row.fieldIndex("numbers")).get(0)};
      double[] features =
          model.uplift().features(new org.optika.core.scores.RawCells(cells, new String[0]));
      double stays = model.response().predictions(features, 2)[0];
      double customer = row.getAs("customer_value");
      double call = model.uplift().uplifts(features)[0] * (15 + customer) - 9;
      double mail = model.uplift().uplifts(features)[1] * 10 - 1;
      double worth = mail > call ? 10 : 15 + customer;
      double[] expected = {
        stays * worth,
        (stays + model.uplift().uplifts(features)[0]) * worth - 9,
        (stays + model.uplift().uplifts(features)[1]) * worth - 1
      };
      int best = Math.max(call, mail) <= 0 ? 0 : mail > call ? 2 : 1;
      treated.merge(
          List.of(cells[0] == 70 ? "65 and over" : "under 25", best),
          new PolicyTable.Count(
              cells[0] == 70 ? "65 and over" : "under 25",
              best,
              1,
              Arrays.stream(model.uplift().uplifts(features)).boxed().toList()),
          PolicyTable.Count::plus);
      int arm = row.getAs("arm");
      double weight = arm == best ? 1 / new double[] {0.5, 0.25, 0.25}[arm] : 0;
      double reward = row.<Double>getAs("label") * worth - new double[] {0, 9, 1}[arm];
      weighted += weight * reward;
      weights += weight;
      doublyRobust += expected[best] + weight * (reward - expected[arm]);
    }
    assertThat(policy.bySegment(people.rows(), models))
        .containsOnlyKeys("age")
        .hasEntrySatisfying(
            "age",
            counts ->
                assertThat(counts)
                    .as("sums in the same order, so to the last bit")
                    .containsExactlyInAnyOrderElementsOf(treated.values()));
    assertThat(value(values, OffPolicyEstimator.INVERSE_PROPENSITY))
        .isCloseTo(weighted / rows.size(), within(1e-9));
    assertThat(value(values, OffPolicyEstimator.SELF_NORMALISED))
        .isCloseTo(weighted / weights, within(1e-9));
    assertThat(value(values, OffPolicyEstimator.DOUBLY_ROBUST))
        .isCloseTo(doublyRobust / rows.size(), within(1e-9));
  }

  private static double value(List<OffPolicyValue> values, OffPolicyEstimator estimator) {
    return values.stream()
        .filter(value -> value.estimator() == estimator)
        .findFirst()
        .orElseThrow()
        .value();
  }

  @Test
  void what_is_no_such_experiment_is_refused_with_what_it_is(SparkSession spark) {
    Dataset<Row> features = spark.createDataFrame(List.of(), FEATURES);
    Dataset<Row> draws =
        spark.createDataFrame(
            List.of(
                RowFactory.create(1L, 100L, "none", 0.5), RowFactory.create(2L, 101L, "mail", 0.5)),
            DRAWS);

    assertRefused(features, draws.where("topic = 'mail'"), 100, "nobody was drawn 'none'");
    assertRefused(
        features, draws.where("topic = 'none'"), 100, "nobody was drawn anything but 'none'");
    assertRefused(features, draws, 101, "its contacts began before its start");
    assertRefused(
        features,
        draws.union(draws.withColumn("propensity", functions.lit(0.25))),
        100,
        "was drawn with different probabilities");
    assertRefused(
        features,
        draws.withColumn("propensity", functions.lit(0.3)),
        100,
        "propensities must add up to 1");
  }

  private static void assertRefused(
      Dataset<Row> features, Dataset<Row> draws, long starts, String message) {
    assertThatThrownBy(() -> rows(features, draws, starts))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }
}
