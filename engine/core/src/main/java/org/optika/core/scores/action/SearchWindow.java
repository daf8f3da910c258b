package org.optika.core.scores.action;

import java.io.Serializable;

/**
 * Where the increment is still sought at which the budget ends. All increments have an order: the
 * higher efficiency first, then the lower subject. A rank is a number >= 0 that respects the order:
 * first of the efficiency alone, then, within one efficiency, of the subject.
 *
 * @param phase what ranks are made of
 * @param lambda the efficiency within which the subject is sought; NaN before
 * @param low lowest rank in the window
 * @param high highest rank in the window
 */
record SearchWindow(Phase phase, double lambda, long low, long high) implements Serializable {
  enum Phase {
    EFFICIENCY,
    SUBJECT
  }

  /** A round divides the window into at most so many parts: 16 bits of the rank. */
  static final int PARTS = 1 << 16;

  private static final long OUTSIDE = -1;

  static final SearchWindow ALL = new SearchWindow(Phase.EFFICIENCY, Double.NaN, 0, Long.MAX_VALUE);

  static SearchWindow ofSubjects(double lambda) {
    return new SearchWindow(Phase.SUBJECT, lambda, 0, Long.MAX_VALUE);
  }

  SearchWindow narrowed(long newLow, long newHigh) {
    return new SearchWindow(phase, lambda, newLow, newHigh);
  }

  /** Rank of an increment; negative when it is not sought any more. */
  long rank(double efficiency, long subject) {
    long rank =
        switch (phase) {
          // the bits of doubles >= 0 are ordered as the doubles are
          case EFFICIENCY -> Long.MAX_VALUE - Double.doubleToRawLongBits(efficiency);
          case SUBJECT -> efficiency == lambda ? subject : OUTSIDE;
        };
    return rank < low || rank > high ? OUTSIDE : rank;
  }

  /** The efficiency of a rank of the first phase. */
  static double efficiency(long rank) {
    return Double.longBitsToDouble(Long.MAX_VALUE - rank);
  }

  /** The part in which a rank of the window lies, in [0, {@link #PARTS}). */
  int part(long rank) {
    long width = (high - low) / PARTS + 1;
    return (int) ((rank - low) / width);
  }
}
