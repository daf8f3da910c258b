package org.optika.bench;

import java.util.Locale;
import java.util.Optional;
import org.optika.core.scores.quality.Interval;

/**
 * A figure that was reached, beside the one that is wanted.
 *
 * @param of what it is a figure of
 * @param figure its name, with the unit
 * @param note one line, may be empty
 */
record FigureLine(
    String of,
    String figure,
    double reached,
    Optional<Interval> interval95,
    Optional<Wanted> wanted,
    String note) {

  FigureLine(String of, String figure, double reached, Optional<Wanted> wanted, String note) {
    this(of, figure, reached, Optional.empty(), wanted, note);
  }

  /** What a figure has to be; NaN is never it. */
  record Wanted(boolean least, double limit) {
    static Wanted atLeast(double limit) {
      return new Wanted(true, limit);
    }

    static Wanted atMost(double limit) {
      return new Wanted(false, limit);
    }

    boolean isMetBy(double reached) {
      return least ? reached >= limit : reached <= limit;
    }

    @Override
    public String toString() {
      return (least ? ">= " : "<= ") + rounded(limit);
    }
  }

  /** Four decimals, less of large numbers, two digits of very small ones. */
  static String rounded(double value) {
    double size = Math.abs(value);
    String pattern =
        value == Math.rint(value) || size >= 100
            ? "%,.0f"
            : size >= 10 ? "%.1f" : size >= 0.001 ? "%.4f" : "%.1e";
    return String.format(Locale.ROOT, pattern, value);
  }
}
