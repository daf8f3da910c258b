package org.optika.core.evidence.register;

/**
 * What makes a processing likely to be of high risk: the nine criteria of the guidelines on impact
 * assessments (WP 248 rev.01, III.B.a). Two of them call for an assessment in most cases.
 */
public enum DpiaCriterion {
  EVALUATION_OR_SCORING,
  AUTOMATED_DECISION,
  SYSTEMATIC_MONITORING,
  SENSITIVE_DATA,
  LARGE_SCALE,
  MATCHED_DATA_SETS,
  VULNERABLE_PEOPLE,
  INNOVATIVE_USE,
  PREVENTS_RIGHT_OR_SERVICE
}
