package org.optika.boost;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.optika.core.scores.Encoding;
import org.optika.core.scores.RawColumn;
import org.optika.spark.scores.EncodedRows;

/**
 * Made-up rows whose numbers no single-precision number equals, with an outcome that depends on
 * them and on chance; the second column is a stretch of the first, which trees are not given.
 */
final class Customers {
  static final int WIDTH = 5;

  private static final StructType SCHEMA =
      new StructType()
          .add("x", SQLDataTypes.VectorType(), false)
          .add("label", DataTypes.DoubleType, false)
          .add("weight", DataTypes.DoubleType, false)
          .add("fold", DataTypes.IntegerType, false)
          .add("draw", DataTypes.DoubleType, false);

  private static final Encoding ENCODING =
      new Encoding(
          IntStream.range(0, WIDTH - 1)
              .mapToObj(i -> new RawColumn("number" + i, RawColumn.Kind.NUMBER))
              .toList(),
          List.of(
              part(0, Encoding.PartKind.NUMBER),
              part(0, Encoding.PartKind.BETWEEN),
              part(1, Encoding.PartKind.NUMBER),
              part(2, Encoding.PartKind.NUMBER),
              part(3, Encoding.PartKind.NUMBER)));

  private Customers() {}

  private static Encoding.Part part(int raw, Encoding.PartKind kind) {
    return new Encoding.Part(raw, kind, 0, 0, "");
  }

  static List<Row> of(int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double months = 72 * random.nextDouble();
      double spend = 20 + 100 * random.nextDouble();
      double calls = random.nextInt(6);
      double noise = random.nextDouble() - 0.5;
      double logOdds = 1.5 - months / 20 + spend / 60 * noise + 0.4 * calls;
      double label = random.nextDouble() < 1 / (1 + Math.exp(-logOdds)) ? 1 : 0;
      double weight = random.nextInt(4) == 0 ? 2 : 1;
      Vector x =
          Vectors.dense(new double[] {months, Math.max(0, months - 30), spend, calls, noise});
      rows.add(RowFactory.create(x, label, weight, 0, 0.0));
    }
    return rows;
  }

  static EncodedRows encoded(SparkSession spark, List<Row> rows) {
    return new EncodedRows(
        ENCODING,
        new double[WIDTH][0],
        rows.size(),
        spark.createDataFrame(rows, SCHEMA),
        new double[WIDTH]);
  }
}
