package org.optika.core.privacy.accounting;

import static org.optika.core.Checks.require;

/**
 * Count, sum and mean of values in {@code [low, high]} from two noisy sums: of {@code high - v} and
 * of {@code v - low}. They add up to {@code high - low} times the count.
 *
 * <p>For Gaussian noise that is the count and the sum around the midpoint, turned by 45 degrees:
 * the sensitivity of the pair is that of its longer change, {@code high - low}, and the mean has
 * the least error that holds wherever in the interval it lies. For Laplace noise it halves the
 * noise: a value changes the L1 norm by {@code high - low}, while the count and the centred sum,
 * scaled to equal changes, would change by twice as much.
 *
 * @param low least value after clamping
 * @param high largest value after clamping; &gt; {@code low}
 */
public record EndpointSums(double low, double high) {

  public EndpointSums {
    require(
        low < high && high - low < Double.POSITIVE_INFINITY,
        "low must be less than high, got %s and %s",
        low,
        high);
  }

  /** What a value adds to the first sum; values outside of the interval count as its nearer end. */
  public double fromHigh(double value) {
    return high - clamped(value);
  }

  /** What a value adds to the second sum. */
  public double fromLow(double value) {
    return clamped(value) - low;
  }

  /** Number of values, from the sums. */
  public double count(double sumFromHigh, double sumFromLow) {
    return (sumFromHigh + sumFromLow) / (high - low);
  }

  /** Sum of the clamped values, from the sums. */
  public double sum(double sumFromHigh, double sumFromLow) {
    return (low * sumFromHigh + high * sumFromLow) / (high - low);
  }

  /**
   * Mean of the clamped values, from the sums.
   *
   * @return in {@code [low, high]}; the midpoint where the noise leaves no positive count
   */
  public double mean(double sumFromHigh, double sumFromLow) {
    double count = count(sumFromHigh, sumFromLow);
    return count > 0 ? clamped(sum(sumFromHigh, sumFromLow) / count) : low + (high - low) / 2;
  }

  private double clamped(double value) {
    return Math.max(low, Math.min(high, value));
  }
}
