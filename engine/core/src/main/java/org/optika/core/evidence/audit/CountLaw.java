package org.optika.core.evidence.audit;

/** How many of the devices drawn deviate, when a given share of the population does. */
public sealed interface CountLaw permits BinomialLaw, HypergeometricLaw {

  /** Kebab-case name in reports. */
  String id();

  /** How many devices can be drawn at most. */
  long mostDrawn();

  /** The largest rate up to this one that the population can have. */
  double rateUpTo(double rate);

  /** The least rate from this one on that the population can have. */
  double rateFrom(double rate);

  /**
   * Probability that at least so many of those drawn deviate.
   *
   * @param drawn in [1, {@link #mostDrawn}]
   * @param rate one that the population can have
   */
  double atLeast(long count, long drawn, double rate);

  /**
   * All rates that neither of two exact one-sided tests at {@code alpha / 2} rejects.
   *
   * @param count in [0, drawn]
   * @param alpha probability, at most, with which the interval misses the rate
   */
  RateInterval interval(long count, long drawn, double alpha);
}
