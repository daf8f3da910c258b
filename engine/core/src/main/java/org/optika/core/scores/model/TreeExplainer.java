package org.optika.core.scores.model;

import java.util.Arrays;

/**
 * Exact path-dependent Shapley values of one tree.
 *
 * <p><b>The game.</b> What the tree expects when a set of features is known: at a split by a known
 * feature the row goes its way, at any other it goes both ways by their part of the cover. A leaf
 * is worth its value times one factor for each feature on its path: {@code o} = 1 or 0 when the
 * feature is known, for a row that meets all its conditions there or does not; else {@code z}, the
 * product of its parts of the cover.
 *
 * <p><b>The formula.</b> The Shapley value is the derivative of the game's multilinear extension,
 * integrated along the diagonal (G. Owen, "Multilinear Extensions of Games", Management Science
 * 18(5), 1972, pp. 64-79):
 *
 * <pre>  φᵢ = Σ over leaves  value · (oᵢ - zᵢ) · ∫₀¹ Π over j ≠ i  (t·oⱼ + (1-t)·zⱼ) dt</pre>
 *
 * A path of d features makes a polynomial of degree d - 1, so that {@code ⌈d / 2⌉} points of {@link
 * GaussLegendre} give the integral exactly. No factor is 0 inside of (0, 1), so that the one of i
 * can be divided out, and all are positive, so that nothing cancels.
 *
 * <p><b>The order of the sums.</b> At each point the products are made on the way down and summed
 * up over leaves on the way up, as P. Yu, C. Xu, A. Bifet, J. Read do with polynomials ("Linear
 * TreeShap", 2022): time is nodes times points, whatever the row. A feature that is split by again
 * counts from the last such split on: each of its splits adds what it changes to the one above it.
 *
 * <p>Nodes are numbered anew, splits before leaves and parents before children, so that the loops
 * run over neighbours; each point is a pass of its own over the whole tree.
 *
 * <p>Below, the <em>outer</em> edge of a split is the edge below the next split above it that is by
 * the same feature and on its path; {@code open} means that the row has met all conditions by the
 * feature of an edge down to it.
 */
final class TreeExplainer {
  private final int splits;
  private final int nodes;

  private final int[] feature;
  private final double[] threshold;
  private final int[] left;
  private final int[] right;

  /** Outer edge of a split, by the node below that edge; {@code nodes} if there is none. */
  private final int[] outer;

  /** Of leaves; 0 of splits. */
  private final double[] value;

  /** Of the edge above a node: part of the cover of the split above it. */
  private final double[] share;

  /** Of the edge above a node: z of its feature; 1 where there is no edge. */
  private final double[] z;

  private final GaussLegendre integral;

  /** At each point, of the edge above a node: 1 / (t + (1-t)·z). */
  private final double[][] inverse;

  TreeExplainer(Tree tree) {
    nodes = tree.nodes();
    splits = nodes / 2;
    feature = new int[splits];
    threshold = new double[splits];
    left = new int[splits];
    right = new int[splits];
    outer = new int[splits];
    value = new double[nodes];
    share = new double[nodes];
    z = new double[nodes + 1];
    copy(tree);
    integral = GaussLegendre.of(Math.max(1, (longestPath() + 1) / 2));
    inverse = new double[integral.points().length][nodes + 1];
    for (int point = 0; point < inverse.length; point++) {
      double t = integral.points()[point];
      for (int edge = 0; edge <= nodes; edge++) {
        inverse[point][edge] = 1 / (t + (1 - t) * z[edge]);
      }
    }
  }

  private void copy(Tree tree) {
    int[] number = new int[nodes];
    int split = 0;
    int leaf = splits;
    for (int node = 0; node < nodes; node++) {
      number[node] = tree.isLeaf(node) ? leaf++ : split++;
    }
    for (int node = 0; node < nodes; node++) {
      int at = number[node];
      if (tree.isLeaf(node)) {
        value[at] = tree.value(node);
      } else {
        feature[at] = tree.feature(node);
        threshold[at] = tree.threshold(node);
        left[at] = number[tree.left(node)];
        right[at] = number[tree.right(node)];
        share[left[at]] = tree.leftShare(node);
        share[right[at]] = tree.rightShare(node);
      }
    }
  }

  /** Finds outer edges and z; returns the most distinct features on a path. */
  private int longestPath() {
    int[] parent = new int[nodes];
    int[] distinct = new int[nodes];
    parent[0] = -1;
    z[0] = 1;
    z[nodes] = 1;
    int most = 0;
    for (int split = 0; split < splits; split++) {
      outer[split] = outerEdge(split, parent);
      int below = distinct[split] + (outer[split] == nodes ? 1 : 0);
      most = Math.max(most, below);
      for (int child : new int[] {left[split], right[split]}) {
        parent[child] = split;
        distinct[child] = below;
        z[child] = z[outer[split]] * share[child];
      }
    }
    return most;
  }

  private int outerEdge(int split, int[] parent) {
    int edge = split;
    while (parent[edge] >= 0) {
      if (feature[parent[edge]] == feature[split]) {
        return edge;
      }
      edge = parent[edge];
    }
    return nodes;
  }

  /**
   * What explaining a row writes into; enough for the largest of several trees.
   *
   * @param met of each split the child that the row goes to
   * @param open of each node whether the edge above it is
   * @param sums of each node at one point
   */
  record Scratch(int[] met, boolean[] open, double[] sums) {
    static Scratch of(TreeExplainer[] explainers) {
      int most = Arrays.stream(explainers).mapToInt(explainer -> explainer.nodes).max().orElse(0);
      return new Scratch(new int[most], new boolean[most + 1], new double[most]);
    }
  }

  /** Adds the contributions of the features, times {@code scale}. */
  void add(double[] row, double scale, Scratch scratch, double[] into) {
    route(row, scratch);
    for (int point = 0; point < inverse.length; point++) {
      scratch.sums()[0] = scale;
      down(point, scratch);
      up(point, scratch, into);
    }
  }

  private void route(double[] row, Scratch scratch) {
    int[] met = scratch.met();
    boolean[] open = scratch.open();
    open[nodes] = true;
    for (int split = 0; split < splits; split++) {
      boolean goesLeft = row[feature[split]] <= threshold[split];
      boolean wasOpen = open[outer[split]];
      met[split] = goesLeft ? left[split] : right[split];
      open[left[split]] = wasOpen & goesLeft;
      open[right[split]] = wasOpen & !goesLeft;
    }
  }

  /** Products of the factors of all features, from the root to the leaves, times their values. */
  private void down(int point, Scratch scratch) {
    int[] met = scratch.met();
    boolean[] open = scratch.open();
    double[] sums = scratch.sums();
    double[] inverse = this.inverse[point];
    double t = integral.points()[point];
    double rest = 1 - t;
    for (int split = 0; split < splits; split++) {
      int hit = met[split];
      int missed = left[split] + right[split] - hit;
      int around = outer[split];
      if (open[around]) {
        double others = sums[split] * inverse[around];
        sums[hit] = others * (t + rest * z[hit]);
        sums[missed] = others * rest * z[missed];
      } else {
        // Both z have grown by the part of the cover, and o was 0 before.
        sums[hit] = sums[split] * share[hit];
        sums[missed] = sums[split] * share[missed];
      }
    }
    for (int leaf = splits; leaf < nodes; leaf++) {
      sums[leaf] *= value[leaf];
    }
  }

  /**
   * Sums over the leaves below each node, from the leaves to the root; and of each split what its
   * two edges change of {@code (o - z) / (t·o + (1-t)·z)} at the outer edge, times these sums. At
   * an edge that is met that is (z of the outer edge - z) over the product of both factors; at one
   * that is missed it is -1 / ((1-t) · factor of the outer edge). After an outer edge that was
   * missed it is nothing: o - z over (1-t)·z is then -1 / (1-t) for both.
   */
  private void up(int point, Scratch scratch, double[] into) {
    int[] met = scratch.met();
    boolean[] open = scratch.open();
    double[] sums = scratch.sums();
    double[] inverse = this.inverse[point];
    double weight = integral.weights()[point];
    double weightByRest = weight / (1 - integral.points()[point]);
    for (int split = splits - 1; split >= 0; split--) {
      int hit = met[split];
      int missed = left[split] + right[split] - hit;
      int around = outer[split];
      if (open[around]) {
        double gained = weight * (z[around] - z[hit]) * inverse[hit] * sums[hit];
        into[feature[split]] += inverse[around] * (gained - weightByRest * sums[missed]);
      }
      sums[split] = sums[hit] + sums[missed];
    }
  }
}
