package org.optika.core.scores.card;

import static org.optika.core.Checks.require;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.optika.core.scores.Feature;

/**
 * One thing that a model knows of a person.
 *
 * @param unit "" for texts
 * @param windowDays rows of so many days before the moment count; 0 = all before it
 * @param table whose rows it is made of
 * @param purposes that a person must permit for it
 * @param reason why it is needed; empty iff none has to be given
 */
public record CardFeature(
    String name,
    String label,
    String unit,
    int windowDays,
    String table,
    List<String> purposes,
    Optional<String> reason,
    Figures figures) {

  /**
   * @param importance mean absolute contribution to the margin over people scored, &gt;= 0
   * @param aucAlone of the feature alone in the training set, in [0.5, 1]; the largest of its
   *     categories where it is a text; empty where it was not measured
   * @param stabilityIndex population stability index between training and scoring, &gt;= 0; empty
   *     where it was not measured
   */
  public record Figures(double importance, OptionalDouble aucAlone, OptionalDouble stabilityIndex) {
    public Figures {
      require(
          importance >= 0 && importance < Double.POSITIVE_INFINITY,
          "importance must be finite and >= 0, got %s",
          importance);
      require(
          aucAlone.isEmpty() || (aucAlone.getAsDouble() >= 0.5 && aucAlone.getAsDouble() <= 1),
          "the AUC of a feature alone must be in [0.5, 1], got %s",
          aucAlone);
      require(
          stabilityIndex.isEmpty()
              || (stabilityIndex.getAsDouble() >= 0
                  && stabilityIndex.getAsDouble() < Double.POSITIVE_INFINITY),
          "a stability index must be finite and >= 0, got %s",
          stabilityIndex);
    }
  }

  public CardFeature {
    purposes = List.copyOf(purposes);
    require(!name.isBlank(), "a feature must have a name, got '%s'", name);
    require(windowDays >= 0, "Feature '%s': window of %s days", name, windowDays);
    require(
        reason.map(text -> !text.isBlank()).orElse(true),
        "Feature '%s' needs a reason that can stand in a model card",
        name);
  }

  /**
   * @param reason must be given iff the feature needs one
   */
  public static CardFeature of(
      Feature feature, List<String> purposes, Optional<String> reason, Figures figures) {
    boolean needed = feature.sensitivity() == Feature.Sensitivity.NEEDS_REASON;
    require(
        needed == reason.isPresent(),
        "Feature '%s' needs %s reason",
        feature.name(),
        needed ? "a" : "no");
    return new CardFeature(
        feature.name(),
        feature.label(),
        feature.unit(),
        feature.windowDays(),
        feature.source().id(),
        purposes,
        reason,
        figures);
  }
}
