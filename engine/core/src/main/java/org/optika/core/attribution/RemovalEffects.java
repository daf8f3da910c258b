package org.optika.core.attribution;

/**
 * What is lost when a channel is taken away, by channel code: the part of conversions (and of
 * value) that passed through it. Each effect is in [0, 1]; they do not sum to 1.
 */
public final class RemovalEffects {
  private final double[] conversions;
  private final double[] value;

  RemovalEffects(double[] conversions, double[] value) {
    this.conversions = conversions.clone();
    this.value = value.clone();
  }

  /** P(conversion and channel visited) / P(conversion); all 0 where nothing converts. */
  public double[] conversions() {
    return conversions.clone();
  }

  /**
   * The same of value, a journey being worth the mean value of conversions out of its last state.
   */
  public double[] value() {
    return value.clone();
  }
}
