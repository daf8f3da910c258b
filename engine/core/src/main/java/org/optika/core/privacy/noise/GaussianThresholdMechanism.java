package org.optika.core.privacy.noise;

import static org.optika.core.Checks.require;

/**
 * Keeps a partition iff its number of persons plus discrete Gaussian noise reaches a threshold.
 *
 * <p>For a person in up to L₀ partitions, σ² pays for the counts that change (√L₀ in Euclidean
 * norm) and the threshold for the partitions that only this person is in: all L₀ of them stay
 * hidden with probability 1 - δ if P(1 + X &gt;= threshold) &lt;= 1 - (1 - δ)^(1/L₀). Both are
 * found by the accounting; here are the draw and the comparison, of integers. Sources:
 * Desfontaines, Voss, Gipson, Mandayam, PoPETs 2022(1) (arXiv 2006.03684) on several partitions a
 * person, and Canonne, Kamath, Steinke 2020 (arXiv 2004.00010) for the noise.
 */
public final class GaussianThresholdMechanism implements PartitionSelection {
  private static final long serialVersionUID = 1L;

  /** Value of the {@code mechanism} column. */
  public static final String ID = "gaussian-threshold";

  private final DiscreteGaussianMechanism noise;
  private final long threshold;

  /**
   * @param noise what is added to the number of persons
   * @param threshold least noisy number of persons of a partition that is kept; &gt;= 2, as with
   *     less a single person is shown more often than not
   */
  public GaussianThresholdMechanism(DiscreteGaussianMechanism noise, long threshold) {
    require(threshold >= 2, "threshold must be >= 2 persons, got %s", threshold);
    this.noise = noise;
    this.threshold = threshold;
  }

  @Override
  public String id() {
    return ID;
  }

  public DiscreteGaussianMechanism noise() {
    return noise;
  }

  public long threshold() {
    return threshold;
  }

  @Override
  public boolean keeps(long persons, BitSource bits) {
    require(persons >= 0, "persons must be >= 0, got %s", persons);
    return persons > 0 && noise.noisy(persons, bits) >= threshold;
  }

  @Override
  public String toString() {
    return ID + "[noise=" + noise + ", threshold=" + threshold + "]";
  }
}
