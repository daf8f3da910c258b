package org.optika.core.evidence.register;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An assessment of a legitimate interest, with its reasons (GDPR 6(1)(f)).
 *
 * @param jurisdictions codes; {@code EU} stands for all
 * @param compellingGrounds that override an objection outside of direct marketing (GDPR 21(1))
 * @param validTo exclusive; empty while no end is known
 */
public record AssessmentRecord(
    String id,
    List<String> purposes,
    List<String> jurisdictions,
    String interest,
    String necessity,
    String balancing,
    Optional<String> compellingGrounds,
    Instant validFrom,
    Optional<Instant> validTo) {

  public AssessmentRecord {
    purposes = List.copyOf(purposes);
    jurisdictions = List.copyOf(jurisdictions);
  }

  /** Whether the assessment holds at an instant. */
  public boolean inForceAt(Instant at) {
    return !at.isBefore(validFrom) && validTo.map(at::isBefore).orElse(true);
  }
}
