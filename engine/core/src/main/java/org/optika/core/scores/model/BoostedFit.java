package org.optika.core.scores.model;

import static org.optika.core.Checks.require;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Gradient-boosted trees for the log-odds of label 1, by Newton steps on histograms (J. Friedman,
 * Greedy function approximation: a gradient boosting machine, Annals of Statistics 29, 2001; T.
 * Chen and C. Guestrin, XGBoost, KDD 2016, equations 5 to 7). Each tree is grown on some of the
 * rows and some of the columns, and corrects what the trees before it say. How many there are is
 * found by growing them on four fifths of the rows, and looking where the log loss of the others is
 * least; then they are grown anew on all rows.
 *
 * <p>The same rows in the same order and the same seed give the same model.
 *
 * @param mostTrees one after the other
 * @param depth most splits between root and leaf
 * @param step part of what a tree says that is added; in (0, 1]
 * @param rowShare part of the rows that a tree is grown on; in (0, 1]
 * @param columnShare part of the columns that a tree is grown on; in (0, 1]
 * @param fewestInLeaf people of the sample of a tree; at least 1
 * @param ridge penalty on the squared values of leaves; at least 0
 */
public record BoostedFit(
    int mostTrees,
    int depth,
    double step,
    double rowShare,
    double columnShare,
    int fewestInLeaf,
    double ridge)
    implements Serializable {
  /** Weight of one person of either label that the share at the start has on top. */
  private static final double PRIOR = 0.5;

  /** Part of the rows that says how many trees are enough. */
  private static final double HELD_OUT = 0.2;

  /** So many trees that make nothing better end the search for their number. */
  private static final int PATIENCE = 50;

  public BoostedFit {
    require(mostTrees > 0, "boosting needs a tree, got %s", mostTrees);
    require(
        depth > 0 && depth <= Tree.MOST_LEVELS,
        "depth must be in [1, %s], got %s",
        Tree.MOST_LEVELS,
        depth);
    requireShare("step", step);
    requireShare("rowShare", rowShare);
    requireShare("columnShare", columnShare);
    require(fewestInLeaf > 0, "fewestInLeaf must be at least 1, got %s", fewestInLeaf);
    require(ridge >= 0, "ridge must be at least 0, got %s", ridge);
  }

  private static void requireShare(String name, double share) {
    require(share > 0 && share <= 1, "%s must be in (0, 1], got %s", name, share);
  }

  /**
   * @param rows at least one
   * @param columns for each column of the rows, its place in the rows that the model takes
   * @param width of the rows that the model takes
   */
  public ForestModel fit(BinnedRows rows, int[] columns, int width, long seed) {
    require(rows.size() > 0, "boosting needs a row, got %s", rows.size());
    require(
        columns.length == rows.columns(),
        "expected a place for each of %s columns, got %s",
        rows.columns(),
        columns.length);
    SplittableRandom random = new SplittableRandom(seed);
    return grown(rows, columns, width, bestCount(rows, columns, random.split()), random.split());
  }

  /** How many trees say best what those rows are that they were not grown on. */
  private int bestCount(BinnedRows rows, int[] columns, SplittableRandom random) {
    BitSet heldOut = new BitSet(rows.size());
    for (int row = 0; row < rows.size(); row++) {
      heldOut.set(row, random.nextDouble() < HELD_OUT);
    }
    if (heldOut.isEmpty() || heldOut.cardinality() == rows.size()) {
      return mostTrees;
    }
    double[] margins = start(rows);
    BoostedTree tree = new BoostedTree(this, rows, columns, heldOut, margins);
    int best = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int count = 1; count <= Math.min(mostTrees, best + PATIENCE); count++) {
      tree.grow(random.split());
      double loss = loss(rows, heldOut, margins);
      if (loss < least) {
        least = loss;
        best = count;
      }
    }
    return best;
  }

  /** So many trees on all rows. */
  ForestModel grown(BinnedRows rows, int[] columns, int width, int count, SplittableRandom random) {
    double[] margins = start(rows);
    double start = margins[0];
    BoostedTree tree = new BoostedTree(this, rows, columns, new BitSet(), margins);
    List<Tree> grown = new ArrayList<>();
    while (grown.size() < count) {
      grown.add(tree.grow(random.split()));
    }
    double[] ones = new double[count];
    Arrays.fill(ones, 1);
    return new ForestModel(width, grown, ones, start);
  }

  private static double[] start(BinnedRows rows) {
    double[] margins = new double[rows.size()];
    Arrays.fill(margins, logOdds(rows));
    return margins;
  }

  /** Log loss of some rows, summed by weight. */
  private static double loss(BinnedRows rows, BitSet of, double[] margins) {
    double loss = 0;
    for (int row = of.nextSetBit(0); row >= 0; row = of.nextSetBit(row + 1)) {
      double against = rows.label(row) == 1 ? -margins[row] : margins[row];
      loss += rows.weight(row) * (Math.max(against, 0) + Math.log1p(Math.exp(-Math.abs(against))));
    }
    return loss;
  }

  private static double logOdds(BinnedRows rows) {
    double positive = PRIOR;
    double negative = PRIOR;
    for (int row = 0; row < rows.size(); row++) {
      positive += rows.label(row) * rows.weight(row);
      negative += (1 - rows.label(row)) * rows.weight(row);
    }
    return Math.log(positive / negative);
  }
}
