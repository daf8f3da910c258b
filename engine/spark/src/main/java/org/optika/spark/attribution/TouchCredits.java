package org.optika.spark.attribution;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.timestamp_micros;
import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;
import org.optika.core.attribution.PerJourneyModel;
import org.optika.core.journey.Journey;
import org.optika.core.journey.PathOutcome;
import org.optika.core.journey.RefusedTouchPolicy;
import org.optika.core.journey.Touches;
import org.optika.core.journey.VisiblePath;
import org.optika.spark.gate.Gate;
import org.optika.spark.gate.Permitted;
import org.optika.spark.table.Campaigns;
import org.optika.spark.table.FlatIterator;
import org.optika.spark.table.InternalRows;

/** Permitted journeys -> touch_credit, for the models that credit a journey by itself. */
public final class TouchCredits {
  private static final StructType CREDIT =
      new StructType()
          .add("subject_id", LongType)
          .add("journey_number", IntegerType)
          .add("conversion_id", LongType)
          .add("model", StringType)
          .add("touch_number", IntegerType)
          .add("touch_at", LongType)
          .add("channel", IntegerType)
          .add("campaign_id", LongType)
          .add("share", DoubleType)
          .add("revenue", DoubleType);

  private TouchCredits() {}

  /**
   * @param journeys what {@link Gate#stored} gave for table journey
   * @return rows of {@link org.optika.spark.table.Tables#TOUCH_CREDIT} without bucket, clocks and
   *     run
   */
  public static Dataset<Row> of(
      Permitted journeys,
      String controller,
      Campaigns campaigns,
      RefusedTouchPolicy policy,
      List<PerJourneyModel> models) {
    Dataset<Row> converting =
        journeys.rows().where(col("conversion_id").isNotNull()).select(JourneyRows.columns());
    JavaRDD<Row> credits =
        InternalRows.of(converting).mapPartitions(rows -> credits(rows, campaigns, policy, models));
    return converting
        .sparkSession()
        .createDataFrame(credits, CREDIT)
        .withColumn("controller_id", lit(controller))
        .withColumn("touch_at", timestamp_micros(col("touch_at")));
  }

  private static Iterator<Row> credits(
      Iterator<InternalRow> rows,
      Campaigns campaigns,
      RefusedTouchPolicy policy,
      List<PerJourneyModel> models) {
    Touches touches = new Touches();
    VisiblePath path = new VisiblePath();
    return new FlatIterator<>(
        rows,
        row -> {
          Journey journey = JourneyRows.read(row, touches, campaigns);
          policy.apply(journey, path);
          List<Row> credits = new ArrayList<>();
          if (path.outcome() == PathOutcome.MODELLED) {
            for (PerJourneyModel model : models) {
              add(credits, row, journey, path, model, campaigns);
            }
          }
          return credits;
        });
  }

  private static void add(
      List<Row> credits,
      InternalRow row,
      Journey journey,
      VisiblePath path,
      PerJourneyModel model,
      Campaigns campaigns) {
    double[] shares = model.shares(path);
    double value = row.getLong(3) / (double) Gate.MONEY_SCALE;
    for (int touch = 0; touch < shares.length; touch++) {
      credits.add(
          RowFactory.create(
              row.getLong(JourneyRows.SUBJECT),
              row.getInt(JourneyRows.NUMBER),
              row.getLong(1),
              model.id(),
              touch + 1,
              journey.endMicros() - path.ageMicros(touch),
              path.channel(touch),
              campaigns.id(path.campaign(touch)),
              shares[touch],
              shares[touch] * value));
    }
  }
}
