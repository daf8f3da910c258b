package org.optika.core.release;

import static org.optika.core.Checks.require;

import java.math.BigDecimal;

/**
 * A level of coarser groups that is released beside the one below it, with noise of its own.
 *
 * @param by how its groups are made of those of the level below
 * @param weight share of the budget of each statistic at this level beside the groups of the keys,
 *     which have 1; &gt; 0
 */
public record Level(Coarsening by, BigDecimal weight) {

  public Level {
    require(weight.signum() > 0, "weight of level '%s' must be > 0, got %s", by.into(), weight);
    weight = weight.stripTrailingZeros(); // 2 and 2.0 are one level
  }
}
