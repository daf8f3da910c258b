package org.optika.jobs;

import static org.apache.spark.sql.functions.col;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.sql.Row;
import org.optika.core.scores.uplift.ExperimentEffects;
import org.optika.core.scores.uplift.ExperimentEffectsBytes;
import org.optika.jobs.cards.ManifestJson;
import org.optika.jobs.config.ScoresConfig.Experiment;

/**
 * What an experiment has shown, of table {@code model_card}.
 *
 * @param manifest who it was learnt from
 */
record StoredEffects(String id, StoredManifest manifest, ExperimentEffects effects) {

  /**
   * Of each experiment of conf/scores.yaml the newest model that was trained with the clocks of the
   * run or earlier ones, those of later experiments first.
   *
   * @throws UserErrorException when there is none, or one was trained on other features
   */
  static List<StoredEffects> newest(RunContext context) {
    List<StoredEffects> newest = new ArrayList<>();
    context.scores().experiments().stream()
        .sorted(Comparator.comparing(Experiment::starts).reversed())
        .forEach(experiment -> add(context, experiment, newest));
    if (newest.isEmpty()) {
      throw new UserErrorException(
          "No model in %s that says what actions change and was trained up to the clocks of this run. Train one: optika train --model uplift",
          context.lake().root());
    }
    return newest;
  }

  private static void add(RunContext context, Experiment experiment, List<StoredEffects> newest) {
    List<Row> rows =
        StoredModel.known(context)
            .where(col("kind").equalTo(StoredModel.UPLIFT))
            .where(col("experiment").equalTo(experiment.id()))
            .select("model_id", "feature_set", "model", "card")
            .limit(1)
            .collectAsList();
    for (Row row : rows) {
      String features = BuildFeaturesJob.names(context.scores().features());
      if (!row.getString(1).equals(features)) {
        throw new UserErrorException(
            "Model %s of experiment '%s' was trained on the features %s; conf/scores.yaml names %s. Train again: optika train --model uplift",
            row.getString(0), experiment.id(), row.getString(1), features);
      }
      newest.add(
          new StoredEffects(
              row.getString(0),
              new StoredManifest(row.getString(0), ManifestJson.headOf(row.getString(3))),
              ExperimentEffectsBytes.read(row.<byte[]>getAs(2))));
    }
  }
}
