package org.optika.spark.journey;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.timestamp_micros;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.StructType;
import org.optika.core.journey.JourneyRules;
import org.optika.spark.gate.Gate;
import org.optika.spark.gate.Permitted;
import org.optika.spark.table.Campaigns;
import org.optika.spark.table.InternalRows;

/** Permitted activity -> journey: groups by subject, and lets the core cut. */
public final class Journeys {
  private static final StructType JOURNEY =
      new StructType()
          .add("subject_id", LongType)
          .add("journey_number", IntegerType)
          .add("conversion_id", LongType)
          .add("ended_at", LongType)
          .add("value", LongType)
          .add("region", StringType)
          .add("touch_at", new ArrayType(LongType, false))
          .add("touch_channel", new ArrayType(IntegerType, false))
          .add("touch_campaign", new ArrayType(LongType, false))
          .add("touches_cut", IntegerType);

  private Journeys() {}

  /**
   * @param activity what {@link Gate#activity} gave
   * @return rows of {@link org.optika.spark.table.Tables#JOURNEY} without bucket, clocks and run
   */
  public static Dataset<Row> build(
      Permitted activity, String controller, JourneyRules rules, Campaigns campaigns) {
    long asOfMicros = activity.clocks().asOfMicros();
    Dataset<Row> sorted =
        activity
            .rows()
            .select(
                "subject_id",
                "at",
                "kind",
                "id",
                "ref",
                "channel",
                "campaign_id",
                "value",
                "region")
            .repartition(col("subject_id"))
            .sortWithinPartitions("subject_id", "at");
    JavaRDD<Row> journeys =
        InternalRows.of(sorted)
            .mapPartitions(rows -> new JourneyIterator(rows, rules, asOfMicros, campaigns));
    return sorted
        .sparkSession()
        .createDataFrame(journeys, JOURNEY)
        .withColumn("controller_id", lit(controller))
        .withColumn("ended_at", timestamp_micros(col("ended_at")))
        .withColumn("value", col("value").divide(lit(Gate.MONEY_SCALE)).cast("decimal(18,4)"));
  }
}
