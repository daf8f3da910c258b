package org.optika.jobs;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.timestamp_micros;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;
import org.optika.core.scores.ScoringModelBytes;
import org.optika.core.scores.card.ModelCard;
import org.optika.core.scores.leakage.Finding;
import org.optika.core.scores.leakage.LeakageGuard;
import org.optika.core.scores.leakage.LeakageLimits;
import org.optika.core.scores.leakage.LeakageReport;
import org.optika.core.scores.quality.OutcomeMinimum;
import org.optika.core.scores.quality.ScoredCounts;
import org.optika.jobs.cards.ModelCardFolder;
import org.optika.jobs.cards.ModelCardJson;
import org.optika.jobs.config.ScoresConfig;
import org.optika.spark.scores.ChurnScores;
import org.optika.spark.scores.CrossValidation;
import org.optika.spark.scores.FeatureRows;
import org.optika.spark.scores.FutureRowsCheck;
import org.optika.spark.scores.LeakageCheck;
import org.optika.spark.scores.OutcomesOfPeople;
import org.optika.spark.scores.PeopleRows;
import org.optika.spark.scores.Training;
import org.optika.spark.scores.TrainingManifest;
import org.optika.spark.table.Table;
import org.optika.spark.table.Tables;
import picocli.CommandLine;

/** feature, subject -> model_card, training_manifest, and the card in files. */
public final class TrainJob implements Job {
  private static final int PARTITIONS = 2;
  private static final String MORE_PEOPLE =
      "take more people, or in conf/scores.yaml more moments or a longer within_days";

  private final Optional<Path> cards;

  /** Usage: {@code --config conf/optika.yaml [--cards DIR] [--as-of T] [--known-at T]}. */
  public static void main(String[] arguments) {
    System.exit(CommandLineMain.execute(new CommandLine(new TrainCommand()), arguments));
  }

  /**
   * @param cards folder for the files of model cards, one folder a model; none: in the table only
   */
  TrainJob(Optional<Path> cards) {
    this.cards = cards;
  }

  @Override
  public String name() {
    return "train";
  }

  @Override
  public String summary() {
    return "learn who churns from people who permit it, judge the model on later people, write its card";
  }

  @Override
  public List<Table> writes() {
    return List.of(Tables.MODEL_CARD, Tables.TRAINING_MANIFEST);
  }

  @Override
  public void run(RunContext context) {
    ScoresConfig scores = context.scores();
    ScoreMoments moments = new ScoreMoments(context);
    long[] labelled = moments.training(scores.churn());
    Dataset<Row> features = context.stored(Tables.FEATURE).rows();
    requireFeatures(features, scores);
    Dataset<Row> observed =
        features.where(col("label").isNotNull()).persist(StorageLevel.MEMORY_AND_DISK());
    try {
      PeopleRows test = people(at(observed, labelled[0]), scores);
      Dataset<Row> trainedOn = observed.where(col("moment").lt(timestamp_micros(lit(labelled[0]))));
      PeopleRows training = people(trainedOn, scores);
      OutcomeMinimum minimum = new OutcomeMinimum(context.smallCell().people());
      OutcomesOfPeople.requireEnough("The training set", training, minimum, MORE_PEOPLE);
      OutcomesOfPeople.requireEnough("The test set", test, minimum, MORE_PEOPLE);
      PeopleRows toBeScored = people(at(features, moments.nowMicros()), scores);
      LeakageCheck.Measured measured =
          new LeakageCheck(scores.seed(), context::log).measure(training, Optional.of(toBeScored));
      List<Finding> findings = new ArrayList<>(measured.findings());
      findings.addAll(futureRows(context, moments, at(features, labelled[0]), labelled[0]));
      LeakageReport leakage = scores.accepted().judge(findings);
      if (!leakage.passes()) {
        throw new UserErrorException(
            "The leakage guard stops the model:%n  %s%nDrop the feature, or accept the finding with a reason in conf/scores.yaml under accepted_findings.",
            leakage.open().stream()
                .filter(Finding::stops)
                .map(Finding::sentence)
                .collect(Collectors.joining("\n  ")));
      }
      leakage.lines().forEach(context::log);
      Training.Fitted fitted =
          new Training(scores.learner(), scores.folds(), scores.seed(), context::log).fit(training);
      ScoredCounts tested = CrossValidation.ofLater(test, fitted.model());
      byte[] model = ScoringModelBytes.write(fitted.model());
      String id = TrainedModel.id(context, model);
      TrainingManifest.Made manifest = TrainedModel.manifest(context, trainedOn, id);
      ModelCard card =
          new ChurnCard(context, scores, measured, leakage, fitted, id)
              .of(features, labelled, test, toBeScored, tested, manifest.head());
      write(context, card, model, manifest);
      context.log(
          "model %s: AUC %.3f on later people, %s"
              .formatted(
                  id,
                  card.quality().test().figure("auc").orElseThrow().value(),
                  fitted.calibration().sentence()));
    } catch (IllegalArgumentException tooFew) {
      throw new UserErrorException("No model: %s", tooFew.getMessage());
    } finally {
      observed.unpersist();
    }
  }

  /** Features of the test once more, from a history that ends at its instant. */
  private static List<Finding> futureRows(
      RunContext context, ScoreMoments moments, Dataset<Row> stored, long micros) {
    ScoresConfig scores = context.scores();
    Dataset<Row> cut =
        FeatureRows.of(
            context.gate().history(ScoreMoments.purposes(scores), micros, List.of()),
            List.of(moments.at(micros)),
            scores.churn().label(),
            scores.features(),
            scores.customerValue());
    List<Finding> findings =
        new LeakageGuard(LeakageLimits.defaults())
            .futureRows(FutureRowsCheck.of(stored, cut, scores.features()));
    context.log("leakage guard: took all later rows away");
    return findings;
  }

  private static void requireFeatures(Dataset<Row> features, ScoresConfig scores) {
    List<Row> sets = features.select("feature_set").limit(1).collectAsList();
    String wanted = BuildFeaturesJob.names(scores.features());
    if (sets.isEmpty() || !sets.get(0).getString(0).equals(wanted)) {
      throw new UserErrorException(
          "Table 'feature' has %s; conf/scores.yaml names %s. Build it first: optika build-features",
          sets.isEmpty() ? "no rows" : sets.get(0).getString(0), wanted);
    }
  }

  private static Dataset<Row> at(Dataset<Row> rows, long micros) {
    return rows.where(col("moment").equalTo(timestamp_micros(lit(micros))));
  }

  /** In an order and partitions that depend on nothing but the people. */
  private static PeopleRows people(Dataset<Row> rows, ScoresConfig scores) {
    Dataset<Row> people =
        rows.select(
                col("subject_id").as("id"),
                lit(0).as("part"),
                col("label").cast("double").as("label"),
                lit(1.0).as("weight"),
                col("numbers"),
                col("texts"),
                col("moment"))
            .repartition(PARTITIONS, col("id"))
            .sortWithinPartitions("id", "moment")
            .drop("moment");
    return new PeopleRows(ChurnScores.columns(scores.features()), people);
  }

  private void write(
      RunContext context, ModelCard card, byte[] model, TrainingManifest.Made manifest) {
    new TrainedModel(
            card.model().id(),
            StoredModel.CHURN,
            Optional.empty(),
            card.model().learner(),
            ModelCardJson.write(card),
            model,
            card.consent().training().people())
        .write(context, manifest);
    cards.ifPresent(folder -> writeFiles(folder.resolve(card.model().id()), card));
  }

  private static void writeFiles(Path folder, ModelCard card) {
    try {
      ModelCardFolder.write(folder, card);
    } catch (IOException unwritable) {
      throw new UncheckedIOException("%s: cannot be written".formatted(folder), unwritable);
    }
  }
}
