package org.optika.jobs;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.timestamp_micros;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.optika.core.scores.Feature;
import org.optika.core.scores.card.CardFeature;
import org.optika.core.scores.card.CardLeakage;
import org.optika.core.scores.card.CardQuality;
import org.optika.core.scores.card.ConsentScope;
import org.optika.core.scores.card.FairnessTable;
import org.optika.core.scores.card.IntendedUse;
import org.optika.core.scores.card.LabelDefinition;
import org.optika.core.scores.card.ManifestStatement;
import org.optika.core.scores.card.ModelCard;
import org.optika.core.scores.card.ModelIdentity;
import org.optika.core.scores.card.ModelKind;
import org.optika.core.scores.card.Provenance;
import org.optika.core.scores.card.Retraining;
import org.optika.core.scores.card.SmallCell;
import org.optika.core.scores.card.Timing;
import org.optika.core.scores.leakage.LeakageLimits;
import org.optika.core.scores.leakage.LeakageReport;
import org.optika.core.scores.manifest.ManifestHead;
import org.optika.core.scores.quality.FoldQuality;
import org.optika.core.scores.quality.QualityIntervals;
import org.optika.core.scores.quality.ScoredCounts;
import org.optika.core.scores.quality.SegmentMinimum;
import org.optika.core.scores.quality.SegmentQuality;
import org.optika.jobs.config.ScoresConfig;
import org.optika.spark.scores.LeakageCheck;
import org.optika.spark.scores.ModelMeasures;
import org.optika.spark.scores.PeopleRows;
import org.optika.spark.scores.Training;

/** Puts together what a training run has to tell of its model. */
final class ChurnCard {
  private final RunContext context;
  private final ScoresConfig scores;
  private final LeakageCheck.Measured measured;
  private final LeakageReport leakage;
  private final Training.Fitted fitted;
  private final String id;
  private final SmallCell smallCell;

  ChurnCard(
      RunContext context,
      ScoresConfig scores,
      LeakageCheck.Measured measured,
      LeakageReport leakage,
      Training.Fitted fitted,
      String id) {
    this.context = context;
    this.scores = scores;
    this.measured = measured;
    this.leakage = leakage;
    this.fitted = fitted;
    this.id = id;
    this.smallCell = context.smallCell();
  }

  /**
   * @param features all rows of table {@code feature}
   * @param labelled instants of training, the newest, that of the test, first
   * @param tested probabilities and outcomes of the test
   */
  ModelCard of(
      Dataset<Row> features,
      long[] labelled,
      PeopleRows test,
      PeopleRows toBeScored,
      ScoredCounts tested,
      ManifestHead manifest) {
    long[] ascending = labelled.clone();
    Arrays.sort(ascending);
    return new ModelCard(
        new ModelIdentity(
            id,
            ModelKind.CHURN,
            fitted.learner().id(),
            fitted.learner().summary(),
            fitted.calibration().sentence(),
            fitted.search()),
        IntendedUse.of(ModelKind.CHURN),
        LabelDefinition.of(scores.churn().label()),
        Timing.of(
            Arrays.stream(ascending, 0, ascending.length - 1).boxed().toList(),
            labelled[0],
            context.clocks()),
        new Provenance(
            context.lake().versionsRead(),
            context.configHash(),
            context.rulePackHash(),
            Version.current(),
            scores.seed()),
        consent(features, ascending),
        ManifestStatement.of(manifest, "optika training-proof --identifier account"),
        CardQuality.of(
            tested,
            QualityIntervals.of(tested, scores.seed(), QualityIntervals.DEFAULT_REPLICAS),
            FoldQuality.of(
                List.of(fitted.calibration().outOfFold()),
                scores.seed(),
                QualityIntervals.DEFAULT_REPLICAS),
            smallCell),
        fairness(test, tested),
        CardLeakage.of(leakage, LeakageLimits.defaults()),
        features(toBeScored),
        Retraining.of(0, manifest.people(), scores.retrainWhenWithdrawn(), smallCell),
        smallCell);
  }

  private ConsentScope consent(Dataset<Row> features, long[] ascending) {
    Map<Long, Row> at = new TreeMap<>();
    features
        .groupBy(org.apache.spark.sql.functions.unix_micros(col("moment")))
        .agg(count(lit(1)), count("label"), sum("label"))
        .collectAsList()
        .forEach(row -> at.put(row.getLong(0), row));
    List<ConsentScope.AtMoment> moments = new ArrayList<>();
    long examples = 0;
    long positives = 0;
    for (int i = 0; i < ascending.length; i++) {
      Row counts = counts(at, ascending[i]);
      moments.add(
          ConsentScope.AtMoment.of(
              Instant.EPOCH.plus(ascending[i], ChronoUnit.MICROS),
              counts.getLong(1),
              counts.getLong(1) - counts.getLong(2),
              smallCell));
      if (i < ascending.length - 1) {
        examples += counts.getLong(2);
        positives += counts.getLong(3);
      }
    }
    Row test = counts(at, ascending[ascending.length - 1]);
    long people =
        features
            .where(col("label").isNotNull())
            .where(col("moment").lt(timestamp_micros(lit(ascending[ascending.length - 1]))))
            .agg(countDistinct("subject_id"))
            .first()
            .getLong(0);
    Map<String, List<String>> purposes = new TreeMap<>();
    scores.purposes().forEach((source, needed) -> purposes.put(source.id(), needed));
    return new ConsentScope(
        purposes,
        moments,
        new ConsentScope.TrainingPeople(people, examples, positives),
        new ConsentScope.TestPeople(test.getLong(2), test.getLong(3)));
  }

  private static Row counts(Map<Long, Row> at, long moment) {
    Row counts = at.get(moment);
    if (counts == null || counts.isNullAt(3)) {
      throw new IllegalArgumentException(
          "nobody at risk at %s has a known outcome"
              .formatted(Instant.EPOCH.plus(moment, ChronoUnit.MICROS)));
    }
    return counts;
  }

  private List<FairnessTable> fairness(PeopleRows test, ScoredCounts tested) {
    List<FairnessTable> tables = new ArrayList<>();
    ModelMeasures.bySegment(test, fitted.model())
        .forEach(
            (by, segments) ->
                tables.add(
                    FairnessTable.of(
                        by,
                        SegmentQuality.of(segments, SegmentMinimum.defaults()),
                        tested,
                        smallCell)));
    return tables;
  }

  private List<CardFeature> features(PeopleRows toBeScored) {
    double[] importance = ModelMeasures.importance(toBeScored, fitted.model());
    List<CardFeature> features = new ArrayList<>();
    for (int i = 0; i < scores.features().size(); i++) {
      Feature feature = scores.features().get(i);
      features.add(
          CardFeature.of(
              feature,
              scores.purposes().get(feature.source()),
              feature.sensitivity() == Feature.Sensitivity.NEEDS_REASON
                  ? Optional.of(scores.reasons().get(feature.name()))
                  : Optional.empty(),
              new CardFeature.Figures(
                  importance[i],
                  known(measured.aloneAuc(), feature),
                  known(measured.drift(), feature))));
    }
    return features;
  }

  private static OptionalDouble known(Map<String, Double> figures, Feature feature) {
    Double figure = figures.get(feature.name());
    return figure == null ? OptionalDouble.empty() : OptionalDouble.of(figure);
  }
}
