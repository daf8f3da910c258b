package org.optika.core.scores.card;

import static org.optika.core.Checks.require;

import java.util.Optional;
import org.optika.core.scores.leakage.Finding;
import org.optika.core.scores.leakage.FindingKind;

/**
 * Something that the leakage guard found.
 *
 * @param sentence one line
 * @param reason why it was accepted; empty iff it is a note, which nobody has to accept
 */
public record CardFinding(
    FindingKind kind, String feature, String sentence, Optional<String> reason) {
  public CardFinding {
    require(
        reason.map(text -> !text.isBlank()).orElse(true),
        "an accepted finding needs a reason, got none for %s of feature '%s'",
        kind.id(),
        feature);
  }

  static CardFinding of(Finding finding, Optional<String> reason) {
    return new CardFinding(finding.kind(), finding.feature(), sentence(finding), reason);
  }

  /** The guard's sentences of these kinds tell how many people, who may be few. */
  private static String sentence(Finding finding) {
    return switch (finding.kind()) {
      case SINGLE_FEATURE, MODEL_GAIN, DRIFT -> finding.sentence();
      case FUTURE_ROWS ->
          "Feature '%s' changes when later rows are taken away".formatted(finding.feature());
      case CONSTANT_IN_ONE_SET ->
          "Feature '%s' has one value only in training or in scoring, and several in the other"
              .formatted(finding.feature());
      case MISSING_IN_ONE_SET ->
          "Feature '%s' has no value in training or in scoring, unlike in the other"
              .formatted(finding.feature());
    };
  }
}
