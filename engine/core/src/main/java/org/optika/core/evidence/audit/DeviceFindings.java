package org.optika.core.evidence.audit;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the capture of one device says.
 *
 * @param observations how many there were
 * @param violations one for each observation that was not permitted
 * @param unmapped observations that no tag claims, with how often they were made
 * @param absent ids of tags that were permitted at the end of the capture and never seen
 * @param clearedLater violations that are none by what is known now: news of consent came late
 * @param foundLater observations that were permitted by what was known then, and are not by what is
 *     known now: news of a withdrawal came late
 */
public record DeviceFindings(
    long observations,
    List<Violation> violations,
    Map<Unmapped, Long> unmapped,
    Set<String> absent,
    long clearedLater,
    long foundLater) {
  public DeviceFindings {
    violations = List.copyOf(violations);
    unmapped = Map.copyOf(unmapped);
    absent = Set.copyOf(absent);
  }

  /** Whether there is at least one violation. */
  public boolean deviates() {
    return !violations.isEmpty();
  }
}
