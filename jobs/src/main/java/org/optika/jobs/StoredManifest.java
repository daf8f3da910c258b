package org.optika.jobs;

import static org.apache.spark.sql.functions.col;

import java.util.ArrayList;
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
   * How many of those whom each model was trained on do not permit profiling any more at {@code
   * as_of}, and whether that asks for a new training. People are gone through once for all models.
   *
   * @param limit share of them, in [0, 1]
   * @return one a model, in their order
   */
  static List<Retraining> retraining(
      RunContext context, List<StoredManifest> models, double limit, SmallCell smallCell) {
    long asOf = context.clocks().asOfMicros();
    Dataset<Row> permitted =
        context.gate().permittedThroughout(List.of(PROFILING), asOf, asOf).rows();
    List<Long> still =
        TrainingManifest.stillAmong(
            models.stream()
                .map(model -> new TrainingManifest.Made(model.head(), model.parts(context)))
                .toList(),
            TrainedModel.keys(context, permitted));
    List<Retraining> all = new ArrayList<>();
    for (int i = 0; i < models.size(); i++) {
      long people = models.get(i).head().people();
      Retraining retraining = Retraining.of(people - still.get(i), people, limit, smallCell);
      if (retraining.needed()) {
        context.log(
            "model %s: more than %.1f %% of those it was trained on have withdrawn; train it again: optika train"
                .formatted(models.get(i).modelId(), 100 * limit));
      }
      all.add(retraining);
    }
    return all;
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
