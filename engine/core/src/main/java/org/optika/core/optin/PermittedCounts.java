package org.optika.core.optin;

/**
 * A stock at one instant: how many of the subjects observed had a valid permission for a purpose.
 * Adds up over disjoint sets of subjects only.
 *
 * @param permitted subjects with a valid permission at the instant; at most {@code observed}
 * @param observed subjects seen
 */
public record PermittedCounts(long permitted, long observed) {

  /** Nobody was seen. */
  public static final PermittedCounts ZERO = new PermittedCounts(0, 0);

  public PermittedCounts {
    if (permitted < 0 || permitted > observed) {
      throw new IllegalArgumentException(
          "permitted must be in [0, observed = %d], got %d".formatted(observed, permitted));
    }
  }

  /**
   * @param other counts of other subjects, same purpose and instant
   * @throws ArithmeticException if a count leaves the range of {@code long}
   */
  public PermittedCounts plus(PermittedCounts other) {
    return new PermittedCounts(
        Math.addExact(permitted, other.permitted), Math.addExact(observed, other.observed));
  }
}
