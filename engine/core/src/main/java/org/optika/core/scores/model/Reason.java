package org.optika.core.scores.model;

import static org.optika.core.Checks.require;

/**
 * What one raw feature adds to the margin of a row.
 *
 * @param group the raw feature, as {@link Reasons} was given it
 * @param contribution finite and not 0, on the scale of the margin
 */
public record Reason(int group, double contribution) {
  public Reason {
    require(group >= 0, "a reason needs a group >= 0, got %d", group);
    require(
        Double.isFinite(contribution) && contribution != 0,
        "a reason needs a finite contribution other than 0, got %s",
        contribution);
  }

  public Direction direction() {
    return contribution > 0 ? Direction.RAISES : Direction.LOWERS;
  }
}
