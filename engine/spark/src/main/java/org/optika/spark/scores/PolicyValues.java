package org.optika.spark.scores;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.optika.core.scores.action.PolicyReward;
import org.optika.core.scores.card.PolicyTable;
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
      sums = sums.plus(reward.sums(outcome(rows.next(), scores, propensities)));
    }
    return sums;
  }

  private static PolicyReward.Outcome outcome(
      Row row, UpliftCrossFitting.Scores scores, double[] propensities) {
    double[] upliftAndResponse = scores.of(row);
    int treatments = upliftAndResponse.length - 1;
    int arm = row.getAs("arm");
    return new PolicyReward.Outcome(
        arm,
        propensities[arm],
        row.<Double>getAs("label"),
        row.<Double>getAs("customer_value"),
        upliftAndResponse[treatments],
        Arrays.copyOf(upliftAndResponse, treatments));
  }

  /** A group of people by one characteristic. */
  private record Group(String by, PolicyTable.Count count) implements Serializable {}

  /**
   * Whom the policy would treat, by age band and region, as far as the features tell them.
   *
   * @param rows as for {@link #of}
   * @return by characteristic; several counts may be of the same segment and arm
   */
  Map<String, List<PolicyTable.Count>> bySegment(
      UpliftRows rows, List<UpliftTraining.Trained> models) {
    Map<String, List<PolicyTable.Count>> counts = new LinkedHashMap<>();
    Dataset<Row> people = rows.people().rows();
    for (Map.Entry<String, Column> segment : Segments.of(rows.people().columns()).entrySet()) {
      counts.put(segment.getKey(), new ArrayList<>());
      people = people.withColumn(segment.getKey(), segment.getValue());
    }
    List<String> by = List.copyOf(counts.keySet());
    people
        .toJavaRDD()
        .mapPartitions(some -> groups(some, models, by).iterator())
        .collect()
        .forEach(group -> counts.get(group.by()).add(group.count()));
    return counts;
  }

  private List<Group> groups(
      Iterator<Row> rows, List<UpliftTraining.Trained> models, List<String> by) {
    UpliftCrossFitting.Scores scores = new UpliftCrossFitting.Scores(models);
    Map<List<Object>, Group> groups = new LinkedHashMap<>();
    while (rows.hasNext()) {
      Row row = rows.next();
      PolicyReward.Outcome person = outcome(row, scores, design.ofArm());
      int arm = reward.arm(person);
      List<Double> uplift = Arrays.stream(person.uplift()).boxed().toList();
      for (String one : by) {
        String segment = row.getAs(one);
        groups.merge(
            List.of(one, segment, arm),
            new Group(one, new PolicyTable.Count(segment, arm, 1, uplift)),
            (sum, more) -> new Group(one, sum.count().plus(more.count())));
      }
    }
    return List.copyOf(groups.values());
  }
}
