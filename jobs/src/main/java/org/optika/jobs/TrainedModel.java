package org.optika.jobs;

import static org.apache.spark.sql.functions.lit;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.optika.core.scores.manifest.Hash;
import org.optika.spark.scores.TrainingManifest;
import org.optika.spark.table.Lake;
import org.optika.spark.table.Tables;

/**
 * A model as it goes to table {@code model_card}, with the manifest of the people it was learnt
 * from.
 *
 * @param experiment that it was learnt from; empty for churn
 * @param card JSON
 * @param people in the training set
 */
record TrainedModel(
    String id,
    String kind,
    Optional<String> experiment,
    String learner,
    String card,
    byte[] bytes,
    long people) {
  private static final int ID_DIGITS = 32;

  /** The same data, configuration and clocks give the same model, which has the same name. */
  static String id(RunContext context, byte[] model) {
    String made =
        String.join(
            "\n",
            context.config().controller(),
            context.configHash(),
            context.rulePackHash(),
            clocks(context),
            FileHash.of(model));
    return FileHash.of(made.getBytes(StandardCharsets.UTF_8)).substring(0, ID_DIGITS);
  }

  /**
   * @param people with {@code subject_id}, of the training set
   * @param id of the model
   */
  static TrainingManifest.Made manifest(RunContext context, Dataset<Row> people, String id) {
    return TrainingManifest.of(keys(context, people), salt(id), clocks(context));
  }

  /** {@code subject_key} of people. */
  static Dataset<Row> keys(RunContext context, Dataset<Row> people) {
    return context
        .lake()
        .read(Tables.SUBJECT_TABLE)
        .join(
            people.select("subject_id").distinct(),
            scala.jdk.javaapi.CollectionConverters.asScala(List.of("subject_id")).toSeq(),
            "left_semi")
        .select("subject_key");
  }

  /** New for each model, and no secret. */
  private static Hash salt(String id) {
    return Hash.ofHex(FileHash.of(("salt of " + id).getBytes(StandardCharsets.UTF_8)));
  }

  private static String clocks(RunContext context) {
    return "as_of %s, known_at %s"
        .formatted(
            JobRunner.timestamp(context.clocks().asOfMicros()).toInstant(),
            JobRunner.timestamp(context.clocks().knownAtMicros()).toInstant());
  }

  /** Replaces what an earlier run has written of the same model. The card comes last. */
  void write(RunContext context, TrainingManifest.Made manifest) {
    Lake lake = context.lake();
    String ofModel = "model_id = '" + id + "'";
    lake.replaceWhere(
        Tables.TRAINING_MANIFEST,
        ofModel,
        context.stamped(manifest.parts().withColumn("model_id", lit(id))));
    Row row =
        RowFactory.create(
            context.config().controller(),
            id,
            kind,
            experiment.orElse(null),
            learner,
            BuildFeaturesJob.names(context.scores().features()),
            card,
            bytes,
            people,
            manifest.head().hash().hex());
    lake.replaceWhere(
        Tables.MODEL_CARD, ofModel, context.stamped(context.rows(Tables.MODEL_CARD, List.of(row))));
  }
}
