package org.optika.core.scores.model;

import static org.optika.core.Checks.require;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Reads the body that {@link ModelBytes} describes. */
final class ModelReader {
  private static final int NODE_BYTES = Integer.BYTES + 2 * Double.BYTES;

  private final ByteBuffer in;

  ModelReader(ByteBuffer in) {
    this.in = in;
  }

  ScoreModel model() {
    ScoreModel model = body(0);
    require(!in.hasRemaining(), "a stored model has %d bytes after its end", in.remaining());
    return model;
  }

  private ScoreModel body(int nested) {
    require(
        nested <= ModelBytes.MOST_NESTED,
        "stacked models may be nested %d times",
        ModelBytes.MOST_NESTED);
    need("a kind and an intercept", 1, Byte.BYTES + Double.BYTES);
    byte kind = in.get();
    double intercept = in.getDouble();
    if (kind == ModelBytes.LINEAR) {
      return linear(intercept);
    }
    if (kind == ModelBytes.FOREST) {
      return forest(intercept);
    }
    require(
        kind == ModelBytes.STACKED,
        "unknown kind of model %d; known: 1 (linear), 2 (forest), 3 (stacked)",
        kind);
    return stacked(intercept, nested);
  }

  private LinearModel linear(double intercept) {
    int features = count("features", 2 * Double.BYTES);
    double[] coefficients = doubles(features);
    return new LinearModel(coefficients, intercept, doubles(features));
  }

  private ForestModel forest(double intercept) {
    need("a number of features", 1, Integer.BYTES);
    int features = in.getInt();
    double[] weights = new double[count("trees", Double.BYTES + Integer.BYTES)];
    List<Tree> trees = new ArrayList<>();
    for (int i = 0; i < weights.length; i++) {
      need("a weight", 1, Double.BYTES);
      weights[i] = in.getDouble();
      trees.add(tree(count("nodes", NODE_BYTES)));
    }
    return new ForestModel(features, trees, weights, intercept);
  }

  private Tree tree(int nodes) {
    TreeBuilder tree = new TreeBuilder();
    for (int node = 0; node < nodes; node++) {
      require(!tree.isComplete(), "a stored tree is complete before its %d nodes are", nodes);
      int feature = in.getInt();
      double number = in.getDouble();
      double cover = in.getDouble();
      if (feature == Tree.LEAF) {
        tree.leaf(number, cover);
      } else {
        tree.split(feature, number, cover);
      }
    }
    require(tree.isComplete(), "a stored tree lacks nodes after its %d", nodes);
    return tree.build();
  }

  private StackedModel stacked(double intercept, int nested) {
    double[] weights = new double[count("models", Double.BYTES)];
    List<ScoreModel> models = new ArrayList<>();
    for (int i = 0; i < weights.length; i++) {
      need("a weight", 1, Double.BYTES);
      weights[i] = in.getDouble();
      models.add(body(nested + 1));
    }
    return new StackedModel(models, weights, intercept);
  }

  private double[] doubles(int count) {
    double[] values = new double[count];
    in.asDoubleBuffer().get(values);
    in.position(in.position() + count * Double.BYTES);
    return values;
  }

  /** A number of things that still have to fit, so that no length makes room for what is not. */
  private int count(String things, int bytesEach) {
    need("a number of " + things, 1, Integer.BYTES);
    int count = in.getInt();
    require(count >= 0, "expected a number of %s >= 0, got %d", things, count);
    need(things, count, bytesEach);
    return count;
  }

  private void need(String things, int count, int bytesEach) {
    require(
        (long) count * bytesEach <= in.remaining(),
        "a stored model ends too early: %s need %d bytes, %d are left",
        things,
        (long) count * bytesEach,
        in.remaining());
  }
}
