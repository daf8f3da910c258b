package org.optika.spark.evidence.audit;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.timestamp_micros;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.types.StructType;
import org.optika.core.Clocks;
import org.optika.core.evidence.audit.DrawKey;
import org.optika.core.evidence.audit.SampledDevice;
import org.optika.core.evidence.audit.Stratum;
import org.optika.core.ingest.IdentifierType;
import org.optika.spark.gate.Permitted;
import org.optika.spark.table.FlatIterator;
import org.optika.spark.table.Lake;
import org.optika.spark.table.Tables;

/**
 * The devices that a sample is drawn from: subjects of type device with an event of consent or any
 * activity in a window. Robots are out.
 */
public final class AuditPopulation {
  /** Columns of consent_event that strata can be made by. */
  public static final List<String> STRATA = List.of("device_class", "region", "jurisdiction");

  /** The one stratum where strata are made by nothing. */
  public static final String ALL = "all";

  /** Value of a device of which no event names one. */
  public static final String NOT_KNOWN = "unknown";

  private static final StructType RANKED =
      new StructType()
          .add("stratum", StringType, false)
          .add("subject_key", StringType, false)
          .add("rank", LongType, false);

  private static final StructType DRAWN =
      new StructType().add("stratum", StringType, false).add("drawn", LongType, false);

  private final Dataset<Row> devices;

  private AuditPopulation(Dataset<Row> devices) {
    this.devices = devices;
  }

  /**
   * @param activity permitted for accountability; with {@code subject_id} and {@code at}
   * @param fromMicros start of the window, which ends with {@code as_of}
   * @param strataBy columns of {@link #STRATA}: of each the value counts that the newest event
   *     names which has one
   */
  public static AuditPopulation of(
      Lake lake,
      String controller,
      Clocks clocks,
      Permitted activity,
      long fromMicros,
      List<String> strataBy) {
    Dataset<Row> events =
        lake.read(Tables.CONSENT_EVENT)
            .where(col("controller_id").equalTo(controller))
            .where(not(col("is_bot")))
            .where(
                greatest(col("recorded_time"), col("ingested_time"))
                    .leq(timestamp_micros(lit(clocks.knownAtMicros()))))
            .where(col("event_time").leq(timestamp_micros(lit(clocks.asOfMicros()))));
    Dataset<Row> seen =
        events
            .where(col("event_time").geq(timestamp_micros(lit(fromMicros))))
            .select("subject_id")
            .union(
                activity
                    .rows()
                    .where(col("at").between(fromMicros, clocks.asOfMicros()))
                    .select("subject_id"))
            .distinct();
    Dataset<Row> devices =
        lake.read(Tables.SUBJECT_TABLE)
            .where(col("subject_key_type").equalTo(IdentifierType.DEVICE.id()))
            .select("subject_id", "subject_key")
            .join(seen, "subject_id");
    return new AuditPopulation(
        strataBy.isEmpty()
            ? devices.withColumn("stratum", lit(ALL))
            : devices
                .join(strata(events, strataBy), names("subject_id"), "left")
                .withColumn("stratum", coalesce(col("stratum"), lit(unknown(strataBy)))));
  }

  private static String unknown(List<String> strataBy) {
    return String.join("|", strataBy.stream().map(column -> NOT_KNOWN).toList());
  }

  private static Dataset<Row> strata(Dataset<Row> events, List<String> strataBy) {
    Column order = struct(col("event_time"), col("event_id"));
    List<Column> newest = new ArrayList<>();
    for (String column : strataBy) {
      newest.add(
          coalesce(max_by(col(column), when(col(column).isNotNull(), order)), lit(NOT_KNOWN))
              .as(column));
    }
    return events
        .groupBy("subject_id")
        .agg(newest.get(0), newest.subList(1, newest.size()).toArray(Column[]::new))
        .select(
            col("subject_id"),
            concat_ws("|", strataBy.stream().map(column -> col(column)).toArray(Column[]::new))
                .as("stratum"));
  }

  private static scala.collection.immutable.Seq<String> names(String... names) {
    return scala.jdk.javaapi.CollectionConverters.asScala(List.of(names)).toSeq();
  }

  /** The strata that have devices, by name. */
  public List<Stratum> strata() {
    return devices.groupBy("stratum").count().orderBy("stratum").collectAsList().stream()
        .map(row -> new Stratum(row.getString(0), row.getLong(1)))
        .toList();
  }

  /**
   * Draws the devices of the lowest ranks of each stratum.
   *
   * @param drawn how many from each of {@code strata}
   * @param seed of {@link DrawKey}
   * @return stratum after stratum, each in the order of ranks
   */
  public List<SampledDevice> draw(List<Stratum> strata, long[] drawn, long seed) {
    long most = LongStream.of(drawn).max().orElse(0);
    List<Row> limits = new ArrayList<>();
    for (int i = 0; i < drawn.length; i++) {
      limits.add(RowFactory.create(strata.get(i).name(), drawn[i]));
    }
    Dataset<Row> lowest =
        devices
            .select("stratum", "subject_key")
            .mapPartitions(
                (MapPartitionsFunction<Row, Row>) rows -> ranked(rows, seed), Encoders.row(RANKED))
            .withColumn(
                "place",
                row_number().over(Window.partitionBy("stratum").orderBy("rank", "subject_key")))
            // A constant limit first: it spares the sort of all that cannot be drawn.
            .where(col("place").leq(most))
            .join(broadcast(devices.sparkSession().createDataFrame(limits, DRAWN)), "stratum")
            .where(col("place").leq(col("drawn")))
            .orderBy("stratum", "place")
            .select("stratum", "subject_key");
    DrawKey key = new DrawKey(seed);
    return lowest.collectAsList().stream()
        .map(
            row -> {
              DrawKey.Draw draw = key.of(row.getString(1));
              return new SampledDevice(
                  draw.sampleId(), draw.captureCode(), row.getString(0), row.getString(1));
            })
        .toList();
  }

  private static Iterator<Row> ranked(Iterator<Row> rows, long seed) {
    DrawKey key = new DrawKey(seed);
    return new FlatIterator<>(
        rows,
        row ->
            List.of(
                RowFactory.create(
                    row.getString(0), row.getString(1), key.of(row.getString(1)).rank())));
  }
}
