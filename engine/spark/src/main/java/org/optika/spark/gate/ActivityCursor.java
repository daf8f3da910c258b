package org.optika.spark.gate;

/** Permitted activity, subject after subject. */
public interface ActivityCursor {
  /** Moves to the next subject; false when there is none. */
  boolean next();

  /** What is permitted of the subject; overwritten by {@link #next}. */
  PermittedActivity activity();
}
