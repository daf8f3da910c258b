package org.optika.core.evidence.register;

import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An entry of the register of impact assessments.
 *
 * @param id of the entry
 * @param subject what the entry is about
 * @param subjectId id of the campaign, action or model
 * @param criteria that the controller has found to be met
 * @param significantEffect on the people concerned, legal or similar (GDPR 22(1))
 * @param assessments in any order
 */
public record DpiaEntry(
    String id,
    DpiaSubject subject,
    String subjectId,
    Set<DpiaCriterion> criteria,
    DecisionMaking decision,
    boolean significantEffect,
    List<DpiaAssessment> assessments) {

  /** So many criteria call for an assessment. */
  public static final int CRITERIA_THAT_CALL = 2;

  public DpiaEntry {
    criteria = Set.copyOf(criteria);
    assessments = List.copyOf(assessments);
  }

  /** Whether a machine alone decides with a significant effect: forbidden but for exceptions. */
  public boolean isArticle22Decision() {
    return decision == DecisionMaking.SOLELY_AUTOMATED && significantEffect;
  }

  /** The criteria that are met, also that which follows from how is decided. */
  public Set<DpiaCriterion> metCriteria() {
    Set<DpiaCriterion> met = EnumSet.noneOf(DpiaCriterion.class);
    met.addAll(criteria);
    if (isArticle22Decision()) {
      met.add(DpiaCriterion.AUTOMATED_DECISION);
    }
    return met;
  }

  /** An Art. 22 decision calls for an assessment by itself (GDPR 35(3)(a)). */
  public boolean needsAssessment() {
    return isArticle22Decision() || metCriteria().size() >= CRITERIA_THAT_CALL;
  }

  /** The newest assessment that is in force. */
  public Optional<DpiaAssessment> assessmentAt(long atMicros) {
    return assessments.stream()
        .filter(assessment -> assessment.inForceAt(atMicros))
        .max(Comparator.comparingLong(DpiaAssessment::assessedMicros));
  }

  /** An assessment that does not allow the processing counts whether it was needed or not. */
  public DpiaStatus statusAt(long atMicros) {
    Optional<DpiaAssessment> assessment = assessmentAt(atMicros);
    if (assessment.isPresent()) {
      return assessment.get().outcome().allows() ? DpiaStatus.ASSESSED : DpiaStatus.NOT_ALLOWED;
    }
    return needsAssessment() ? DpiaStatus.MISSING : DpiaStatus.NOT_NEEDED;
  }
}
