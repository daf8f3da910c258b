package org.optika.core.optin;

/**
 * A published opt-in figure and everything that its reader must be told. Each metric is one file,
 * registered in {@link OptInMetrics}. The window and the segment are those of the counts that are
 * passed in.
 */
public sealed interface OptInMetric permits ShowingMetric, StockMetric {

  /** Name in config and in tables; kebab-case, never reused for another meaning. */
  String id();

  /** The formula in words, as numerator / denominator. */
  String formula();

  /** What the share is a share of. */
  String unit();

  /** Whether the figure follows showings through a window or is a level at one instant. */
  Measurement measurement();

  /** What the numerator counts. */
  String numeratorMeaning();

  /** What the denominator counts. */
  String denominatorMeaning();

  /** What makes two rows one observation. */
  String deduplication();

  /** What is done with bots. */
  default String bots() {
    return "excluded before counting";
  }

  /** What is done with Global Privacy Control signals. */
  String gpc();

  /** What is done where nobody chose. */
  String noChoice();

  /** The two kinds of figures, which must never be compared with each other. */
  enum Measurement {
    /** Showings that began in the window, each followed to its end. */
    COHORT,
    /** Everyone, as things stand at one instant. */
    STOCK
  }
}
