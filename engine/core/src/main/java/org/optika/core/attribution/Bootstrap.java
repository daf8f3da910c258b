package org.optika.core.attribution;

import static org.optika.core.Checks.require;

import java.io.Serializable;

/**
 * How intervals are found: subjects are drawn anew, all journeys of a subject together.
 *
 * @param seed same seed, same interval
 * @param replicas how often; 0 for no intervals, else 20 to 10,000
 */
public record Bootstrap(long seed, int replicas) implements Serializable {
  public Bootstrap {
    require(
        replicas == 0 || (replicas >= 20 && replicas <= 10_000),
        "replicas must be 0 or in [20, 10000], got %s",
        replicas);
  }

  /** No intervals. */
  public static Bootstrap none() {
    return new Bootstrap(0, 0);
  }
}
