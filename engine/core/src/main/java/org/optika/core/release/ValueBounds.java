package org.optika.core.release;

import static org.optika.core.Checks.require;

import java.io.Serializable;
import java.math.BigDecimal;
import java.util.Objects;

/**
 * The range of a value, public and never taken from the data, and the grid on which it is summed.
 * Values are whole multiples of {@code 2^-gridBits}, so that sums are exact and do not depend on
 * their order. The grid is the coarsest power of two of which the end farther from 0 is at least
 * 2^19 steps away from it.
 *
 * <p>Every value has one meaning: what lies outside of the range counts as the nearer end (so does
 * an infinity), and what is missing or not a number counts as 0, or the end nearest to it.
 */
public final class ValueBounds implements Serializable {
  private static final long serialVersionUID = 1L;

  static final int STEPS_BITS = 20;

  private static final BigDecimal LARGEST = BigDecimal.valueOf(1_000_000_000_000L);
  private static final BigDecimal SMALLEST_SHARE = new BigDecimal("0.001");

  private final BigDecimal low;
  private final BigDecimal high;

  // What follows from them is kept: each row asks for it.
  private final int gridBits;
  private final long lowSteps;
  private final long highSteps;
  private final long middleSteps;

  /**
   * @param low lower end
   * @param high upper end, greater than {@code low}
   */
  public ValueBounds(BigDecimal low, BigDecimal high) {
    require(low.compareTo(high) < 0, "expected bounds [low, high], got [%s, %s]", low, high);
    require(
        low.abs().compareTo(LARGEST) <= 0 && high.abs().compareTo(LARGEST) <= 0,
        "bounds must lie within -%s and %s, got [%s, %s]",
        LARGEST,
        LARGEST,
        low,
        high);
    require(
        high.subtract(low).compareTo(low.abs().max(high.abs()).multiply(SMALLEST_SHARE)) >= 0,
        "bounds must be apart by at least %s of the one farther from 0, got [%s, %s]",
        SMALLEST_SHARE,
        low,
        high);
    this.low = low.stripTrailingZeros();
    this.high = high.stripTrailingZeros();
    gridBits = STEPS_BITS - 1 - Math.getExponent(low.abs().max(high.abs()).doubleValue());
    lowSteps = (long) Math.floor(Math.scalb(low.doubleValue(), gridBits));
    highSteps = (long) Math.ceil(Math.scalb(high.doubleValue(), gridBits));
    middleSteps = Math.floorDiv(lowSteps + highSteps, 2);
  }

  public BigDecimal low() {
    return low;
  }

  public BigDecimal high() {
    return high;
  }

  /** The smallest range around 0 that holds this one. */
  public ValueBounds symmetric() {
    BigDecimal most = low.abs().max(high.abs());
    return new ValueBounds(most.negate(), most);
  }

  /** The grid has the step {@code 2^-gridBits}; may be negative. */
  public int gridBits() {
    return gridBits;
  }

  /** Lower end in steps of the grid, rounded down. */
  public long lowSteps() {
    return lowSteps;
  }

  /** Upper end in steps of the grid, rounded up. */
  public long highSteps() {
    return highSteps;
  }

  /** The middle of the range in steps, rounded down. */
  public long middleSteps() {
    return middleSteps;
  }

  /** A value in steps of the grid, clamped to the range; total: no value makes it fail. */
  public long steps(double value) {
    double steps = Double.isNaN(value) ? 0 : Math.rint(Math.scalb(value, gridBits));
    return Math.round(Math.max(lowSteps, Math.min(highSteps, steps)));
  }

  /** Size of a step. */
  public double step() {
    return Math.scalb(1.0, -gridBits);
  }

  /** Largest distance of a value from {@link #middleSteps}. */
  double halfWidth() {
    return step() * Math.max(highSteps - middleSteps, middleSteps - lowSteps);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ValueBounds that && low.equals(that.low) && high.equals(that.high);
  }

  @Override
  public int hashCode() {
    return Objects.hash(low, high);
  }

  /** The same for the same range: it is part of what tells one release from another. */
  @Override
  public String toString() {
    return "ValueBounds[low=%s, high=%s]".formatted(low, high);
  }
}
