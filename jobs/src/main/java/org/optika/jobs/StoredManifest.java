package org.optika.jobs;

import static org.apache.spark.sql.functions.col;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.optika.core.scores.card.Retraining;
import org.optika.core.scores.card.SmallCell;
import org.optika.core.scores.manifest.ManifestHead;
import org.optika.core.scores.manifest.MembershipProof;
import org.optika.jobs.cards.ManifestJson;
import org.optika.spark.scores.TrainingManifest;
import org.optika.spark.table.Tables;

/**
 * Who a model of table {@code model_card} was learnt from, as a hash tree.
 *
 * @param head as the card of the model has it
 */
record StoredManifest(String modelId, ManifestHead head) {
  private static final String PROFILING = "profiling";

  /**
   * @throws UserErrorException when there is no such model
   */
  static StoredManifest of(RunContext context, String modelId) {
    List<Row> cards =
        context
            .lake()
            .read(Tables.MODEL_CARD)
            .where(col("controller_id").equalTo(context.config().controller()))
            .where(col("model_id").equalTo(modelId))
            .select("card")
            .limit(1)
            .collectAsList();
    if (cards.isEmpty()) {
      throw new UserErrorException(
          "No model '%s' in %s. Those there are: column model_id of table model_card",
          modelId, context.lake().root());
    }
    return new StoredManifest(modelId, ManifestJson.headOf(cards.get(0).getString(0)));
  }

  /**
   * How many of those whom the model was trained on do not permit profiling any more at {@code
   * as_of}, and whether that asks for a new training.
   *
   * @param limit share of them, in [0, 1]
   */
  Retraining retraining(RunContext context, double limit, SmallCell smallCell) {
    long asOf = context.clocks().asOfMicros();
    Dataset<Row> permitted =
        context.gate().permittedThroughout(List.of(PROFILING), asOf, asOf).rows();
    Dataset<Row> keys = TrainedModel.keys(context, permitted);
    long still = TrainingManifest.stillAmong(head, parts(context), keys);
    Retraining retraining = Retraining.of(head.people() - still, head.people(), limit, smallCell);
    if (retraining.needed()) {
      context.log(
          "model %s: more than %.1f %% of those it was trained on have withdrawn; train it again: optika train"
              .formatted(modelId, 100 * limit));
    }
    return retraining;
  }

  /** Proof that somebody was in the training set, or that they were not. */
  MembershipProof proof(RunContext context, String subjectKey) {
    return TrainingManifest.proof(head, parts(context), subjectKey);
  }

  private Dataset<Row> parts(RunContext context) {
    return context
        .lake()
        .read(Tables.TRAINING_MANIFEST)
        .where(col("model_id").equalTo(modelId))
        .select("part", "leaves");
  }
}
