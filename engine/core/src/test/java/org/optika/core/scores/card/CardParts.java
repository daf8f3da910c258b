package org.optika.core.scores.card;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.optika.core.Clocks;
import org.optika.core.scores.ChurnLabel;
import org.optika.core.scores.Features;
import org.optika.core.scores.leakage.LeakageLimits;
import org.optika.core.scores.leakage.LeakageReport;
import org.optika.core.scores.manifest.Hash;
import org.optika.core.scores.manifest.ManifestHead;
import org.optika.core.scores.quality.FoldQuality;
import org.optika.core.scores.quality.QualityIntervals;
import org.optika.core.scores.quality.ScoredCounts;
import org.optika.core.scores.quality.SegmentMinimum;
import org.optika.core.scores.quality.SegmentQuality;

/** Parts of a card that fit together; a test takes one out and puts another in. */
final class CardParts {
  static final SmallCell TEN = new SmallCell(10);
  static final Instant TRAINING = Instant.parse("2026-01-01T00:00:00Z");
  static final Instant TEST = Instant.parse("2026-04-01T00:00:00Z");

  private static final List<String> PURPOSES = List.of("profiling");

  final Map<String, ScoredCounts> byRegion =
      new LinkedHashMap<>(Map.of("BE", people(600, 1), "DE", people(700, 2), "NL", people(700, 3)));
  final ScoredCounts test =
      byRegion.values().stream().reduce(ScoredCounts.NONE, ScoredCounts::plus);

  ConsentScope consent = consent(Optional.of(new ConsentScope.MissingLabels(2_500, 500)));
  ManifestStatement manifest = manifest(4_000);
  CardQuality quality = CardQuality.of(test, QualityIntervals.of(test, 1, 20), folds(), TEN);
  List<FairnessTable> fairness =
      List.of(
          FairnessTable.of(
              "region", SegmentQuality.of(byRegion, SegmentMinimum.defaults()), test, TEN));
  List<CardFeature> features =
      List.of(feature("orders", 0.2), feature("refunds", 0.1), feature("orders-30d", 0.5));
  Retraining retraining = Retraining.of(0, 4_000, 0.05, TEN);

  ModelCard card() {
    return new ModelCard(
        new ModelIdentity(
            "churn-7",
            ModelKind.CHURN,
            "logistic",
            "L2 0.01",
            "Calibration platt",
            Optional.empty()),
        IntendedUse.of(ModelKind.CHURN),
        LabelDefinition.of(new ChurnLabel(ChurnLabel.Kind.NO_PURCHASE, 90)),
        Timing.of(
            List.of(micros(TRAINING)),
            micros(TEST),
            new Clocks(micros(TEST.plusSeconds(8_640_000)), micros(TEST.plusSeconds(8_640_000)))),
        new Provenance(Map.of("conversion", 12L), "c0ffee", "5eed", "0.1.0", 42),
        consent,
        manifest,
        quality,
        fairness,
        CardLeakage.of(
            new LeakageReport(List.of(), List.of(), List.of()), LeakageLimits.defaults()),
        features,
        retraining,
        TEN);
  }

  ConsentScope consent(Optional<ConsentScope.MissingLabels> missingAtTest) {
    return new ConsentScope(
        Map.of("conversion", PURPOSES),
        List.of(
            ConsentScope.AtMoment.of(TRAINING, 4_500, 400, TEN),
            new ConsentScope.AtMoment(TEST, 2_000, missingAtTest)),
        new ConsentScope.TrainingPeople(4_000, 4_100, 1_100),
        new ConsentScope.TestPeople(test.people(), test.positives()));
  }

  static ManifestStatement manifest(long people) {
    return ManifestStatement.of(
        new ManifestHead(
            Hash.of(new byte[32]), people, 4, Hash.of(new byte[32]), "as_of 2026-07-10"),
        "optika prove-membership --model churn-7 --subject KEY");
  }

  static CardFeature feature(String name, double importance) {
    return CardFeature.of(
        Features.find(name),
        PURPOSES,
        Optional.empty(),
        new CardFeature.Figures(importance, OptionalDouble.of(0.7), OptionalDouble.empty()));
  }

  static FoldQuality folds() {
    List<ScoredCounts> folds = new ArrayList<>();
    for (int fold = 0; fold < 5; fold++) {
      folds.add(people(800, 10 + fold));
    }
    return FoldQuality.of(folds, 1, 20);
  }

  /** People who have the outcome with the probability that is their score. */
  static ScoredCounts people(int people, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] scores = new double[people];
    boolean[] outcomes = new boolean[people];
    for (int i = 0; i < people; i++) {
      scores[i] = Math.pow(random.nextDouble(), 2);
      outcomes[i] = random.nextDouble() < scores[i];
    }
    return ScoredCounts.of(scores, outcomes);
  }

  private static long micros(Instant at) {
    return at.getEpochSecond() * 1_000_000;
  }
}
