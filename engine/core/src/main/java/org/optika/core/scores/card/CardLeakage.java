package org.optika.core.scores.card;

import static org.optika.core.Checks.require;

import java.util.List;
import java.util.Optional;
import org.optika.core.scores.leakage.LeakageLimits;
import org.optika.core.scores.leakage.LeakageReport;

/**
 * Signs that the model knows what it cannot know when it is used.
 *
 * @param limits that measurements were held against
 * @param accepted findings that would have stopped the model, with the reason why they did not
 * @param notes what is worth a look and stops nothing
 */
public record CardLeakage(
    LeakageLimits limits, List<CardFinding> accepted, List<CardFinding> notes) {
  public CardLeakage {
    accepted = List.copyOf(accepted);
    notes = List.copyOf(notes);
    for (CardFinding finding : accepted) {
      require(
          finding.reason().isPresent(),
          "Finding %s of feature '%s' is accepted without a reason",
          finding.kind().id(),
          finding.feature());
    }
    for (CardFinding note : notes) {
      require(
          note.reason().isEmpty(),
          "Note %s of feature '%s' needs no reason",
          note.kind().id(),
          note.feature());
    }
  }

  /**
   * @throws IllegalArgumentException when an open finding stops the model: it gets no card
   */
  public static CardLeakage of(LeakageReport report, LeakageLimits limits) {
    require(
        report.passes(),
        "a model that the leakage guard has stopped gets no card: %s",
        report.lines());
    return new CardLeakage(
        limits,
        report.accepted().stream()
            .map(entry -> CardFinding.of(entry.finding(), Optional.of(entry.reason())))
            .toList(),
        report.open().stream().map(finding -> CardFinding.of(finding, Optional.empty())).toList());
  }
}
