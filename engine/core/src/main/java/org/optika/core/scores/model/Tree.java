package org.optika.core.scores.model;

import java.io.Serializable;

/**
 * A binary decision tree in flat arrays, in pre-order: after a split come all nodes of its left
 * branch, then all of its right one. So the left child of a split is the node after it, and no
 * array can describe a cycle or a node with two parents. Made by a {@link TreeBuilder}, which
 * checks it. Immutable.
 */
public final class Tree implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Most splits between the root and a leaf. */
  public static final int MOST_LEVELS = 64;

  static final int LEAF = -1;

  private final int[] feature;
  private final double[] threshold;
  private final int[] right;
  private final double[] value;
  private final double[] cover;
  private final int levels;
  private final int features;

  /** Takes the arrays over; see the methods of the same names for what they hold. */
  Tree(
      int[] feature,
      double[] threshold,
      int[] right,
      double[] value,
      double[] cover,
      int levels,
      int features) {
    this.feature = feature;
    this.threshold = threshold;
    this.right = right;
    this.value = value;
    this.cover = cover;
    this.levels = levels;
    this.features = features;
  }

  /** Splits and leaves. */
  public int nodes() {
    return feature.length;
  }

  /** Most splits that a row meets; 0 for a single leaf. */
  public int levels() {
    return levels;
  }

  /** One more than the highest feature that is split by; 0 for a single leaf. */
  public int features() {
    return features;
  }

  /** Value of the leaf that the row comes to. */
  double valueAt(double[] row) {
    int node = 0;
    while (feature[node] != LEAF) {
      node = row[feature[node]] <= threshold[node] ? node + 1 : right[node];
    }
    return value[node];
  }

  boolean isLeaf(int node) {
    return feature[node] == LEAF;
  }

  int feature(int node) {
    return feature[node];
  }

  double threshold(int node) {
    return threshold[node];
  }

  int left(int node) {
    return node + 1;
  }

  int right(int node) {
    return right[node];
  }

  /** Of a leaf; 0 of a split. */
  double value(int node) {
    return value[node];
  }

  double cover(int node) {
    return cover[node];
  }

  /**
   * Part of the rows of a split that went left; those of both children together are its rows, so
   * that rounding in the stored cover of the split itself does no harm.
   */
  double leftShare(int node) {
    double left = cover[left(node)];
    return left / (left + cover[right(node)]);
  }

  /** As {@link #leftShare}. */
  double rightShare(int node) {
    double right = cover[right(node)];
    return right / (cover[left(node)] + right);
  }

  /** Mean of the leaves, weighed by their part of the rows of training. */
  double expectedValue() {
    double[] share = new double[nodes()];
    share[0] = 1;
    double expected = 0;
    for (int node = 0; node < share.length; node++) {
      if (isLeaf(node)) {
        expected += share[node] * value[node];
      } else {
        share[left(node)] = share[node] * leftShare(node);
        share[right(node)] = share[node] * rightShare(node);
      }
    }
    return expected;
  }
}
