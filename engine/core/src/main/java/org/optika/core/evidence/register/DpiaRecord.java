package org.optika.core.evidence.register;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An impact assessment as the register has it at an instant.
 *
 * @param id of the entry; empty when a register has none for the subject
 * @param criteria that are met
 * @param article22 a machine alone decides with a significant effect
 * @param outcome of the assessment in force
 */
public record DpiaRecord(
    Optional<String> id,
    DpiaSubject subject,
    String subjectId,
    List<DpiaCriterion> criteria,
    DecisionMaking decision,
    boolean significantEffect,
    boolean article22,
    DpiaStatus status,
    Optional<DpiaOutcome> outcome,
    Optional<Instant> assessedOn,
    Optional<String> measures,
    Optional<String> reference) {

  public DpiaRecord {
    criteria = List.copyOf(criteria);
  }
}
