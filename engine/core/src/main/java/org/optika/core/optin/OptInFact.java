package org.optika.core.optin;

/** One thing that opt-in rates count: its time and context say in which segment. */
public sealed interface OptInFact permits Showing, CountedApart {

  /** When it happened; decides day, week and month. Epoch microseconds UTC. */
  long timeMicros();

  /** The dimensions of the segment. */
  NoticeContext context();

  /** This fact as counts, to be added up per segment. */
  OptInCounts counts();
}
