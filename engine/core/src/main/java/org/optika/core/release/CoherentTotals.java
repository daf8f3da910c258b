package org.optika.core.release;

import java.util.Arrays;

/**
 * The totals nearest to estimates that add up exactly, and are not negative where they must not be.
 * From the groups that lie in none downwards: the groups in a group are moved to the nearest point
 * (Euclidean distance) of those that add up to its total, which for non-negative ones is the
 * projection on a simplex (M. Held, P. Wolfe and H. Crowder, Validation of subgradient
 * optimization, Mathematical Programming 6, 1974).
 *
 * <p>All totals are multiples of one power of two, so large that doubles add them up without
 * rounding in any order: sums of children are their parent, and not nearly so.
 */
final class CoherentTotals {
  /** A thousandth of a step is far below any noise. */
  private static final double FINEST_GRID = 0x1p-10;

  /** Rounding errors of the estimates stay far below a step of the grid. */
  private static final double ULPS = 0x1p10;

  private final Forest forest;
  private final boolean nonNegative;
  private final double grid;
  private final double[][] totals;

  private CoherentTotals(Forest forest, double[][] estimates, boolean nonNegative) {
    this.forest = forest;
    this.nonNegative = nonNegative;
    double size = Arrays.stream(estimates).flatMapToDouble(Arrays::stream).map(Math::abs).sum();
    grid = Math.max(FINEST_GRID, ULPS * Math.ulp(size));
    totals = new double[estimates.length][];
    int last = estimates.length - 1;
    totals[last] =
        Arrays.stream(estimates[last])
            .map(total -> grid * Math.rint((nonNegative ? Math.max(0, total) : total) / grid))
            .toArray();
    for (int level = last; level > 0; level--) {
      totals[level - 1] = new double[estimates[level - 1].length];
      for (int group = 0; group < estimates[level].length; group++) {
        settle(level, group, estimates[level - 1]);
      }
    }
  }

  /**
   * @param estimates by level and group; nearly adding up
   * @return totals that add up exactly; by level and group
   */
  static double[][] of(Forest forest, double[][] estimates, boolean nonNegative) {
    return new CoherentTotals(forest, estimates, nonNegative).totals;
  }

  private void settle(int level, int group, double[] estimates) {
    int[] children = forest.children(level, group);
    double total = totals[level][group];
    double[] parts = Arrays.stream(children).mapToDouble(child -> estimates[child]).toArray();
    double shift = nonNegative ? simplexShift(parts, total) : shift(parts, total);
    for (int i = 0; i < parts.length; i++) {
      parts[i] = nonNegative ? Math.max(0, parts[i] + shift) : parts[i] + shift;
    }
    round(parts, total);
    for (int i = 0; i < parts.length; i++) {
      totals[level - 1][children[i]] = parts[i];
    }
  }

  private static double shift(double[] parts, double total) {
    return (total - Arrays.stream(parts).sum()) / parts.length;
  }

  /** What is added to all parts, those that would be negative then being 0. */
  private static double simplexShift(double[] parts, double total) {
    double[] ascending = parts.clone();
    Arrays.sort(ascending);
    double sum = 0;
    double shift = 0;
    for (int positive = 1; positive <= ascending.length; positive++) {
      double part = ascending[ascending.length - positive];
      sum += part;
      double next = (total - sum) / positive;
      if (positive > 1 && part + next <= 0) {
        break;
      }
      shift = next;
    }
    return shift;
  }

  /** To multiples of the grid, down but for those with the largest remainders. */
  private void round(double[] parts, double total) {
    double[] remainders = new double[parts.length];
    double missing = total;
    for (int i = 0; i < parts.length; i++) {
      double below = grid * Math.floor(parts[i] / grid);
      remainders[i] = parts[i] - below;
      parts[i] = below;
      missing -= below;
    }
    long up = Math.round(missing / grid);
    Integer[] order = new Integer[parts.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, (a, b) -> Double.compare(remainders[b], remainders[a]));
    for (int i = 0; i < up; i++) {
      parts[order[i % parts.length]] += grid;
    }
  }
}
