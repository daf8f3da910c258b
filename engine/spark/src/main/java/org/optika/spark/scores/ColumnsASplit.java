package org.optika.spark.scores;

import static org.optika.core.Checks.require;

/**
 * How many columns a split of a tree may choose from: a multiple of all columns or of their root,
 * rounded up.
 *
 * @param times above 0
 */
record ColumnsASplit(double times, Of of) {
  static final ColumnsASplit ALL = new ColumnsASplit(1, Of.ALL);
  static final ColumnsASplit THIRD = new ColumnsASplit(1 / 3.0, Of.ALL);
  static final ColumnsASplit ROOT = new ColumnsASplit(1, Of.ROOT);

  enum Of {
    ALL,
    ROOT
  }

  ColumnsASplit {
    require(times > 0, "a split needs columns, got %s times their number", times);
  }

  /**
   * @return in [1, columns]
   */
  int among(int columns) {
    double unit = of == Of.ALL ? columns : Math.sqrt(columns);
    return (int) Math.max(1, Math.min(columns, Math.ceil(times * unit)));
  }
}
