package org.optika.core.scores.leakage;

import static org.optika.core.Checks.require;

import java.util.List;
import java.util.Optional;

/**
 * What the configuration accepts.
 *
 * @param entries at most one for a kind and feature
 */
public record AcceptedFindings(List<AcceptedFinding> entries) {
  public AcceptedFindings {
    entries = List.copyOf(entries);
    for (AcceptedFinding entry : entries) {
      require(
          entries.stream().filter(entry::coversTheSameAs).count() == 1,
          "%s of feature '%s' is accepted more than once",
          entry.kind().id(),
          entry.feature());
    }
  }

  /** Nothing. */
  public static AcceptedFindings none() {
    return new AcceptedFindings(List.of());
  }

  /** Holds findings against what is accepted. */
  public LeakageReport judge(List<Finding> findings) {
    return new LeakageReport(
        findings.stream().filter(finding -> covering(finding).isEmpty()).toList(),
        findings.stream()
            .flatMap(
                finding ->
                    covering(finding).stream()
                        .map(entry -> new LeakageReport.Accepted(finding, entry.reason())))
            .toList(),
        entries.stream().filter(entry -> findings.stream().noneMatch(entry::covers)).toList());
  }

  private Optional<AcceptedFinding> covering(Finding finding) {
    return entries.stream().filter(entry -> entry.covers(finding)).findFirst();
  }
}
