package org.optika.core.scores.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Boosting as its definition has it: every split is tried on the rows themselves. */
final class NaiveBoosting {
  record Example(double[] x, double label, double weight) {}

  private final BoostedFit fit;
  private final double[][] cuts;
  private final List<Example> rows;
  private final double[] margins;

  NaiveBoosting(BoostedFit fit, double[][] cuts, List<Example> rows, double start) {
    this.fit = fit;
    this.cuts = cuts;
    this.rows = rows;
    this.margins = new double[rows.size()];
    Arrays.fill(margins, start);
  }

  /** Margins of all rows after so many trees, each on all rows and columns. */
  double[] after(int trees) {
    for (int tree = 0; tree < trees; tree++) {
      double[] before = margins.clone();
      List<Integer> all = new ArrayList<>();
      for (int row = 0; row < rows.size(); row++) {
        all.add(row);
      }
      descend(all, before, fit.depth());
    }
    return margins.clone();
  }

  private void descend(List<Integer> some, double[] before, int levels) {
    List<Integer> bestLeft = null;
    List<Integer> bestRight = null;
    double best = 1e-9;
    for (int column = 0; column < cuts.length && levels > 0; column++) {
      for (double cut : cuts[column]) {
        List<Integer> left = new ArrayList<>();
        List<Integer> right = new ArrayList<>();
        for (int row : some) {
          (rows.get(row).x()[column] <= cut ? left : right).add(row);
        }
        double gain = score(left, before) + score(right, before) - score(some, before);
        if (Math.min(left.size(), right.size()) >= fit.fewestInLeaf() && gain > best + 1e-9) {
          best = gain;
          bestLeft = left;
          bestRight = right;
        }
      }
    }
    if (bestLeft == null) {
      for (int row : some) {
        margins[row] -= fit.step() * gradient(some, before) / (hessian(some, before) + fit.ridge());
      }
    } else {
      descend(bestLeft, before, levels - 1);
      descend(bestRight, before, levels - 1);
    }
  }

  private double score(List<Integer> some, double[] before) {
    double gradient = gradient(some, before);
    return gradient * gradient / (hessian(some, before) + fit.ridge());
  }

  private double gradient(List<Integer> some, double[] before) {
    return some.stream()
        .mapToDouble(row -> rows.get(row).weight() * (share(before[row]) - rows.get(row).label()))
        .sum();
  }

  private double hessian(List<Integer> some, double[] before) {
    return some.stream()
        .mapToDouble(row -> rows.get(row).weight() * share(before[row]) * (1 - share(before[row])))
        .sum();
  }

  private static double share(double margin) {
    return 1 / (1 + Math.exp(-margin));
  }
}
