package org.optika.spark.scores;

import static org.apache.spark.sql.functions.col;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.optika.core.scores.action.PolicyReward;
import org.optika.core.scores.card.PolicyTable;
import org.optika.core.scores.card.SmallCell;
import org.optika.core.scores.uplift.ArmBalance;
import org.optika.core.scores.uplift.ArmEffect;
import org.optika.core.scores.uplift.ExperimentEffects;
import org.optika.core.scores.uplift.OffPolicyValue;
import org.optika.core.scores.uplift.UpliftEvaluation;

/** Learns from an experiment what its treatments do to whom, and how sure that is. */
public final class ExperimentTraining {
  private final UpliftTraining training;
  private final int parts;
  private final long seed;
  private final Consumer<String> progress;

  /**
   * @param evaluations one a treatment, against control
   * @param balance of the arms
   * @param policy what following the predicted effects would have earned, see {@link PolicyReward}
   * @param treated whom that would have treated
   * @param drift how people have changed since; empty where nobody is at risk now
   */
  public record Learnt(
      ExperimentEffects effects,
      List<UpliftEvaluation> evaluations,
      ArmBalance balance,
      List<OffPolicyValue> policy,
      List<PolicyTable> treated,
      List<FeatureDrift> drift) {}

  /**
   * @param parts of the cross-fitting, as the people were divided into
   * @param progress one line a step
   */
  public ExperimentTraining(
      UpliftTraining training, int parts, long seed, Consumer<String> progress) {
    this.training = training;
    this.parts = parts;
    this.seed = seed;
    this.progress = progress;
  }

  /**
   * @param reward terms of the treatments
   * @param now who would be in the experiment if it began again; {@code numbers, texts, label}
   * @param smallCell groups of fewer people are hidden in {@link Learnt#treated}
   * @throws IllegalArgumentException when an arm has too few people
   */
  public Learnt learn(
      ExperimentRows people, PolicyReward reward, Dataset<Row> now, SmallCell smallCell) {
    UpliftRows rows = people.rows();
    List<UpliftTraining.Trained> models =
        UpliftCrossFitting.models(rows, parts, training, progress);
    UpliftHistogram histogram = UpliftCrossFitting.histogram(rows, models);
    List<UpliftEvaluation> evaluations = new ArrayList<>();
    for (int treatment = 1; treatment <= rows.treatments().size(); treatment++) {
      evaluations.add(
          UpliftEvaluation.of(
              histogram.byUplift(treatment, 0, parts),
              histogram.byResponse(treatment, 0, parts),
              seed));
    }
    PolicyValues policy = new PolicyValues(reward, people.design());
    return new Learnt(
        new ExperimentEffects(
            training.train(rows).uplift(), evaluations.stream().map(ArmEffect::of).toList()),
        evaluations,
        people.balance(),
        policy.of(rows, models),
        PolicyTable.of(policy.bySegment(rows, models), rows.treatments().size(), smallCell),
        FeatureDrift.between(
            rows.people(),
            new PeopleRows(
                rows.people().columns(),
                now.select(col("numbers"), col("texts"), col("label").cast("double")))));
  }
}
