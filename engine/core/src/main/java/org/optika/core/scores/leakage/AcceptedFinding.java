package org.optika.core.scores.leakage;

import static org.optika.core.Checks.require;

/**
 * A finding that somebody answers for.
 *
 * @param reason why it is none, in one line; goes into the model card
 */
public record AcceptedFinding(FindingKind kind, String feature, String reason) {
  public AcceptedFinding {
    require(!feature.isBlank(), "an accepted finding must name a feature, got '%s'", feature);
    require(
        !reason.isBlank(),
        "an accepted finding needs a reason, got none for %s of feature '%s'",
        kind.id(),
        feature);
    reason = reason.strip();
    require(
        reason.lines().count() == 1,
        "the reason why %s of feature '%s' is accepted must be one line, got '%s'",
        kind.id(),
        feature,
        reason);
  }

  boolean covers(Finding finding) {
    return kind == finding.kind() && feature.equals(finding.feature());
  }

  boolean coversTheSameAs(AcceptedFinding other) {
    return kind == other.kind && feature.equals(other.feature);
  }
}
