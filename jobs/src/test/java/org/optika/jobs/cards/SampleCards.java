package org.optika.jobs.cards;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.optika.core.scores.ChurnLabel;
import org.optika.core.scores.Features;
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
import org.optika.core.scores.leakage.Finding;
import org.optika.core.scores.leakage.FindingKind;
import org.optika.core.scores.leakage.LeakageLimits;
import org.optika.core.scores.leakage.LeakageReport;
import org.optika.core.scores.manifest.Hash;
import org.optika.core.scores.manifest.ManifestHead;
import org.optika.core.scores.quality.FoldQuality;
import org.optika.core.scores.quality.QualityIntervals;
import org.optika.core.scores.quality.ScoredCounts;
import org.optika.core.scores.quality.SegmentMinimum;
import org.optika.core.scores.quality.SegmentQuality;
import org.optika.core.scores.search.SearchOutcome;

/** A card in which everything occurs that can: hidden figures, a finding, a note, a reason. */
public final class SampleCards {
  private static final SmallCell TEN = SmallCell.defaults();
  private static final List<Instant> MOMENTS =
      List.of(
          Instant.parse("2025-10-01T00:00:00Z"),
          Instant.parse("2026-01-01T00:00:00Z"),
          Instant.parse("2026-04-01T00:00:00Z"));
  private static final List<String> PROFILING = List.of("measurement", "profiling");
  private static final ModelCard CARD = make();

  private SampleCards() {}

  public static ModelCard card() {
    return CARD;
  }

  private static ModelCard make() {
    Map<String, ScoredCounts> byRegion =
        new TreeMap<>(
            Map.of("BE", people(40, 1), "DE", people(900, 2), "NL|north", people(1_500, 3)));
    ScoredCounts test = byRegion.values().stream().reduce(ScoredCounts.NONE, ScoredCounts::plus);
    return new ModelCard(
        new ModelIdentity(
            "churn-2026-07",
            ModelKind.CHURN,
            "blend",
            "mean of logistic (L2 0.01) and forest (200 trees, depth 8)",
            "Calibration platt: cross-validated Brier score 0.13412 with platt, 0.13425 with"
                + " isotonic",
            Optional.of(new SearchOutcome(20, 7, Map.of("ridge", 0.0021), 0.41187, 0.41234))),
        IntendedUse.of(ModelKind.CHURN),
        LabelDefinition.of(new ChurnLabel(ChurnLabel.Kind.NO_PURCHASE, 90)),
        new Timing(
            MOMENTS.subList(0, 2),
            MOMENTS.get(2),
            Instant.parse("2026-07-10T00:00:00Z"),
            Instant.parse("2026-07-10T06:00:00.000001Z")),
        new Provenance(
            Map.of("touchpoint", 31L, "conversion", 12L, "customer", 4L),
            "9f86d081884c7d65",
            "2c26b46b68ffc68f",
            "0.1.0",
            42),
        new ConsentScope(
            Map.of("conversion", PROFILING, "customer", PROFILING, "touchpoint", PROFILING),
            List.of(
                ConsentScope.AtMoment.of(MOMENTS.get(0), 2_750, 250, TEN),
                ConsentScope.AtMoment.of(MOMENTS.get(1), 2_503, 3, TEN),
                ConsentScope.AtMoment.of(MOMENTS.get(2), 2_440, 0, TEN)),
            new ConsentScope.TrainingPeople(3_600, 5_000, 1_600),
            new ConsentScope.TestPeople(test.people(), test.positives())),
        ManifestStatement.of(
            new ManifestHead(
                Hash.ofHex("ab".repeat(32)),
                3_600,
                8,
                Hash.ofHex("0c".repeat(32)),
                "as_of 2026-07-10T00:00:00Z known_at 2026-07-10T06:00:00Z"),
            "optika prove-membership --model churn-2026-07 --subject KEY"),
        CardQuality.of(test, QualityIntervals.of(test, 7, 50), folds(), TEN),
        List.of(
            FairnessTable.of(
                "region", SegmentQuality.of(byRegion, SegmentMinimum.defaults()), test, TEN),
            FairnessTable.of(
                "age band", SegmentQuality.of(byAge(test), SegmentMinimum.defaults()), test, TEN)),
        leakage(),
        features(),
        Retraining.of(270, 3_600, 0.05, TEN),
        TEN);
  }

  private static List<CardFeature> features() {
    return List.of(
        feature("days-since-last-order", Optional.empty(), 0.81, OptionalDouble.of(0.031)),
        feature("orders-90d", Optional.empty(), 0.44, OptionalDouble.of(0.12)),
        feature("touches-30d", Optional.empty(), 0.2, OptionalDouble.empty()),
        feature("region", Optional.empty(), 0.05, OptionalDouble.of(0)),
        feature(
            "age", Optional.of("Offers for students differ by law."), 0.1, OptionalDouble.empty()));
  }

  private static CardFeature feature(
      String name, Optional<String> reason, double importance, OptionalDouble stability) {
    return CardFeature.of(
        Features.find(name),
        PROFILING,
        reason,
        new CardFeature.Figures(importance, OptionalDouble.of(0.5 + importance / 3), stability));
  }

  private static CardLeakage leakage() {
    Finding gain =
        new Finding(
            FindingKind.MODEL_GAIN,
            Finding.Weight.STOP,
            "days-since-last-order",
            0.0912,
            0.08,
            "Feature 'days-since-last-order' raises the AUC of the model by 0.0912");
    Finding drift =
        new Finding(
            FindingKind.DRIFT,
            Finding.Weight.NOTE,
            "orders-90d",
            0.12,
            0.1,
            "Feature 'orders-90d' has drifted between training and scoring");
    return CardLeakage.of(
        new LeakageReport(
            List.of(drift),
            List.of(new LeakageReport.Accepted(gain, "Known at the till | at once.")),
            List.of()),
        LeakageLimits.defaults());
  }

  private static FoldQuality folds() {
    return FoldQuality.of(List.of(people(1_700, 11), people(1_700, 12), people(1_600, 13)), 7, 50);
  }

  /** Every other person by rank is young: two bands that the scores treat alike. */
  private static Map<String, ScoredCounts> byAge(ScoredCounts all) {
    long[] young = new long[all.cells()];
    long[] youngWith = new long[all.cells()];
    long[] old = new long[all.cells()];
    long[] oldWith = new long[all.cells()];
    double[] scores = new double[all.cells()];
    for (int cell = 0; cell < all.cells(); cell++) {
      scores[cell] = all.score(cell);
      (cell % 2 == 0 ? young : old)[cell] = all.negatives(cell);
      (cell % 2 == 0 ? youngWith : oldWith)[cell] = all.positives(cell);
    }
    return Map.of(
        "18-39", ScoredCounts.ofSorted(scores, young, youngWith),
        "40-", ScoredCounts.ofSorted(scores, old, oldWith));
  }

  /** People who have the outcome with the probability that is their score. */
  private static ScoredCounts people(int people, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] scores = new double[people];
    boolean[] outcomes = new boolean[people];
    for (int i = 0; i < people; i++) {
      scores[i] = 0.95 * Math.pow(random.nextDouble(), 2);
      outcomes[i] = random.nextDouble() < scores[i];
    }
    return ScoredCounts.of(scores, outcomes);
  }
}
