package org.optika.core.optin;

/** A metric of the showings that began in a window. */
public sealed interface ShowingMetric extends OptInMetric
    permits ConsentRateMetric, OptInRateMetric, AcceptRateMetric, InteractionRateMetric {

  /** The metric of one segment; its denominator may be 0. */
  Proportion of(OptInCounts counts);

  @Override
  default Measurement measurement() {
    return Measurement.COHORT;
  }

  @Override
  default String deduplication() {
    return "one showing = one notice on one device until 30 minutes passed or the next showing; "
        + "its last choice counts";
  }

  @Override
  default String gpc() {
    return "no choice; signals are counted apart";
  }
}
