package org.optika.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.optika.core.scores.model.Explainer;
import org.optika.core.scores.model.ForestModel;
import org.optika.core.scores.model.LinearModel;
import org.optika.core.scores.model.Tree;
import org.optika.core.scores.model.TreeBuilder;

/**
 * Explanations of scores over 45 features, one row a call: a million through the microseconds of a
 * call is the rows a second of one core. Everything is made from fixed seeds before the clock runs.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
public class ExplanationKernels {
  private static final long SEED = 20261126;
  private static final int FEATURES = 45;

  /** A power of two: the next row is found by a mask. */
  private static final int ROWS = 1 << 10;

  private final double[][] rows = new double[ROWS][];
  private final double[] contributions = new double[FEATURES];
  private Explainer linear;
  private int next;

  @Setup(Level.Trial)
  public void makeRows() {
    SplittableRandom random = new SplittableRandom(SEED);
    for (int row = 0; row < ROWS; row++) {
      rows[row] = random.doubles(FEATURES).toArray();
    }
    double[] numbers = random.doubles(FEATURES).toArray();
    linear = new LinearModel(numbers, 0, numbers).explainer();
  }

  private double[] nextRow() {
    next = (next + 1) & (ROWS - 1);
    return rows[next];
  }

  @Benchmark
  public double[] explainLinear() {
    linear.contributions(nextRow(), contributions);
    return contributions;
  }

  /** Trees with all of their leaves, which is the most work that trees of these levels can make. */
  @State(Scope.Benchmark)
  public static class Forest {
    @Param({"100x5", "100x10"})
    private String treesByLevels;

    private Explainer explainer;

    /** One that is not of JMH's making, such as {@code 100x5}: grown already. */
    static Forest of(String treesByLevels) {
      Forest forest = new Forest();
      forest.treesByLevels = treesByLevels;
      forest.grow();
      return forest;
    }

    @Setup(Level.Trial)
    public void grow() {
      SplittableRandom random = new SplittableRandom(SEED);
      String[] size = treesByLevels.split("x");
      List<Tree> trees = new ArrayList<>();
      for (int tree = Integer.parseInt(size[0]); tree > 0; tree--) {
        TreeBuilder nodes = new TreeBuilder();
        grow(nodes, random, Integer.parseInt(size[1]), 1);
        trees.add(nodes.build());
      }
      explainer = ForestModel.mean(FEATURES, trees).explainer();
    }

    private static void grow(TreeBuilder nodes, SplittableRandom random, int levels, double cover) {
      if (levels == 0) {
        nodes.leaf(random.nextDouble(), cover);
        return;
      }
      double part = random.nextDouble(0.2, 0.8);
      nodes.split(random.nextInt(FEATURES), random.nextDouble(0.2, 0.8), cover);
      grow(nodes, random, levels - 1, cover * part);
      grow(nodes, random, levels - 1, cover - cover * part);
    }
  }

  @Benchmark
  public double[] explainForest(Forest forest) {
    forest.explainer.contributions(nextRow(), contributions);
    return contributions;
  }
}
