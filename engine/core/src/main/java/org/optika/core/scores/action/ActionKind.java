package org.optika.core.scores.action;

/** What an action is to the person. */
public enum ActionKind {
  /** Asks the person to buy or to stay. */
  OFFER,
  /** Does or tells something in the person's own contract, such as a call after a complaint. */
  SERVICE
}
