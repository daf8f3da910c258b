package org.optika.spark.gate;

/**
 * The subjects of one partition whose permitted conversions, or what led to them, may differ
 * between two runs; each as the earlier run saw it and as this one does.
 */
public interface ChangeCursor {
  /** Moves to the next subject; false when there is none. */
  boolean next();

  /** Pseudonym of the subject. */
  long subject();

  /**
   * Microseconds UTC: what ends earlier has not changed, and must be taken neither from {@link
   * #before} nor from {@link #after}, which hold only the touches that what ends later can see.
   */
  long from();

  /** What was permitted to the earlier run; overwritten by {@link #next}. */
  PermittedActivity before();

  /** What is permitted to this run; overwritten by {@link #next}. */
  PermittedActivity after();

  /**
   * Whether the subject had not more than {@link ChangeReach#touchesADay} on any day before and has
   * now. {@link #after} is empty then; the subject does not come again in later runs.
   */
  boolean becameRobot();
}
