package org.optika.spark.scores;

import java.util.List;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.optika.core.scores.model.BinnedRows;
import org.optika.core.scores.model.BoostedFit;
import org.optika.core.scores.model.ModelBytes;
import org.optika.core.scores.model.ScoreModel;
import org.optika.core.scores.search.ParameterRange;
import org.optika.core.scores.search.ParameterRange.Scale;
import org.optika.core.scores.search.ParameterSet;

/**
 * Gradient-boosted trees on numbers that are cut by {@link org.optika.core.scores.TreeCuts}; its
 * margin is the log-odds. See {@link BoostedFit}.
 *
 * <p>The rows are sorted and go to one task, so that sums have one order: the same rows and seed
 * give the same model in whatever order and partitions the rows come. That task holds a byte a
 * number and some sixty bytes a row.
 */
record BoostedLearner(BoostedFit fit) implements Learner {
  /** One task grows the trees; more people would make them little better and keep it long. */
  static final long MOST_PEOPLE = 200_000;

  static final BoostedLearner DEFAULT =
      new BoostedLearner(new BoostedFit(600, 3, 0.05, 0.7, 0.5, 20, 5));

  @Override
  public String id() {
    return "boosted";
  }

  @Override
  public String summary() {
    return "gradient boosting of at most %d trees, depth %d, step %s, each on %.0f %% of the rows and %.0f %% of the columns, at least %d people a leaf, learnt from at most %,d people"
        .formatted(
            fit.mostTrees(),
            fit.depth(),
            fit.step(),
            100 * fit.rowShare(),
            100 * fit.columnShare(),
            fit.fewestInLeaf(),
            MOST_PEOPLE);
  }

  @Override
  public long mostPeople() {
    return MOST_PEOPLE;
  }

  /** How many trees are best is found in each fit, and not searched. */
  @Override
  public List<ParameterRange> ranges() {
    return List.of(
        new ParameterRange("depth", fit.depth(), 2, 6, Scale.WHOLE),
        new ParameterRange("step", fit.step(), 0.01, 0.3, Scale.LOG),
        new ParameterRange("row-share", fit.rowShare(), 0.5, 1, Scale.EVEN),
        new ParameterRange("column-share", fit.columnShare(), 0.3, 1, Scale.EVEN),
        new ParameterRange("fewest-in-leaf", fit.fewestInLeaf(), 10, 100, Scale.WHOLE),
        new ParameterRange("leaf-ridge", fit.ridge(), 0.1, 30, Scale.LOG));
  }

  @Override
  public Learner with(ParameterSet parameters) {
    return new BoostedLearner(
        new BoostedFit(
            fit.mostTrees(),
            parameters.whole("depth"),
            parameters.of("step"),
            parameters.of("row-share"),
            parameters.of("column-share"),
            parameters.whole("fewest-in-leaf"),
            parameters.of("leaf-ridge")));
  }

  @Override
  public ScoreModel fit(EncodedRows rows, long seed) {
    BoostedFit fit = this.fit;
    int[] columns = rows.encoding().forTrees();
    int width = rows.encoding().width();
    double[][] cuts = rows.cutsOf(columns);
    byte[] model =
        rows.onlyColumns(columns)
            .select("x", "label", "weight")
            .repartition(1)
            .sortWithinPartitions("x", "label", "weight")
            .mapPartitions(
                (MapPartitionsFunction<Row, byte[]>)
                    sorted -> {
                      BinnedRows binned = new BinnedRows(cuts);
                      sorted.forEachRemaining(
                          row ->
                              binned.add(
                                  row.<Vector>getAs(0).toArray(),
                                  row.getDouble(1),
                                  row.getDouble(2)));
                      return List.of(ModelBytes.write(fit.fit(binned, columns, width, seed)))
                          .iterator();
                    },
                Encoders.BINARY())
            .first();
    return ModelBytes.read(model);
  }
}
