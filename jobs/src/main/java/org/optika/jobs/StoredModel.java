package org.optika.jobs;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.timestamp_micros;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.optika.core.scores.ScoringModel;
import org.optika.core.scores.ScoringModelBytes;
import org.optika.core.scores.card.ModelCard;
import org.optika.jobs.cards.ModelCardJson;
import org.optika.spark.table.Tables;

/** A model of table {@code model_card}. */
record StoredModel(String id, String featureSet, ModelCard card, ScoringModel scoring) {
  /** {@code kind} of models that say who churns. */
  static final String CHURN = "churn";

  /** {@code kind} of models that say what actions change. */
  static final String UPLIFT = "uplift";

  /**
   * Rows of table {@code model_card} that were trained with the clocks of the run or earlier ones,
   * newest first.
   */
  static Dataset<Row> known(RunContext context) {
    return context
        .lake()
        .read(Tables.MODEL_CARD)
        .where(col("controller_id").equalTo(context.config().controller()))
        .where(col("as_of").leq(timestamp_micros(lit(context.clocks().asOfMicros()))))
        .where(col("known_at").leq(timestamp_micros(lit(context.clocks().knownAtMicros()))))
        .orderBy(col("as_of").desc(), col("known_at").desc(), col("model_id"));
  }

  /**
   * The newest model of a kind that was trained with the clocks of the run or earlier ones.
   *
   * @throws UserErrorException when there is none
   */
  static StoredModel newest(RunContext context, String kind) {
    List<Row> newest =
        known(context)
            .where(col("kind").equalTo(kind))
            .select("model_id", "feature_set", "card", "model")
            .limit(1)
            .collectAsList();
    if (newest.isEmpty()) {
      throw new UserErrorException(
          "No model of kind '%s' in %s that was trained up to the clocks of this run. Train one: optika train",
          kind, context.lake().root());
    }
    Row row = newest.get(0);
    return new StoredModel(
        row.getString(0),
        row.getString(1),
        ModelCardJson.read(row.getString(2)),
        ScoringModelBytes.read(row.<byte[]>getAs(3)));
  }

  /**
   * @param people rows of table {@code feature}
   * @throws UserErrorException when they have other features than the model was trained on
   */
  void requireFeaturesOf(Dataset<Row> people) {
    List<Row> other =
        people
            .where(col("feature_set").notEqual(featureSet))
            .select("feature_set")
            .limit(1)
            .collectAsList();
    if (!other.isEmpty()) {
      throw new UserErrorException(
          "Model %s was trained on the features %s; table 'feature' has %s. Train again, or build the features that it knows.",
          id, featureSet, other.get(0).getString(0));
    }
  }

  /** Who it was trained on. */
  StoredManifest manifest() {
    return new StoredManifest(id, card.manifest().head());
  }
}
