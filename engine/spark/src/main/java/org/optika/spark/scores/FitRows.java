package org.optika.spark.scores;

import java.util.List;
import org.apache.spark.api.java.function.FilterFunction;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;
import org.optika.core.scores.Encoding;
import org.optika.core.scores.uplift.Fit;
import org.optika.core.scores.uplift.Propensities;
import org.optika.core.scores.uplift.TrainedFit;
import org.optika.core.scores.uplift.TrainingRow;

/**
 * A training set of which every fit takes its part; kept in memory until {@link #close}.
 *
 * @param people {@code features} (dense vector), {@code arm}, {@code label}, {@code weight}, {@code
 *     propensity}
 */
record FitRows(int features, int treatments, Propensities shares, Dataset<Row> people)
    implements AutoCloseable {
  private static final StructType PEOPLE =
      new StructType()
          .add("features", SQLDataTypes.VectorType(), false)
          .add("arm", DataTypes.IntegerType, false)
          .add("label", DataTypes.DoubleType, false)
          .add("weight", DataTypes.DoubleType, false)
          .add("propensity", DataTypes.DoubleType, false);

  private static final StructType OF_FIT =
      new StructType()
          .add("x", SQLDataTypes.VectorType(), false)
          .add("label", DataTypes.DoubleType, false)
          .add("weight", DataTypes.DoubleType, false);

  /**
   * @param shares propensities of people whose own are not given
   */
  static FitRows of(UpliftRows rows, Encoding encoding, Propensities shares) {
    Dataset<Row> people =
        rows.people()
            .rows()
            .mapPartitions(
                (MapPartitionsFunction<Row, Row>)
                    some -> new MappedRows<>(some, new Encoder(encoding)::encoded),
                Encoders.row(PEOPLE))
            .persist(StorageLevel.MEMORY_AND_DISK());
    return new FitRows(encoding.width(), rows.treatments().size(), shares, people);
  }

  /** Reads the cells of all rows into the same arrays. */
  private static final class Encoder {
    private final Encoding encoding;
    private final RowCells cells;

    Encoder(Encoding encoding) {
      this.encoding = encoding;
      this.cells = new RowCells(encoding.columns());
    }

    Row encoded(Row row) {
      double[] features = new double[encoding.width()];
      encoding.encode(cells.of(row), features);
      return RowFactory.create(
          Vectors.dense(features),
          row.getAs("arm"),
          row.getAs("label"),
          row.getAs("weight"),
          row.getAs("propensity"));
    }
  }

  /** Length of what a fit sees of a person. */
  int width(Fit fit) {
    return fit.inputs().of(new double[features], 0, treatments).length;
  }

  /**
   * What a fit is trained on: {@code x, label, weight}.
   *
   * @param before trained fits whose predictions its target may use
   */
  Dataset<Row> of(Fit fit, List<TrainedFit> before) {
    int treatments = this.treatments;
    Propensities shares = this.shares;
    return people
        .filter((FilterFunction<Row>) row -> fit.trainsOn(row.getInt(1)))
        .map(
            (MapFunction<Row, Row>) row -> ofFit(row, fit, before, treatments, shares),
            Encoders.row(OF_FIT));
  }

  private static Row ofFit(
      Row row, Fit fit, List<TrainedFit> before, int treatments, Propensities shares) {
    double[] features = row.<Vector>getAs(0).toArray();
    int arm = row.getInt(1);
    double given = row.getDouble(4);
    Propensities propensities =
        Double.isNaN(given) ? shares : new Propensities(new double[] {1 - given, given});
    TrainingRow training =
        new TrainingRow(
            arm,
            row.getDouble(2),
            propensities,
            TrainedFit.predictions(before, features, treatments));
    return RowFactory.create(
        Vectors.dense(fit.inputs().of(features, arm, treatments)),
        fit.target().of(training),
        row.getDouble(3));
  }

  @Override
  public void close() {
    people.unpersist();
  }
}
