package org.optika.core.scores.model;

import java.util.Arrays;
import java.util.BitSet;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;

/**
 * Grows one tree after another of a {@link BoostedFit}, and adds what each says to the margins of
 * all rows. Rows outside of a tree's sample go down its branches with no say.
 */
final class BoostedTree {
  private static final int BINS = 128;

  private final BoostedFit fit;
  private final BinnedRows rows;
  private final int[] places;
  private final BitSet heldOut;
  private final double[] margins;

  /** First and second derivatives of the loss, and weight, by row; of the sample. */
  private final double[] gradient;

  private final double[] hessian;
  private final double[] cover;

  /** Rows by node: those of a branch stand together, and of them those of the sample come first. */
  private final int[] order;

  private final int[] aside;
  private final boolean[] used;
  private final Sums[] histogram = new Sums[BINS];

  private TreeBuilder builder = new TreeBuilder();

  /** What is known of some rows. */
  private static final class Sums {
    double gradient;
    double hessian;
    double cover;
    int people;

    void clear() {
      gradient = 0;
      hessian = 0;
      cover = 0;
      people = 0;
    }

    void add(Sums other) {
      gradient += other.gradient;
      hessian += other.hessian;
      cover += other.cover;
      people += other.people;
    }

    Sums without(Sums part) {
      Sums rest = new Sums();
      rest.gradient = gradient - part.gradient;
      rest.hessian = hessian - part.hessian;
      rest.cover = cover - part.cover;
      rest.people = people - part.people;
      return rest;
    }

    Sums copy() {
      return without(new Sums());
    }
  }

  /** Rows with at most so many cuts below their number go left. */
  private record Split(int column, int bin, double gain, Sums left) {}

  /**
   * @param margins of all rows; rise and fall with each tree
   */
  BoostedTree(BoostedFit fit, BinnedRows rows, int[] places, BitSet heldOut, double[] margins) {
    this.heldOut = heldOut;
    this.fit = fit;
    this.rows = rows;
    this.places = places;
    this.margins = margins;
    this.gradient = new double[rows.size()];
    this.hessian = new double[rows.size()];
    this.cover = new double[rows.size()];
    this.order = new int[rows.size()];
    this.aside = new int[rows.size()];
    this.used = new boolean[rows.columns()];
    Arrays.setAll(histogram, bin -> new Sums());
  }

  Tree grow(SplittableRandom random) {
    drawColumns(random);
    Sums all = drawRows(random);
    builder = new TreeBuilder();
    grow(0, order.length, all, fit.depth());
    return builder.build();
  }

  private void drawColumns(SplittableRandom random) {
    int wanted = (int) Math.max(1, Math.ceil(fit.columnShare() * used.length));
    int left = used.length;
    for (int column = 0; column < used.length; column++, left--) {
      used[column] = random.nextDouble() * left < wanted;
      wanted -= used[column] ? 1 : 0;
    }
  }

  /** A sample without a person is all of them. */
  private Sums drawRows(SplittableRandom random) {
    Sums all = new Sums();
    all.people = order(row -> random.nextDouble() < fit.rowShare() && !heldOut.get(row));
    if (all.people == 0) {
      all.people = order(row -> !heldOut.get(row));
    }
    for (int place = 0; place < all.people; place++) {
      int row = order[place];
      double share = 1 / (1 + Math.exp(-margins[row]));
      cover[row] = rows.weight(row);
      gradient[row] = cover[row] * (share - rows.label(row));
      hessian[row] = cover[row] * share * (1 - share);
      all.gradient += gradient[row];
      all.hessian += hessian[row];
      all.cover += cover[row];
    }
    return all;
  }

  /**
   * Brings the rows of a sample to the front.
   *
   * @return how many they are
   */
  private int order(IntPredicate isSampled) {
    int first = 0;
    int rest = 0;
    for (int row = 0; row < order.length; row++) {
      if (isSampled.test(row)) {
        order[first++] = row;
      } else {
        aside[rest++] = row;
      }
    }
    System.arraycopy(aside, 0, order, first, rest);
    return first;
  }

  private void grow(int from, int to, Sums sums, int levels) {
    Split split = levels == 0 ? null : best(from, sums);
    if (split == null) {
      leaf(from, to, sums);
      return;
    }
    builder.split(places[split.column()], rows.cuts(split.column())[split.bin()], sums.cover);
    int middle = part(from, to, split);
    grow(from, middle, split.left(), levels - 1);
    grow(middle, to, sums.without(split.left()), levels - 1);
  }

  private void leaf(int from, int to, Sums sums) {
    double curvature = sums.hessian + fit.ridge();
    double value = curvature > 0 ? -fit.step() * sums.gradient / curvature : 0;
    builder.leaf(value, sums.cover);
    for (int place = from; place < to; place++) {
      margins[order[place]] += value;
    }
  }

  /** Null where no split gains anything; of equal ones the first column, and the lowest cut. */
  private Split best(int from, Sums sums) {
    Split best = null;
    for (int column = 0; column < used.length; column++) {
      int cuts = rows.cuts(column).length;
      if (!used[column] || cuts == 0 || sums.people < 2 * fit.fewestInLeaf()) {
        continue;
      }
      count(column, from, from + sums.people, cuts);
      Sums left = new Sums();
      for (int bin = 0; bin < cuts; bin++) {
        left.add(histogram[bin]);
        double gain = gain(left, sums);
        if (gain > (best == null ? 1e-12 : best.gain())) {
          best = new Split(column, bin, gain, left.copy());
        }
      }
    }
    return best;
  }

  private void count(int column, int from, int to, int cuts) {
    byte[] bins = rows.bins(column);
    for (int bin = 0; bin <= cuts; bin++) {
      histogram[bin].clear();
    }
    for (int place = from; place < to; place++) {
      int row = order[place];
      Sums sums = histogram[bins[row]];
      sums.gradient += gradient[row];
      sums.hessian += hessian[row];
      sums.cover += cover[row];
      sums.people++;
    }
  }

  /** How much the loss falls; 0 where a side has too few people. */
  private double gain(Sums left, Sums both) {
    int right = both.people - left.people;
    if (left.people < fit.fewestInLeaf() || right < fit.fewestInLeaf()) {
      return 0;
    }
    return score(left.gradient, left.hessian)
        + score(both.gradient - left.gradient, both.hessian - left.hessian)
        - score(both.gradient, both.hessian);
  }

  private double score(double gradient, double hessian) {
    double curvature = hessian + fit.ridge();
    return curvature > 0 ? gradient * gradient / curvature : 0;
  }

  /** Rows that go left come first, both sides in their order before. */
  private int part(int from, int to, Split split) {
    byte[] bins = rows.bins(split.column());
    int left = from;
    int right = 0;
    for (int place = from; place < to; place++) {
      int row = order[place];
      if (bins[row] <= split.bin()) {
        order[left++] = row;
      } else {
        aside[right++] = row;
      }
    }
    System.arraycopy(aside, 0, order, left, right);
    return left;
  }
}
