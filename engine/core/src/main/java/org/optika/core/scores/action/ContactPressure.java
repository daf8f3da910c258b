package org.optika.core.scores.action;

/** Whether an action is a contact in the sense of the {@link ContactRules}. */
public enum ContactPressure {
  /** Its contacts count, and caps, gaps, quiet periods and preferred channels hold for it. */
  COUNTED,
  /**
   * A message that has to reach the person, such as one about a fault or a crisis. Its contacts
   * count nowhere, and no cap, gap, quiet period or preferred channel holds it back; permission,
   * country, declined channel and cool-down still do.
   */
  EXEMPT
}
