package org.optika.core.scores.model;

import static org.optika.core.Checks.require;

import java.util.Arrays;

/**
 * Rows of a training set as trees are grown on them: of each number only between which cuts it
 * lies, one byte a number. Not thread-safe.
 */
public final class BinnedRows {
  private static final int MOST_CUTS = Byte.MAX_VALUE;

  private final double[][] cuts;
  private final byte[][] bins;
  private double[] labels = new double[1024];
  private double[] weights = new double[1024];
  private int size;

  /**
   * @param cuts of each column, strictly ascending, at most 127
   */
  public BinnedRows(double[][] cuts) {
    this.cuts = Arrays.stream(cuts).map(double[]::clone).toArray(double[][]::new);
    this.bins = new byte[cuts.length][labels.length];
    for (double[] column : this.cuts) {
      require(column.length <= MOST_CUTS, "at most %s cuts, got %s", MOST_CUTS, column.length);
      for (int cut = 1; cut < column.length; cut++) {
        require(column[cut - 1] < column[cut], "cuts must ascend, got %s", column[cut]);
      }
    }
  }

  /**
   * @param x one finite number a column
   * @param label 0 or 1
   * @param weight finite and above 0
   */
  public void add(double[] x, double label, double weight) {
    Rows.requireRow(x, cuts.length);
    require(label == 0 || label == 1, "a label must be 0 or 1, got %s", label);
    require(weight > 0 && Double.isFinite(weight), "a weight must be above 0, got %s", weight);
    if (size == labels.length) {
      grow();
    }
    for (int column = 0; column < cuts.length; column++) {
      bins[column][size] = (byte) cutsBelow(cuts[column], x[column]);
    }
    labels[size] = label;
    weights[size++] = weight;
  }

  /**
   * How many cuts lie below the number: it is at most the cut of that index.
   *
   * @param cuts ascending
   */
  public static int cutsBelow(double[] cuts, double number) {
    int found = Arrays.binarySearch(cuts, number);
    return found < 0 ? -found - 1 : found;
  }

  private void grow() {
    int room = (int) Math.min(2L * size, Integer.MAX_VALUE - 8L);
    require(room > size, "at most %s rows", room);
    labels = Arrays.copyOf(labels, room);
    weights = Arrays.copyOf(weights, room);
    for (int column = 0; column < bins.length; column++) {
      bins[column] = Arrays.copyOf(bins[column], room);
    }
  }

  /** Number of rows. */
  public int size() {
    return size;
  }

  int columns() {
    return cuts.length;
  }

  /** Bins of a column, by row: the number of cuts below. */
  byte[] bins(int column) {
    return bins[column];
  }

  /** Cuts of a column. */
  double[] cuts(int column) {
    return cuts[column];
  }

  double label(int row) {
    return labels[row];
  }

  double weight(int row) {
    return weights[row];
  }
}
