package org.optika.spark.gate;

import java.io.Serializable;

/**
 * How far the change of one row reaches in what is made of a subject's activity.
 *
 * @param lookbackMicros a row changes what ends at it or up to so much later
 * @param touchesADay a subject that comes to have more touchpoints than this on a UTC day changes
 *     as a whole, and for good; {@link Integer#MAX_VALUE} when there is no such rule
 */
public record ChangeReach(long lookbackMicros, int touchesADay) implements Serializable {
  /** Whether touchpoints are counted by day at all. */
  boolean countsDays() {
    return touchesADay < Integer.MAX_VALUE;
  }
}
