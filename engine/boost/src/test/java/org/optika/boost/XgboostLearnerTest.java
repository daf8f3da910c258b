package org.optika.boost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.optika.core.scores.model.ForestModel;
import org.optika.core.scores.model.ModelBytes;
import org.optika.core.scores.model.ScoreModel;
import org.optika.core.scores.search.ParameterSearch;
import org.optika.core.scores.search.ParameterSet;
import org.optika.spark.scores.EncodedRows;
import org.optika.spark.scores.Learners;

class XgboostLearnerTest {
  /** Of an encoded row, what trees are given: all but the stretch. */
  private static final int[] COLUMNS = {0, 2, 3, 4};

  private static final List<Row> CUSTOMERS = Customers.of(2_000, 7);

  /** Draws rows and columns, so that its seed matters. */
  private static final XgboostLearner DRAWING = new XgboostLearner(20, 3, 0.1, 0.7, 0.7, 1, 1);

  private static SparkSession spark;
  private static byte[] json;
  private static ForestModel model;
  private static Booster booster;

  @BeforeAll
  static void train_the_default() throws Exception {
    spark =
        SparkSession.builder()
            .appName("tests")
            .master("local[2]")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.sql.shuffle.partitions", "1")
            .getOrCreate();
    json = new XgboostLearner().booster(Customers.encoded(spark, CUSTOMERS), 1);
    model = BoosterTrees.read(json, Customers.WIDTH, COLUMNS);
    booster = XGBoost.loadModel(json);
  }

  @AfterAll
  static void stop_spark() {
    spark.stop();
  }

  @Test
  void it_is_found_by_its_name() {
    assertThat(Learners.ids()).containsExactly("logistic", "forest", "boosted", "blend", "xgboost");
    assertThat(Learners.find("xgboost").parts()).containsExactly(new XgboostLearner());
  }

  @Test
  void its_summary_tells_its_parameters() {
    assertThat(new XgboostLearner().summary())
        .isEqualTo(
            "XGBoost, 200 trees of depth 3, step 0.05, each on 70 % of the rows and 50 % of the columns");
  }

  @Test
  void a_search_starts_from_its_parameters_and_takes_others() {
    XgboostLearner usual = new XgboostLearner();
    ParameterSearch search = new ParameterSearch(usual.ranges(), 1, 1);

    assertThat(usual.with(search.sets().get(0))).isEqualTo(usual);
    assertThat(
            usual.with(
                new ParameterSet(
                    Map.of(
                        "trees",
                        60.0,
                        "depth",
                        4.0,
                        "step",
                        0.1,
                        "row-share",
                        0.8,
                        "column-share",
                        0.6,
                        "smallest-hessian",
                        2.0,
                        "ridge",
                        3.0))))
        .isEqualTo(new XgboostLearner(60, 4, 0.1, 0.8, 0.6, 2, 3));
  }

  @Test
  void a_class_path_without_xgboost_is_told_what_it_lacks() {
    assertThat(new XgboostLearner().obstacle()).isEmpty();
    assertThat(XgboostLearner.missing(ClassLoader.getPlatformClassLoader()))
        .contains("ml.dmlc:xgboost4j-spark_2.13:3.1.1 is not on the class path; add its jar");
  }

  /** XGBoost adds in single precision: 200 roundings of numbers below 4, each at most 1.2e-7. */
  @Test
  void every_row_comes_to_the_leaves_of_the_booster() throws Exception {
    List<double[]> rows = rows(CUSTOMERS);
    float[][] expected = booster.predict(matrix(rows), true);

    for (int i = 0; i < rows.size(); i++) {
      assertThat(inSinglePrecision(rows.get(i))).as("row %s", i).isEqualTo(expected[i][0]);
      assertThat(model.margin(rows.get(i))).as("row %s", i).isCloseTo(expected[i][0], within(5e-6));
    }
  }

  @Test
  void rows_at_the_thresholds_and_a_rounding_away_come_to_the_leaves_of_the_booster()
      throws Exception {
    List<double[]> rows = rowsAtThresholds();
    float[][] expected = booster.predict(matrix(rows), true);

    assertThat(rows).hasSizeGreaterThan(1_000);
    for (int i = 0; i < rows.size(); i++) {
      assertThat(inSinglePrecision(rows.get(i))).as("row %s", i).isEqualTo(expected[i][0]);
    }
  }

  @Test
  void explanations_are_those_of_the_booster_and_add_up() throws Exception {
    List<double[]> rows = rows(CUSTOMERS);
    float[][] expected = booster.predictContrib(matrix(rows), 0);
    double[] found = new double[Customers.WIDTH];

    for (int i = 0; i < rows.size(); i++) {
      model.explainer().contributions(rows.get(i), found);

      double sum = 0;
      for (double contribution : found) {
        sum += contribution;
      }
      assertThat(sum).isCloseTo(model.margin(rows.get(i)) - model.baseMargin(), within(1e-12));
      for (int column = 0; column < COLUMNS.length; column++) {
        assertThat(found[COLUMNS[column]])
            .as("row %s, column %s", i, column)
            .isCloseTo(expected[i][column], within(1e-5));
      }
      assertThat(found[1]).isZero();
      assertThat(model.baseMargin()).isCloseTo(expected[i][COLUMNS.length], within(1e-5));
    }
  }

  @Test
  void it_learns_what_depends_on_the_columns() {
    double[] loyal = {70, 40, 60, 0, 0};
    double[] leaving = {1, 0, 60, 5, 0};

    assertThat(model.margin(loyal)).isLessThan(-1);
    assertThat(model.margin(leaving)).isGreaterThan(1);
  }

  @Test
  void the_same_rows_give_the_same_model_in_any_order_and_any_partitions() {
    List<Row> shuffled = new ArrayList<>(CUSTOMERS);
    Collections.shuffle(shuffled, new Random(3));
    EncodedRows rows = Customers.encoded(spark, CUSTOMERS);
    EncodedRows spread = Customers.encoded(spark, shuffled);
    spread =
        new EncodedRows(
            spread.encoding(),
            spread.cuts(),
            spread.people(),
            spread.rows().repartition(5),
            spread.means());

    byte[] first = bytes(DRAWING.fit(rows, 5));

    assertThat(bytes(DRAWING.fit(rows, 5))).isEqualTo(first);
    assertThat(bytes(DRAWING.fit(spread, 5))).isEqualTo(first);
  }

  @Test
  void another_seed_draws_other_rows() {
    EncodedRows rows = Customers.encoded(spark, CUSTOMERS);

    assertThat(bytes(DRAWING.fit(rows, 5))).isNotEqualTo(bytes(DRAWING.fit(rows, 6)));
  }

  /** A row of weight 2 counts as two rows; the covers say so. */
  @Test
  void weights_count() {
    double weight = CUSTOMERS.stream().mapToDouble(row -> row.getDouble(2)).sum();
    List<Row> light =
        CUSTOMERS.stream()
            .map(row -> RowFactory.create(row.get(0), row.get(1), 1.0, row.get(3), row.get(4)))
            .toList();

    assertThat(weight).isGreaterThan(CUSTOMERS.size());
    assertThat(bytes(new XgboostLearner().fit(Customers.encoded(spark, light), 1)))
        .isNotEqualTo(bytes(model));
  }

  @Test
  void a_single_sparse_vector_is_refused() {
    List<Row> rows = new ArrayList<>(CUSTOMERS);
    Row last = rows.get(rows.size() - 1);
    rows.set(
        rows.size() - 1,
        RowFactory.create(
            last.<Vector>getAs(0).toSparse(), last.get(1), last.get(2), last.get(3), last.get(4)));

    assertThatThrownBy(() -> new XgboostLearner().fit(Customers.encoded(spark, rows), 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "learner 'xgboost' takes dense vectors only: XGBoost reads the zeros that a sparse one leaves out as missing values");
  }

  @Test
  void no_rows_are_refused() {
    EncodedRows none = Customers.encoded(spark, List.of());

    assertThatThrownBy(() -> new XgboostLearner().fit(none, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("learner 'xgboost' takes 1 to 2,147,483,639 rows, got 0");
  }

  @Test
  void parameters_out_of_range_are_refused() {
    assertThatThrownBy(() -> new XgboostLearner(0, 3, 0.1, 1, 1, 1, 1))
        .hasMessage("boosting needs a tree, got 0");
    assertThatThrownBy(() -> new XgboostLearner(1, 0, 0.1, 1, 1, 1, 1))
        .hasMessage("boosting needs a depth above 0, got 0");
    assertThatThrownBy(() -> new XgboostLearner(1, 1, 0, 1, 1, 1, 1))
        .hasMessage("step must be in (0, 1], got 0.0");
    assertThatThrownBy(() -> new XgboostLearner(1, 1, 1, 1.5, 1, 1, 1))
        .hasMessage("rowShare must be in (0, 1], got 1.5");
    assertThatThrownBy(() -> new XgboostLearner(1, 1, 1, 1, Double.NaN, 1, 1))
        .hasMessage("columnShare must be in (0, 1], got NaN");
    assertThatThrownBy(() -> new XgboostLearner(1, 1, 1, 1, 1, -1, 1))
        .hasMessage("smallestHessian must be at least 0, got -1.0");
    assertThatThrownBy(() -> new XgboostLearner(1, 1, 1, 1, 1, 1, -1))
        .hasMessage("ridge must be at least 0, got -1.0");
  }

  /** The margin summed tree by tree as XGBoost sums, so that it is equal to the last bit. */
  private static float inSinglePrecision(double[] row) {
    float margin = (float) model.intercept();
    for (var tree : model.trees()) {
      margin +=
          (float) new ForestModel(model.features(), List.of(tree), new double[] {1}, 0).margin(row);
    }
    return margin;
  }

  /** For each threshold rows just below it, half-way to the single number below, and at it. */
  private static List<double[]> rowsAtThresholds() throws Exception {
    SplittableRandom random = new SplittableRandom(11);
    List<double[]> known = rows(CUSTOMERS);
    List<double[]> rows = new ArrayList<>();
    for (Threshold threshold : Threshold.of(json)) {
      float at = threshold.value();
      double halfWay = ((double) at + Math.nextDown(at)) / 2;
      for (double value :
          new double[] {
            at, Math.nextDown((double) at), Math.nextDown(at),
            halfWay, Math.nextDown(halfWay), Math.nextUp(halfWay)
          }) {
        double[] row = known.get(random.nextInt(known.size())).clone();
        row[COLUMNS[threshold.feature()]] = value;
        rows.add(row);
      }
    }
    return rows;
  }

  private static List<double[]> rows(List<Row> rows) {
    return rows.stream().map(row -> row.<Vector>getAs(0).toArray()).toList();
  }

  private static DMatrix matrix(List<double[]> rows) throws Exception {
    float[] cells = new float[rows.size() * COLUMNS.length];
    int cell = 0;
    for (double[] row : rows) {
      for (int column : COLUMNS) {
        cells[cell++] = (float) row[column];
      }
    }
    return new DMatrix(cells, rows.size(), COLUMNS.length, Float.NaN);
  }

  private static byte[] bytes(ScoreModel model) {
    return ModelBytes.write(model);
  }
}
