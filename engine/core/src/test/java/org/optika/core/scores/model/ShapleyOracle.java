package org.optika.core.scores.model;

/** Shapley values of a tree from all coalitions of features, as they are defined. */
final class ShapleyOracle {
  private final Tree tree;
  private final double[] row;
  private final double[] worth;

  ShapleyOracle(Tree tree, double[] row) {
    this.tree = tree;
    this.row = row;
    this.worth = new double[1 << row.length];
    for (int known = 0; known < worth.length; known++) {
      worth[known] = expected(0, known);
    }
  }

  /** Value that the tree expects below a node when the features of a bit set are known. */
  private double expected(int node, int known) {
    if (tree.isLeaf(node)) {
      return tree.value(node);
    }
    int left = tree.left(node);
    int right = tree.right(node);
    if ((known >> tree.feature(node) & 1) == 1) {
      return expected(row[tree.feature(node)] <= tree.threshold(node) ? left : right, known);
    }
    return (tree.cover(left) * expected(left, known) + tree.cover(right) * expected(right, known))
        / tree.cover(node);
  }

  double base() {
    return worth[0];
  }

  double margin() {
    return worth[worth.length - 1];
  }

  /** Sum over coalitions S without the feature of |S|! (n - |S| - 1)! / n! times what it adds. */
  double contribution(int feature) {
    int n = row.length;
    double sum = 0;
    for (int known = 0; known < worth.length; known++) {
      if ((known >> feature & 1) == 0) {
        int size = Integer.bitCount(known);
        double weight = factorial(size) * factorial(n - size - 1) / factorial(n);
        sum += weight * (worth[known | 1 << feature] - worth[known]);
      }
    }
    return sum;
  }

  private static double factorial(int n) {
    return n < 2 ? 1 : n * factorial(n - 1);
  }
}
