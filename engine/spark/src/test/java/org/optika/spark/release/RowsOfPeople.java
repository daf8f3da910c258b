package org.optika.spark.release;

import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/** Rows as a release reads them: a person, what tells rows apart, a key and a value. */
final class RowsOfPeople {
  static final List<String> CHANNELS = List.of("a", "b", "c", "d", "e");

  static final StructType SCHEMA =
      new StructType()
          .add("subject_id", LongType)
          .add("id", LongType)
          .add("channel", StringType)
          .add("value", DoubleType);

  private static final int ROWS_OF_EACH = 20;

  private RowsOfPeople() {}

  /** Twenty rows of each of so many people, in channels at random, values in [0, 5). */
  static List<Row> random(int people) {
    List<Row> rows = new ArrayList<>();
    Random random = new Random(1);
    for (long id = 0; id < (long) ROWS_OF_EACH * people; id++) {
      rows.add(
          RowFactory.create(
              id % people,
              id,
              CHANNELS.get(random.nextInt(CHANNELS.size())),
              random.nextDouble() * 5));
    }
    return rows;
  }
}
