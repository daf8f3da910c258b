package org.optika.spark.gate;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.timestamp_micros;
import static org.apache.spark.sql.types.DataTypes.LongType;

import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.StructType;
import org.optika.core.consent.RulePack;
import org.optika.core.gate.PermissionSteps;
import org.optika.spark.consent.ConsentIntervals;
import org.optika.spark.table.FlatIterator;
import org.optika.spark.table.SubjectGroups;

/** consent_timeline -> permission: all purposes of a subject in one row, as known at an instant. */
public final class PermissionBuilder {
  private static final StructType PERMISSION =
      new StructType()
          .add("subject_id", LongType)
          .add("from", new ArrayType(LongType, false))
          .add("state", new ArrayType(LongType, false));

  private PermissionBuilder() {}

  /**
   * @param timeline rows of {@link org.optika.spark.table.Tables#CONSENT_TIMELINE} that hold, see
   *     {@link org.optika.spark.consent.TimelineTable#rows}
   * @return rows of {@link org.optika.spark.table.Tables#PERMISSION}, without bucket; a subject of
   *     whom nothing was known has none
   */
  public static Dataset<Row> build(
      Dataset<Row> timeline, String controller, long knownAtMicros, RulePack rules) {
    return timeline
        .where(col("controller_id").equalTo(controller))
        .where(col("known_from").leq(timestamp_micros(lit(knownAtMicros))))
        .where(
            col("known_to").isNull().or(col("known_to").gt(timestamp_micros(lit(knownAtMicros)))))
        .select(ConsentIntervals.columns())
        .repartition(col("subject_id"))
        .sortWithinPartitions("subject_id")
        .mapPartitions(
            (MapPartitionsFunction<Row, Row>) rows -> steps(rows, knownAtMicros, rules),
            Encoders.row(PERMISSION))
        .select(
            lit(controller).as("controller_id"),
            col("subject_id"),
            col("from"),
            col("state"),
            timestamp_micros(lit(knownAtMicros)).as("known_at"));
  }

  private static Iterator<Row> steps(Iterator<Row> rows, long knownAtMicros, RulePack rules) {
    return new FlatIterator<>(
        new SubjectGroups(rows, 0),
        subject -> {
          PermissionSteps steps =
              PermissionSteps.of(
                  subject.stream().map(ConsentIntervals::of).toList(), knownAtMicros, rules);
          return List.of(RowFactory.create(subject.get(0).getLong(0), steps.from(), steps.state()));
        });
  }
}
