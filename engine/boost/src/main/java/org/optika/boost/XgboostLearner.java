package org.optika.boost;

import static org.optika.core.Checks.require;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.api.java.function.FilterFunction;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.ml.linalg.DenseVector;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.optika.core.scores.model.ScoreModel;
import org.optika.core.scores.search.ParameterRange;
import org.optika.core.scores.search.ParameterRange.Scale;
import org.optika.core.scores.search.ParameterSet;
import org.optika.spark.scores.EncodedRows;
import org.optika.spark.scores.Learner;

/**
 * Boosted trees of XGBoost on numbers that are not cut (Chen and Guestrin, XGBoost, KDD 2016;
 * histograms of at most 256 bins a column). Its margin is the log-odds, and equals that of XGBoost
 * but for the rounding of its single-precision sum.
 *
 * <p>The rows are sorted and go to one task with one thread, so that sums have one order: the same
 * rows and seed give the same model in whatever order and partitions the rows come. That task holds
 * all of them outside of the heap, 4 bytes a cell and twice that while XGBoost copies them; no row
 * comes to the driver. XGBoost4J-Spark's own estimator is left alone: for the same single worker it
 * would open a port to coordinate with itself, and print a line a tree.
 *
 * @param trees how many, one after the other
 * @param depth most splits between root and leaf
 * @param step part of what a tree says that is added; in (0, 1]
 * @param rowShare part of the rows that a tree is grown on; in (0, 1]
 * @param columnShare part of the columns that a tree is grown on; in (0, 1]
 * @param smallestHessian least sum of {@code p (1 - p)} over the rows of a leaf; at least 0
 * @param ridge penalty on the squared values of leaves; at least 0
 */
public record XgboostLearner(
    int trees,
    int depth,
    double step,
    double rowShare,
    double columnShare,
    double smallestHessian,
    double ridge)
    implements Learner {
  static final String OBJECTIVE = "binary:logistic";

  public XgboostLearner {
    require(trees > 0, "boosting needs a tree, got %s", trees);
    require(depth > 0, "boosting needs a depth above 0, got %s", depth);
    requireShare("step", step);
    requireShare("rowShare", rowShare);
    requireShare("columnShare", columnShare);
    require(smallestHessian >= 0, "smallestHessian must be at least 0, got %s", smallestHessian);
    require(ridge >= 0, "ridge must be at least 0, got %s", ridge);
  }

  /** What {@code xgboost} means in a configuration: for some thousand people and more. */
  public XgboostLearner() {
    this(200, 3, 0.05, 0.7, 0.5, 5, 5);
  }

  private static void requireShare(String name, double share) {
    require(share > 0 && share <= 1, "%s must be in (0, 1], got %s", name, share);
  }

  @Override
  public String id() {
    return "xgboost";
  }

  @Override
  public String summary() {
    return "XGBoost, %d trees of depth %d, step %s, each on %.0f %% of the rows and %.0f %% of the columns"
        .formatted(trees, depth, step, 100 * rowShare, 100 * columnShare);
  }

  @Override
  public List<ParameterRange> ranges() {
    return List.of(
        new ParameterRange("trees", trees, 50, 500, Scale.WHOLE),
        new ParameterRange("depth", depth, 2, 6, Scale.WHOLE),
        new ParameterRange("step", step, 0.01, 0.3, Scale.LOG),
        new ParameterRange("row-share", rowShare, 0.5, 1, Scale.EVEN),
        new ParameterRange("column-share", columnShare, 0.3, 1, Scale.EVEN),
        new ParameterRange("smallest-hessian", smallestHessian, 1, 20, Scale.LOG),
        new ParameterRange("ridge", ridge, 0.1, 30, Scale.LOG));
  }

  @Override
  public Learner with(ParameterSet parameters) {
    return new XgboostLearner(
        parameters.whole("trees"),
        parameters.whole("depth"),
        parameters.of("step"),
        parameters.of("row-share"),
        parameters.of("column-share"),
        parameters.of("smallest-hessian"),
        parameters.of("ridge"));
  }

  @Override
  public Optional<String> obstacle() {
    return ScalaLibrary.obstacle().or(() -> missing(XgboostLearner.class.getClassLoader()));
  }

  /** What is wrong when XGBoost is not on the class path, in one line. */
  static Optional<String> missing(ClassLoader loader) {
    try {
      Class.forName("ml.dmlc.xgboost4j.java.XGBoost", false, loader);
      return Optional.empty();
    } catch (ClassNotFoundException missing) {
      return Optional.of(
          "ml.dmlc:xgboost4j-spark_2.13:3.1.1 is not on the class path; add its jar");
    }
  }

  /**
   * @throws IllegalArgumentException when there are no rows, or a vector is sparse: XGBoost takes
   *     the zeros that a sparse one leaves out for missing values, trains on, and what comes out is
   *     worthless
   * @throws IllegalStateException when this class path does not run it, see {@link #obstacle}
   */
  @Override
  public ScoreModel fit(EncodedRows rows, long seed) {
    return BoosterTrees.read(
        booster(rows, seed), rows.encoding().width(), rows.encoding().forTrees());
  }

  /** The booster in the JSON form of XGBoost. */
  byte[] booster(EncodedRows rows, long seed) {
    obstacle()
        .ifPresent(
            obstacle -> {
              throw new IllegalStateException("Learner '%s': %s".formatted(id(), obstacle));
            });
    requireDense(rows.rows());
    long people = rows.rows().count();
    require(
        people > 0 && people <= Integer.MAX_VALUE - 8,
        "learner '%s' takes 1 to 2,147,483,639 rows, got %s",
        id(),
        people);
    int[] columns = rows.encoding().forTrees();
    Boosting boosting = new Boosting(parameters(seed), trees, (int) people, columns.length);
    return rows.onlyColumns(columns)
        .select("x", "label", "weight")
        .repartition(1)
        .sortWithinPartitions("x", "label", "weight")
        .mapPartitions(
            (MapPartitionsFunction<Row, byte[]>)
                sorted -> List.of(boosting.booster(sorted)).iterator(),
            Encoders.BINARY())
        .first();
  }

  private void requireDense(Dataset<Row> rows) {
    boolean dense =
        rows.select("x")
            .filter((FilterFunction<Row>) row -> !(row.<Vector>getAs(0) instanceof DenseVector))
            .isEmpty();
    require(
        dense,
        "learner '%s' takes dense vectors only: XGBoost reads the zeros that a sparse one leaves out as missing values",
        id());
  }

  private Map<String, Object> parameters(long seed) {
    return Map.ofEntries(
        Map.entry("objective", OBJECTIVE),
        Map.entry("tree_method", "hist"),
        Map.entry("max_depth", depth),
        Map.entry("eta", step),
        Map.entry("subsample", rowShare),
        Map.entry("colsample_bytree", columnShare),
        Map.entry("min_child_weight", smallestHessian),
        Map.entry("lambda", ridge),
        Map.entry("nthread", 1),
        Map.entry("verbosity", 0),
        // XGBoost takes 32 bits of a seed.
        Map.entry("seed", Long.hashCode(seed) & Integer.MAX_VALUE));
  }
}
