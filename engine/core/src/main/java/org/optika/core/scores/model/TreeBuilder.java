package org.optika.core.scores.model;

import static org.optika.core.Checks.require;

import java.util.Arrays;

/**
 * Builds a tree node by node in pre-order: after a split all nodes of its left branch, then all of
 * its right one. For a single use.
 *
 * <p>The cover of a node is the number of rows of training that came to it, or the sum of their
 * weights (of their second derivatives, as XGBoost writes it). It has to be more than 0: a branch
 * that no row went to has no expectation. The covers of two children have to add up to that of
 * their split within {@link #COVER_TOLERANCE} of it.
 */
public final class TreeBuilder {
  /** Room for covers that were summed or printed in single precision. */
  public static final double COVER_TOLERANCE = 1e-4;

  private static final int NONE = -1;

  private int[] feature = new int[16];
  private double[] threshold = new double[16];
  private int[] right = new int[16];
  private double[] value = new double[16];
  private double[] cover = new double[16];
  private int nodes;
  private int levels;
  private int features;

  /** Splits on the way to the next node; of those in {@code wantsRight} the left branch is done. */
  private final int[] path = new int[Tree.MOST_LEVELS];

  private final boolean[] wantsRight = new boolean[Tree.MOST_LEVELS];
  private int depth;
  private boolean complete;

  /**
   * A split at which rows with {@code x[feature] <= threshold} go left, as the continuous splits of
   * Spark MLlib.
   *
   * @throws IllegalArgumentException when the feature is negative, the threshold NaN or infinite,
   *     the cover not a positive number, the tree too deep
   * @throws IllegalStateException when the tree is complete
   */
  public TreeBuilder split(int feature, double threshold, double cover) {
    require(feature >= 0, "node %d: a split needs a feature >= 0, got %d", nodes, feature);
    require(
        Double.isFinite(threshold),
        "node %d: a threshold must be finite, got %s",
        nodes,
        threshold);
    require(
        depth < Tree.MOST_LEVELS,
        "node %d: a tree may have at most %d levels of splits",
        nodes,
        Tree.MOST_LEVELS);
    int node = append(cover);
    this.feature[node] = feature;
    this.threshold[node] = threshold;
    features = Math.max(features, feature + 1);
    path[depth] = node;
    wantsRight[depth] = false;
    depth++;
    levels = Math.max(levels, depth);
    return this;
  }

  /**
   * A split at which rows with {@code x[feature] < threshold} go left, as in XGBoost: the same as
   * {@code x[feature] <=} the next number below. XGBoost rounds features to single precision before
   * it compares; a row has to hold them rounded so.
   *
   * @throws IllegalArgumentException as {@link #split}
   * @throws IllegalStateException when the tree is complete
   */
  public TreeBuilder splitBelow(int feature, double threshold, double cover) {
    return split(feature, Math.nextDown(threshold), cover);
  }

  /**
   * A leaf.
   *
   * @throws IllegalArgumentException when the value is NaN or infinite, the cover not a positive
   *     number, or the covers of the splits that it completes do not add up
   * @throws IllegalStateException when the tree is complete
   */
  public TreeBuilder leaf(double value, double cover) {
    require(Double.isFinite(value), "node %d: a leaf must be finite, got %s", nodes, value);
    int node = append(cover);
    feature[node] = Tree.LEAF;
    this.value[node] = value;
    while (depth > 0 && wantsRight[depth - 1]) {
      depth--;
      requireCoversAddUp(path[depth]);
    }
    if (depth == 0) {
      complete = true;
    } else {
      wantsRight[depth - 1] = true;
      right[path[depth - 1]] = nodes;
    }
    return this;
  }

  /** Whether every split has both of its branches. */
  public boolean isComplete() {
    return complete;
  }

  /**
   * @throws IllegalStateException when nodes are missing
   */
  public Tree build() {
    if (!complete) {
      throw new IllegalStateException(
          nodes == 0
              ? "a tree needs a node, got none"
              : "the %s branch of node %d is missing"
                  .formatted(wantsRight[depth - 1] ? "right" : "left", path[depth - 1]));
    }
    return new Tree(
        Arrays.copyOf(feature, nodes),
        Arrays.copyOf(threshold, nodes),
        Arrays.copyOf(right, nodes),
        Arrays.copyOf(value, nodes),
        Arrays.copyOf(cover, nodes),
        levels,
        features);
  }

  private int append(double cover) {
    if (complete) {
      throw new IllegalStateException("the tree is complete after %d nodes".formatted(nodes));
    }
    require(
        cover > 0 && Double.isFinite(cover),
        "node %d: a cover must be finite and more than 0, got %s",
        nodes,
        cover);
    if (nodes == feature.length) {
      grow();
    }
    right[nodes] = NONE;
    this.cover[nodes] = cover;
    return nodes++;
  }

  private void requireCoversAddUp(int split) {
    double children = cover[split + 1] + cover[right[split]];
    require(
        Math.abs(children - cover[split]) <= COVER_TOLERANCE * cover[split],
        "node %d: expected children with a cover of %s together, got %s",
        split,
        cover[split],
        children);
  }

  private void grow() {
    int room = 2 * nodes;
    feature = Arrays.copyOf(feature, room);
    threshold = Arrays.copyOf(threshold, room);
    right = Arrays.copyOf(right, room);
    value = Arrays.copyOf(value, room);
    cover = Arrays.copyOf(cover, room);
  }
}
