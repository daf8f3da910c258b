package org.optika.core.scores.leakage;

import java.util.List;
import java.util.stream.Stream;

/**
 * What the guard has to say of a model.
 *
 * @param open findings and notes that nothing accepts
 * @param accepted findings with the reason why they are none
 * @param stale entries of the configuration that accept what was not found; they can be removed
 */
public record LeakageReport(
    List<Finding> open, List<Accepted> accepted, List<AcceptedFinding> stale) {
  public LeakageReport {
    open = List.copyOf(open);
    accepted = List.copyOf(accepted);
    stale = List.copyOf(stale);
  }

  /** A finding that passes, and why. */
  public record Accepted(Finding finding, String reason) {}

  /** Whether the model may be used: no open finding stops it. */
  public boolean passes() {
    return open.stream().noneMatch(Finding::stops);
  }

  /** One line each: open findings, accepted ones, stale entries. */
  public List<String> lines() {
    return Stream.of(
            open.stream().map(Finding::sentence),
            accepted.stream()
                .map(entry -> "Accepted, %s: %s".formatted(entry.reason, entry.finding.sentence())),
            stale.stream()
                .map(
                    entry ->
                        "Accepted but not found: %s of feature '%s'; remove it from the config"
                            .formatted(entry.kind().id(), entry.feature())))
        .flatMap(lines -> lines)
        .toList();
  }
}
