package org.optika.spark.scores;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.ml.regression.DecisionTreeRegressionModel;
import org.apache.spark.ml.regression.RandomForestRegressionModel;
import org.apache.spark.ml.regression.RandomForestRegressor;
import org.apache.spark.ml.tree.ContinuousSplit;
import org.apache.spark.ml.tree.InternalNode;
import org.apache.spark.ml.tree.Node;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.optika.core.scores.model.ForestModel;
import org.optika.core.scores.model.ScoreModel;
import org.optika.core.scores.model.Tree;
import org.optika.core.scores.model.TreeBuilder;
import org.optika.core.scores.search.ParameterRange;
import org.optika.core.scores.search.ParameterRange.Scale;
import org.optika.core.scores.search.ParameterSet;

/**
 * Random forest of MLlib; its margin is the mean of the leaves' shares of label 1. Of a number
 * MLlib is told only how many of the cuts of {@link org.optika.core.scores.TreeCuts} lie below,
 * since it would keep midpoints between two people's numbers; the stored trees split at the cuts. A
 * regression forest is fitted: on labels 0 and 1 the fall of the variance is half that of the Gini
 * index, so the splits are those of a classification forest, and the leaves keep their shares,
 * where MLlib's classification forests merge leaves that vote alike.
 */
record ForestLearner(int trees, int depth, int fewestInLeaf, ColumnsASplit columnsASplit)
    implements Learner {
  private static final int BINS = 64;

  @Override
  public String id() {
    return "forest";
  }

  @Override
  public String summary() {
    String forest =
        "random forest of %d trees, depth %d, at least %d people a leaf"
            .formatted(trees, depth, fewestInLeaf);
    return columnsASplit.of() == ColumnsASplit.Of.ALL || columnsASplit.equals(ColumnsASplit.ROOT)
        ? forest
        : forest + ", %s times the root of the columns a split".formatted(columnsASplit.times());
  }

  /** {@code column-roots}: columns a split, as a multiple of the root of all of them. */
  @Override
  public List<ParameterRange> ranges() {
    return List.of(
        new ParameterRange("trees", trees, 50, 200, Scale.WHOLE),
        new ParameterRange("depth", depth, 3, 12, Scale.WHOLE),
        new ParameterRange("fewest-in-leaf", fewestInLeaf, 1, 50, Scale.WHOLE),
        new ParameterRange("column-roots", columnsASplit.times(), 0.5, 3, Scale.LOG));
  }

  @Override
  public Learner with(ParameterSet parameters) {
    return new ForestLearner(
        parameters.whole("trees"),
        parameters.whole("depth"),
        parameters.whole("fewest-in-leaf"),
        new ColumnsASplit(parameters.of("column-roots"), ColumnsASplit.Of.ROOT));
  }

  @Override
  public ScoreModel fit(EncodedRows rows, long seed) {
    int[] columns = rows.encoding().forTrees();
    double[][] cuts = rows.cutsOf(columns);
    return grown(
        rows.coded(columns),
        columns,
        (column, code) -> cuts[column][(int) code],
        rows.encoding().width(),
        seed);
  }

  /** Where the model splits what MLlib splits at a threshold. */
  @FunctionalInterface
  interface Thresholds {
    /**
     * @param column of {@code x}
     */
    double of(int column, double threshold);
  }

  /**
   * @param rows {@code x}, {@code label}, {@code weight}
   * @param columns for each number of {@code x}, its place in the rows that the model takes
   * @param width of the rows that the model takes
   */
  ForestModel grown(Dataset<Row> rows, int[] columns, Thresholds thresholds, int width, long seed) {
    RandomForestRegressionModel fitted =
        new RandomForestRegressor()
            .setFeaturesCol("x")
            .setLabelCol("label")
            .setWeightCol("weight")
            .setNumTrees(trees)
            .setMaxDepth(depth)
            .setMinInstancesPerNode(fewestInLeaf)
            .setFeatureSubsetStrategy(String.valueOf(columnsASplit.among(columns.length)))
            .setMaxBins(BINS)
            .setSeed(seed)
            .fit(rows);
    List<Tree> grown = new ArrayList<>();
    for (DecisionTreeRegressionModel tree : fitted.trees()) {
      TreeBuilder builder = new TreeBuilder();
      add(builder, tree.rootNode(), columns, thresholds);
      grown.add(builder.build());
    }
    return ForestModel.mean(width, grown);
  }

  private static void add(TreeBuilder tree, Node node, int[] columns, Thresholds thresholds) {
    if (node instanceof InternalNode inner) {
      ContinuousSplit split = (ContinuousSplit) inner.split();
      int column = split.featureIndex();
      tree.split(columns[column], thresholds.of(column, split.threshold()), people(node));
      add(tree, inner.leftChild(), columns, thresholds);
      add(tree, inner.rightChild(), columns, thresholds);
    } else {
      tree.leaf(node.prediction(), people(node));
    }
  }

  /** Weight of the rows of the tree's sample that came to the node. */
  private static double people(Node node) {
    return node.impurityStats().count();
  }
}
