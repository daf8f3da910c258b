package org.optika.core.scores.card;

import static org.optika.core.Checks.require;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * All that is told of one model. A card that exists has no small cell and agrees with itself.
 *
 * @param use what it is for, see {@link IntendedUse#of}
 * @param quality on later people and in cross-validation
 * @param fairness one table a characteristic
 * @param features by importance, the largest first, then by name
 * @param retraining as at the time when the card was written
 * @param smallCell that all parts were held against
 */
public record ModelCard(
    ModelIdentity model,
    IntendedUse use,
    LabelDefinition label,
    Timing timing,
    Provenance provenance,
    ConsentScope consent,
    ManifestStatement manifest,
    CardQuality quality,
    List<FairnessTable> fairness,
    CardLeakage leakage,
    List<CardFeature> features,
    Retraining retraining,
    SmallCell smallCell) {

  private static final Comparator<CardFeature> BY_IMPORTANCE =
      Comparator.comparingDouble((CardFeature feature) -> -feature.figures().importance())
          .thenComparing(CardFeature::name);

  /**
   * @throws IllegalArgumentException when a part tells of too few people, or two parts disagree
   */
  public ModelCard {
    fairness = List.copyOf(fairness);
    features = features.stream().sorted(BY_IMPORTANCE).toList();
    consent.requireNoneSmall(smallCell);
    quality.requireNoneSmall(smallCell);
    for (FairnessTable table : fairness) {
      table.requireNoneSmall(quality.test(), smallCell);
    }
    retraining.requireNoneSmall(consent.training().people(), smallCell);
    requireAgreement(timing, consent, manifest, quality);
    requireFeatures(features, consent);
  }

  /** The same model after more people have withdrawn. */
  public ModelCard with(Retraining now) {
    return new ModelCard(
        model,
        use,
        label,
        timing,
        provenance,
        consent,
        manifest,
        quality,
        fairness,
        leakage,
        features,
        now,
        smallCell);
  }

  private static void requireAgreement(
      Timing timing, ConsentScope consent, ManifestStatement manifest, CardQuality quality) {
    require(
        manifest.head().people() == consent.training().people(),
        "the manifest is of %s people, the training set of %s",
        manifest.head().people(),
        consent.training().people());
    require(
        quality.test().people() == consent.test().people()
            && quality.test().positives() == consent.test().positives(),
        "quality is of %s people, %s with the outcome; the test set of %s, %s with it",
        quality.test().people(),
        quality.test().positives(),
        consent.test().people(),
        consent.test().positives());
    List<Instant> told = consent.moments().stream().map(ConsentScope.AtMoment::moment).toList();
    require(
        told.equals(timing.all()), "people are told at %s, the moments are %s", told, timing.all());
  }

  private static void requireFeatures(List<CardFeature> features, ConsentScope consent) {
    require(!features.isEmpty(), "a model has features, got none");
    require(
        features.stream().map(CardFeature::name).distinct().count() == features.size(),
        "a feature is told twice: %s",
        features.stream().map(CardFeature::name).toList());
    for (CardFeature feature : features) {
      require(
          feature.purposes().equals(consent.purposesByTable().get(feature.table())),
          "Feature '%s' says purposes %s, its table '%s' %s",
          feature.name(),
          feature.purposes(),
          feature.table(),
          consent.purposesByTable().get(feature.table()));
    }
  }
}
