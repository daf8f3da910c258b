package org.optika.spark.journey;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;
import static org.apache.spark.sql.types.DataTypes.TimestampType;

import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.optika.core.journey.JourneyRules;
import org.optika.spark.gate.Gate;
import org.optika.spark.gate.PermittedSubjects;
import org.optika.spark.table.Campaigns;
import org.optika.spark.table.InternalRows;

/** Permitted activity -> journey: subject after subject, and the core cuts. */
public final class Journeys {
  private static final StructType JOURNEY =
      new StructType()
          .add("subject_id", LongType)
          .add("journey_number", IntegerType)
          .add("conversion_id", LongType)
          .add("ended_at", TimestampType)
          .add("value", DataTypes.createDecimalType(18, 4))
          .add("region", StringType)
          .add("touch_at", new ArrayType(LongType, false))
          .add("touch_channel", new ArrayType(IntegerType, false))
          .add("touch_campaign", new ArrayType(LongType, false))
          .add("touches_cut", IntegerType);

  private Journeys() {}

  /**
   * @param subjects what {@link Gate#pass} gave
   * @return rows of {@link org.optika.spark.table.Tables#JOURNEY} without bucket, clocks and run;
   *     the partitions of {@code subjects}, in each the subjects in their order
   */
  public static Dataset<Row> build(
      PermittedSubjects subjects, String controller, JourneyRules rules, Campaigns campaigns) {
    long asOfMicros = subjects.clocks().asOfMicros();
    JavaRDD<InternalRow> journeys =
        subjects.map(cursor -> new JourneyIterator(cursor, rules, asOfMicros, campaigns));
    return InternalRows.frame(subjects.spark(), journeys, JOURNEY)
        .withColumn("controller_id", lit(controller));
  }
}
