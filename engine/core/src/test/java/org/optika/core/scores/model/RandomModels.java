package org.optika.core.scores.model;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Models and rows for tests. Features take few values, so that rows meet thresholds exactly. */
final class RandomModels {
  private RandomModels() {}

  /** A tree that stops at random; covers are whole numbers. */
  static Tree tree(SplittableRandom random, int features, int levels) {
    TreeBuilder tree = new TreeBuilder();
    grow(tree, random, features, levels, 1_000 + random.nextInt(1_000_000), 0.2);
    return tree.build();
  }

  /** A tree that goes on as long as there are rows to split. */
  static Tree fullTree(SplittableRandom random, int features, int levels) {
    TreeBuilder tree = new TreeBuilder();
    grow(tree, random, features, levels, 1 << 24, 0);
    return tree.build();
  }

  private static void grow(
      TreeBuilder tree,
      SplittableRandom random,
      int features,
      int levels,
      int cover,
      double stopping) {
    if (levels == 0 || cover < 2 || random.nextDouble() < stopping) {
      tree.leaf(random.nextDouble(-5, 5), cover);
      return;
    }
    int left = 1 + random.nextInt(cover - 1);
    tree.split(random.nextInt(features), random.nextInt(5), cover);
    grow(tree, random, features, levels - 1, left, stopping);
    grow(tree, random, features, levels - 1, cover - left, stopping);
  }

  /** A leaf at each level beside a branch that goes on, left or right at random. */
  static Tree chain(SplittableRandom random, int features, int levels) {
    TreeBuilder tree = new TreeBuilder();
    List<Runnable> leavesToCome = new ArrayList<>();
    double cover = 1;
    for (int level = 0; level < levels; level++) {
      double part = random.nextDouble(0.05, 0.95);
      double leaf = cover * (1 - part);
      double value = random.nextDouble(-5, 5);
      tree.split(random.nextInt(features), random.nextInt(5), cover);
      if (random.nextBoolean()) {
        tree.leaf(value, leaf);
      } else {
        leavesToCome.add(0, () -> tree.leaf(value, leaf));
      }
      cover *= part;
    }
    tree.leaf(1, cover);
    leavesToCome.forEach(Runnable::run);
    return tree.build();
  }

  static ForestModel forest(SplittableRandom random, int features, int trees, int levels) {
    List<Tree> grown = new ArrayList<>();
    for (int tree = 0; tree < trees; tree++) {
      grown.add(tree(random, features, levels));
    }
    double[] weights = random.doubles(trees, -2, 2).toArray();
    return new ForestModel(features, grown, weights, random.nextDouble());
  }

  static LinearModel linear(SplittableRandom random, int features) {
    return new LinearModel(
        random.doubles(features, -3, 3).toArray(),
        random.nextDouble(),
        random.doubles(features, 0, 5).toArray());
  }

  static StackedModel stacked(SplittableRandom random, int features) {
    return new StackedModel(
        List.of(
            linear(random, features),
            forest(random, features, 1 + random.nextInt(4), 4),
            new StackedModel(List.of(linear(random, features)), new double[] {-0.5}, 3)),
        random.doubles(3, -2, 2).toArray(),
        random.nextDouble());
  }

  static double[] row(SplittableRandom random, int features) {
    return random.ints(features, -1, 6).asDoubleStream().toArray();
  }
}
