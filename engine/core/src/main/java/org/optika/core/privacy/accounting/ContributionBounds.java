package org.optika.core.privacy.accounting;

import static org.optika.core.Checks.require;

/**
 * How much of a person may enter a report; whatever is beyond is dropped before aggregation.
 *
 * @param groupsPerPerson L0, groups of the report that one person may be in; &gt;= 1
 * @param valuesPerGroup Linf, values of one person in one group; &gt;= 1
 */
public record ContributionBounds(int groupsPerPerson, int valuesPerGroup) {

  public ContributionBounds {
    require(groupsPerPerson >= 1, "groups per person must be >= 1, got %s", groupsPerPerson);
    require(valuesPerGroup >= 1, "values per group must be >= 1, got %s", valuesPerGroup);
  }

  /** L1 sensitivity, where one value changes its group by at most {@code change}. */
  double l1(double change) {
    return (double) groupsPerPerson * valuesPerGroup * change;
  }

  /** L2 sensitivity, where one value changes its group by at most {@code change}. */
  double l2(double change) {
    return Math.sqrt(groupsPerPerson) * valuesPerGroup * change;
  }
}
