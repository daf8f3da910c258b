package org.optika.core.scores.uplift;

/** What people are ranked by. */
public enum RankedBy {
  /** Predicted uplift. */
  UPLIFT("uplift"),
  /** Predicted outcome in control, as a plain response model has it; a reference. */
  RESPONSE("response"),
  /** Nothing: what any order comes to on average; a reference. */
  CHANCE("random");

  private final String id;

  RankedBy(String id) {
    this.id = id;
  }

  /** Name in reports; never reused. */
  public String id() {
    return id;
  }
}
