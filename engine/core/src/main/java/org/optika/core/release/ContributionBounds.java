package org.optika.core.release;

import static org.optika.core.Checks.require;

import java.io.Serializable;

/**
 * How much of one person a release may use; public, and never taken from the data.
 *
 * @param groups most groups that a person counts in (L0), in [1, 1000]
 * @param rowsPerGroup most rows of a person that count in one group (L-infinity), in [1, 10000]
 */
public record ContributionBounds(int groups, int rowsPerGroup) implements Serializable {
  private static final int MOST_GROUPS = 1_000;
  private static final int MOST_ROWS = 10_000;
  private static final int MOST_IN_ALL = 1_000_000;

  public ContributionBounds {
    require(
        groups >= 1 && groups <= MOST_GROUPS,
        "groups_per_person must be in [1, %s], got %s",
        MOST_GROUPS,
        groups);
    require(
        rowsPerGroup >= 1 && rowsPerGroup <= MOST_ROWS,
        "rows_per_group must be in [1, %s], got %s",
        MOST_ROWS,
        rowsPerGroup);
    require(
        groups * rowsPerGroup <= MOST_IN_ALL,
        "groups_per_person x rows_per_group must be at most %s, got %s",
        MOST_IN_ALL,
        groups * rowsPerGroup);
  }
}
