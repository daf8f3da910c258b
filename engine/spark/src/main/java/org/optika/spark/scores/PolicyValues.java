package org.optika.spark.scores;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.optika.core.scores.action.PolicyReward;
import org.optika.core.scores.uplift.OffPolicyEstimator;
import org.optika.core.scores.uplift.OffPolicySums;
import org.optika.core.scores.uplift.OffPolicyValue;
import org.optika.core.scores.uplift.Propensities;
import org.optika.core.scores.uplift.WeightCap;

/**
 * What following the predicted effects would have earned on the people of an experiment, each
 * person scored by a model that has not seen them.
 *
 * @param design probabilities of the arms
 */
record PolicyValues(PolicyReward reward, Propensities design) implements Serializable {

  /**
   * One value an estimator.
   *
   * @param rows with {@code customer_value}
   * @param models of {@link UpliftCrossFitting#models}
   */
  List<OffPolicyValue> of(UpliftRows rows, List<UpliftTraining.Trained> models) {
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
    double[] propensities = design.ofArm();
    OffPolicySums sums = OffPolicySums.none(WeightCap.none());
    while (rows.hasNext()) {
      Row row = rows.next();
      double[] upliftAndResponse = scores.of(row);
      int treatments = upliftAndResponse.length - 1;
      int arm = row.getAs("arm");
      sums =
          sums.plus(
              reward.sums(
                  new PolicyReward.Outcome(
                      arm,
                      propensities[arm],
                      row.<Double>getAs("label"),
                      row.<Double>getAs("customer_value"),
                      upliftAndResponse[treatments],
                      Arrays.copyOf(upliftAndResponse, treatments))));
    }
    return sums;
  }
}
