package org.optika.spark.scores;

import java.util.Arrays;
import java.util.Iterator;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.stat.Summarizer;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;
import org.optika.core.scores.ColumnCounts;
import org.optika.core.scores.Encoding;
import org.optika.core.scores.RawCells;
import org.optika.core.scores.TreeCuts;
import org.optika.core.scores.model.BinnedRows;

/**
 * A training set as MLlib takes it, kept in memory until {@link #close}: dense vectors only, since
 * a sparse one says 0 where a learner may read "missing".
 *
 * @param cuts of each column of the encoding, where trees may split it, see {@link TreeCuts}
 * @param people in all folds
 * @param rows {@code x} (vector of the encoding's width), {@code label}, {@code weight}, {@code
 *     fold}, {@code draw} (in [0, 1), by a hash of the id)
 */
public record EncodedRows(
    Encoding encoding, double[][] cuts, long people, Dataset<Row> rows, double[] means)
    implements AutoCloseable {
  private static final StructType SCHEMA =
      new StructType()
          .add("x", SQLDataTypes.VectorType(), false)
          .add("label", DataTypes.DoubleType, false)
          .add("weight", DataTypes.DoubleType, false)
          .add("fold", DataTypes.IntegerType, false)
          .add("draw", DataTypes.DoubleType, false);

  /**
   * @param folds in how many parts the rows are cut, by a hash of their id
   */
  static EncodedRows of(PeopleRows people, int folds, long seed) {
    ColumnCounts counts = ColumnStates.count(people);
    Encoding encoding = Encoding.of(counts);
    Column fold =
        functions.pmod(
            functions.xxhash64(functions.col("id"), functions.lit(seed)), functions.lit(folds));
    Dataset<Row> encoded =
        people
            .rows()
            .withColumn("fold", fold.cast("int"))
            .withColumn("draw", draw(seed))
            .mapPartitions(
                (MapPartitionsFunction<Row, Row>) rows -> encode(rows, encoding),
                Encoders.row(SCHEMA))
            .persist(StorageLevel.MEMORY_AND_DISK());
    Vector means =
        encoded
            .select(Summarizer.mean(functions.col("x"), functions.col("weight")))
            .first()
            .getAs(0);
    return new EncodedRows(
        encoding, TreeCuts.of(counts, encoding), counts.rows(), encoded, means.toArray());
  }

  /** The upper 53 bits of the hash as a fraction. */
  private static Column draw(long seed) {
    Column hash =
        functions.xxhash64(functions.col("id"), functions.lit(seed), functions.lit("draw"));
    return functions.shiftrightunsigned(hash, 11).multiply(functions.lit(0x1p-53));
  }

  private static Iterator<Row> encode(Iterator<Row> rows, Encoding encoding) {
    RowCells cells = new RowCells(encoding.columns());
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return rows.hasNext();
      }

      @Override
      public Row next() {
        Row row = rows.next();
        RawCells raw = cells.of(row);
        double[] x = new double[encoding.width()];
        encoding.encode(raw, x);
        return RowFactory.create(
            Vectors.dense(x),
            row.getDouble(row.fieldIndex("label")),
            row.getDouble(row.fieldIndex("weight")),
            row.getInt(row.fieldIndex("fold")),
            row.getDouble(row.fieldIndex("draw")));
      }
    };
  }

  /** The rows of all folds but one. */
  EncodedRows without(int fold) {
    return where(functions.col("fold").notEqual(fold));
  }

  /** The same rows while all folds have no more people than that, else a draw of about so many. */
  EncodedRows drawn(long most) {
    return people <= most ? this : where(functions.col("draw").lt((double) most / people));
  }

  private EncodedRows where(Column condition) {
    return new EncodedRows(encoding, cuts, people, rows.where(condition), means);
  }

  Dataset<Row> of(int fold) {
    return rows.where(functions.col("fold").equalTo(fold));
  }

  /** Cuts of some of the columns. */
  double[][] cutsOf(int[] columns) {
    return Arrays.stream(columns).mapToObj(column -> cuts[column]).toArray(double[][]::new);
  }

  /** The vectors cut down to some of their columns. */
  public Dataset<Row> onlyColumns(int[] columns) {
    if (columns.length == encoding.width()) {
      return rows;
    }
    return mapped(all -> Arrays.stream(columns).mapToDouble(all::apply).toArray());
  }

  /** The vectors cut down to some of their columns, of each number only how many cuts are below. */
  Dataset<Row> coded(int[] columns) {
    double[][] ofEach = cutsOf(columns);
    return mapped(all -> coded(all, columns, ofEach));
  }

  private static double[] coded(Vector all, int[] columns, double[][] cuts) {
    double[] codes = new double[columns.length];
    for (int i = 0; i < codes.length; i++) {
      codes[i] = BinnedRows.cutsBelow(cuts[i], all.apply(columns[i]));
    }
    return codes;
  }

  private Dataset<Row> mapped(MapFunction<Vector, double[]> change) {
    return rows.map(
        (MapFunction<Row, Row>)
            row ->
                RowFactory.create(
                    Vectors.dense(change.call(row.getAs(0))),
                    row.getDouble(1),
                    row.getDouble(2),
                    row.getInt(3),
                    row.getDouble(4)),
        Encoders.row(SCHEMA));
  }

  @Override
  public void close() {
    rows.unpersist();
  }
}
