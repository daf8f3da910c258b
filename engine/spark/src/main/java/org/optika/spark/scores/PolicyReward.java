package org.optika.spark.scores;

import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.optika.core.scores.uplift.LoggedDecision;
import org.optika.core.scores.uplift.OffPolicyEstimator;
import org.optika.core.scores.uplift.OffPolicySums;
import org.optika.core.scores.uplift.OffPolicyValue;
import org.optika.core.scores.uplift.Propensities;
import org.optika.core.scores.uplift.WeightCap;

/**
 * What a policy would have earned on the people of an experiment. It gives each person the arm of
 * the highest predicted effect x customer value - cost, by a model that has not seen the person; it
 * is compared with control for everybody. The reward is customer value x stayed - cost of the arm,
 * in the currency a person.
 *
 * @param costs of the arms, control first
 * @param design probabilities of the arms
 */
record PolicyReward(List<Double> costs, Propensities design) implements Serializable {

  PolicyReward {
    costs = List.copyOf(costs);
  }

  /**
   * One value an estimator.
   *
   * @param rows with {@code customer_value}
   * @param models of {@link UpliftCrossFitting#models}
   */
  List<OffPolicyValue> values(UpliftRows rows, List<UpliftTraining.Trained> models) {
    OffPolicySums sums =
        rows.people()
            .rows()
            .toJavaRDD()
            .mapPartitions(some -> List.of(sums(some, models)).iterator())
            .treeReduce(OffPolicySums::plus);
    return Stream.of(OffPolicyEstimator.values())
        .map(estimator -> OffPolicyValue.of(estimator, sums))
        .toList();
  }

  private OffPolicySums sums(Iterator<Row> rows, List<UpliftTraining.Trained> models) {
    UpliftCrossFitting.Scores scores = new UpliftCrossFitting.Scores(models);
    double[] control = OffPolicySums.always(0, costs.size());
    double[] propensities = design.ofArm();
    OffPolicySums sums = OffPolicySums.none(WeightCap.none());
    while (rows.hasNext()) {
      Row row = rows.next();
      double worth = row.getAs("customer_value");
      double[] expected = rewards(scores.of(row), worth);
      int arm = row.getAs("arm");
      double reward = row.<Double>getAs("label") * worth - costs.get(arm);
      sums =
          sums.plus(
              OffPolicySums.against(
                  new LoggedDecision(arm, propensities[arm], reward, expected),
                  OffPolicySums.always(best(expected), expected.length),
                  control,
                  sums.cap()));
    }
    return sums;
  }

  /**
   * Expected reward of each arm.
   *
   * @param scores uplift of each treatment, then response
   */
  private double[] rewards(double[] scores, double worth) {
    double[] rewards = new double[scores.length];
    double response = scores[scores.length - 1];
    rewards[0] = response * worth - costs.get(0);
    for (int arm = 1; arm < rewards.length; arm++) {
      rewards[arm] = (response + scores[arm - 1]) * worth - costs.get(arm);
    }
    return rewards;
  }

  /** The first of the highest. */
  private static int best(double[] rewards) {
    int best = 0;
    for (int arm = 1; arm < rewards.length; arm++) {
      if (rewards[arm] > rewards[best]) {
        best = arm;
      }
    }
    return best;
  }
}
