package org.optika.jobs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;
import org.optika.core.scores.ChurnLabel;
import org.optika.core.scores.Feature;
import org.optika.core.scores.action.PolicyReward;
import org.optika.core.scores.uplift.ExperimentEffectsBytes;
import org.optika.core.scores.uplift.UpliftEvaluation;
import org.optika.jobs.cards.ModelCardFolder;
import org.optika.jobs.config.ScoresConfig;
import org.optika.jobs.config.ScoresConfig.Experiment;
import org.optika.spark.gate.PermittedHistory;
import org.optika.spark.scores.ChurnScores;
import org.optika.spark.scores.ExperimentMoments;
import org.optika.spark.scores.ExperimentRows;
import org.optika.spark.scores.ExperimentTraining;
import org.optika.spark.scores.TrainingManifest;
import org.optika.spark.scores.UpliftBases;
import org.optika.spark.scores.UpliftTraining;
import org.optika.spark.table.Table;
import org.optika.spark.table.Tables;

/**
 * touchpoint, conversion, contact, customer, permission, subject -> gate_outcome, model_card,
 * training_manifest: one model an experiment, of people as they were just before it.
 */
final class TrainUpliftJob implements Job {
  private final Optional<Path> cards;

  /**
   * @param cards folder for the files of model cards, one folder a model; none: in the table only
   */
  TrainUpliftJob(Optional<Path> cards) {
    this.cards = cards;
  }

  @Override
  public String name() {
    return "train-uplift";
  }

  @Override
  public String summary() {
    return "learn from experiments what actions change, and for whom, and write the cards";
  }

  @Override
  public List<Table> writes() {
    return List.of(Tables.GATE_OUTCOME, Tables.MODEL_CARD, Tables.TRAINING_MANIFEST);
  }

  @Override
  public void run(RunContext context) {
    ScoreMoments moments = new ScoreMoments(context);
    List<Experiment> ended = ended(context, moments.nowMicros());
    PermittedHistory history = null;
    for (Experiment experiment : ended) {
      history = train(context, moments, experiment);
    }
    context.writeGateOutcome(name(), history.outcome());
  }

  /** The experiments whose outcomes are known. */
  private static List<Experiment> ended(RunContext context, long nowMicros) {
    List<Experiment> ended = new ArrayList<>();
    for (Experiment experiment : context.scores().experiments()) {
      long end = label(context, experiment).endOf(RunContext.micros(experiment.starts()));
      if (end <= nowMicros) {
        ended.add(experiment);
      } else {
        context.log(
            "experiment %s: its outcomes are known from %s on; left out"
                .formatted(experiment.id(), JobRunner.timestamp(end).toInstant()));
      }
    }
    if (ended.isEmpty()) {
      throw new UserErrorException(
          "No experiment to learn from: conf/scores.yaml declares %s, and the outcomes of none are known at the clocks of this run.",
          context.scores().experiments().stream().map(Experiment::id).toList());
    }
    return ended;
  }

  private static ChurnLabel label(RunContext context, Experiment experiment) {
    return new ChurnLabel(context.scores().churn().label().kind(), experiment.withinDays());
  }

  private PermittedHistory train(RunContext context, ScoreMoments moments, Experiment experiment) {
    ScoresConfig scores = context.scores();
    long starts = RunContext.micros(experiment.starts());
    ExperimentMoments instants =
        new ExperimentMoments(
            moments.at(starts), moments.at(moments.nowMicros()), label(context, experiment));
    PermittedHistory history =
        context
            .gate()
            .history(ScoreMoments.purposes(scores), moments.nowMicros(), instants.spans());
    Dataset<Row> features =
        instants
            .features(history, scores.features(), scores.customerValue())
            .persist(StorageLevel.MEMORY_AND_DISK());
    Dataset<Row> draws =
        context.gate().draws(scores.purposes().get(Feature.Source.CONTACT), experiment.id()).rows();
    try {
      ExperimentRows people =
          ExperimentRows.of(
              instants.before(features),
              draws,
              starts,
              experiment.control(),
              ChurnScores.columns(scores.features()),
              scores.folds(),
              scores.seed());
      learn(context, experiment, people, instants.now(features));
    } catch (IllegalArgumentException unusable) {
      throw new UserErrorException("Experiment '%s': %s", experiment.id(), unusable.getMessage());
    } finally {
      features.unpersist();
    }
    return history;
  }

  private void learn(
      RunContext context, Experiment experiment, ExperimentRows people, Dataset<Row> now) {
    ScoresConfig scores = context.scores();
    Dataset<Row> kept = people.rows().people().rows().persist(StorageLevel.MEMORY_AND_DISK());
    try {
      ExperimentTraining.Learnt learnt =
          new ExperimentTraining(
                  new UpliftTraining(experiment.learner(), UpliftBases.DEFAULT, scores.seed()),
                  scores.folds(),
                  scores.seed(),
                  line -> context.log("experiment %s: %s".formatted(experiment.id(), line)))
              .learn(
                  people,
                  PolicyReward.of(context.actions(), people.rows().treatments()),
                  now,
                  context.smallCell());
      byte[] bytes = ExperimentEffectsBytes.write(learnt.effects());
      String id = TrainedModel.id(context, bytes);
      TrainingManifest.Made manifest =
          TrainedModel.manifest(context, kept.withColumnRenamed("id", "subject_id"), id);
      UpliftCard card = new UpliftCard(context, experiment, people, learnt, id, manifest.head());
      new TrainedModel(
              id,
              StoredModel.UPLIFT,
              Optional.of(experiment.id()),
              experiment.learner().id(),
              card.json(),
              bytes,
              manifest.head().people())
          .write(context, manifest);
      cards.ifPresent(folder -> writeFiles(folder.resolve(id), card));
      for (int i = 0; i < learnt.evaluations().size(); i++) {
        UpliftEvaluation evaluation = learnt.evaluations().get(i);
        context.log(
            "model %s, %s against %s: %s"
                .formatted(
                    id,
                    learnt.effects().model().treatments().get(i),
                    experiment.control(),
                    evaluation.heterogeneity().sentence()));
      }
    } finally {
      kept.unpersist();
    }
  }

  private static void writeFiles(Path folder, UpliftCard card) {
    Map<String, String> files = new LinkedHashMap<>();
    files.put(ModelCardFolder.MARKDOWN, card.markdown());
    files.put(ModelCardFolder.JSON, card.json());
    try {
      ModelCardFolder.write(folder, files);
    } catch (IOException unwritable) {
      throw new UncheckedIOException("%s: cannot be written".formatted(folder), unwritable);
    }
  }
}
