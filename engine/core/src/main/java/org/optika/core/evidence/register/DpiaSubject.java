package org.optika.core.evidence.register;

/** What an impact assessment is about. */
public enum DpiaSubject {
  /** A campaign of the marketing department. */
  CAMPAIGN,
  /** An action of conf/actions.yaml. */
  ACTION,
  /** A model, by the name of its use: {@code churn}, or the id of an experiment. */
  MODEL
}
