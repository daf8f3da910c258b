package org.optika.evidence.attack;

/**
 * Least and largest value of a withheld figure that agree with everything published.
 *
 * @param most may be infinite
 */
record CellBounds(double least, double most) {
  private static final double ROUNDING = 1e-5;

  /** For counts: the whole numbers in between. */
  CellBounds inwards() {
    return new CellBounds(Math.ceil(least - ROUNDING), Math.floor(most + ROUNDING));
  }

  double width() {
    return most - least;
  }
}
