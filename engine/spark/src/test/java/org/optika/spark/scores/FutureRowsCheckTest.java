package org.optika.spark.scores;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.optika.core.scores.Features;
import org.optika.core.scores.leakage.FutureRowCounts;
import org.optika.spark.LocalSpark;

@ExtendWith(LocalSpark.class)
class FutureRowsCheckTest {
  private static final StructType ROWS =
      new StructType()
          .add("subject_id", DataTypes.LongType, false)
          .add("numbers", DataTypes.createArrayType(DataTypes.DoubleType, true), false)
          .add("texts", DataTypes.createArrayType(DataTypes.StringType, true), false);

  private static Row row(long subject, Double orders, String region, Double tenure) {
    return RowFactory.create(subject, new Double[] {orders, tenure}, new String[] {region});
  }

  @Test
  void people_are_counted_by_the_features_that_change(SparkSession spark) {
    Dataset<Row> stored =
        spark.createDataFrame(
            List.of(
                row(1, 2.0, "NL", 5.0),
                row(2, null, null, 5.0),
                row(3, 2.0, "NL", 5.0),
                row(4, 2.0, "NL", null),
                row(5, 2.0, "NL", 5.0)),
            ROWS);
    Dataset<Row> cut =
        spark.createDataFrame(
            List.of(
                row(1, 2.0, "NL", 5.0),
                row(2, null, null, 5.0),
                row(3, 1.0, "NL", 5.0),
                row(4, 2.0, "BE", 5.0)),
            ROWS);

    FutureRowCounts counts =
        FutureRowsCheck.of(
            stored,
            cut,
            List.of(Features.find("orders"), Features.find("region"), Features.find("tenure")));

    assertThat(counts)
        .isEqualTo(
            new FutureRowCounts(List.of("orders", "region", "tenure"), 5, List.of(2L, 2L, 2L)));
  }
}
