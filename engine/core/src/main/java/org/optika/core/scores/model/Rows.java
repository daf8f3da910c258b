package org.optika.core.scores.model;

import static org.optika.core.Checks.require;

/** Checks of what models are called with. Messages name the place and no value of a person. */
final class Rows {
  private Rows() {}

  static void requireRow(double[] row, int features) {
    if (row.length != features) {
      require(false, "expected a row of %d features, got %d", features, row.length);
    }
    for (int feature = 0; feature < features; feature++) {
      if (!Double.isFinite(row[feature])) {
        require(false, "feature %d of a row must be finite, got %s", feature, kindOf(row[feature]));
      }
    }
  }

  static void requireSpace(double[] into, int features) {
    if (into.length != features) {
      require(false, "expected space for %d contributions, got %d", features, into.length);
    }
  }

  private static String kindOf(double value) {
    return Double.isNaN(value) ? "NaN" : "an infinite number";
  }
}
