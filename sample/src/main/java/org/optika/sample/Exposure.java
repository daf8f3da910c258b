package org.optika.sample;

/** How people come to see a channel; see {@link Channel#isRandomised}. */
public enum Exposure {
  /** Every channel reaches interested people more often, as in life. */
  NATURAL,
  /**
   * The paid channels that can be switched on and off are shown by lot, the others follow the
   * person's interest.
   */
  MIXED,
  /** Every channel is shown by lot. */
  RANDOMISED
}
