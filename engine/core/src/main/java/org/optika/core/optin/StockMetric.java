package org.optika.core.optin;

/** A metric of the subjects that are known at one instant. */
public sealed interface StockMetric extends OptInMetric permits PermittedShareMetric {

  /** The metric of one segment; its denominator may be 0. */
  Proportion of(PermittedCounts counts);

  @Override
  default Measurement measurement() {
    return Measurement.STOCK;
  }
}
