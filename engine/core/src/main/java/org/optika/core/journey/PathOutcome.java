package org.optika.core.journey;

/** What a policy made of a journey. */
public enum PathOutcome {
  /** There is a path: models see it. */
  MODELLED,
  /** A conversion without a path that had refused touches: {@link Bucket#TOUCHES_REFUSED}. */
  TOUCHES_REFUSED,
  /** A conversion without any touch: {@link Bucket#NO_TOUCH_SEEN}. */
  NO_TOUCH_SEEN,
  /** A null journey with nothing left to model. */
  DROPPED
}
