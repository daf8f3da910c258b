package org.optika.spark.evidence.audit;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.types.DataTypes.StringType;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.optika.core.consent.ConsentInterval;
import org.optika.core.evidence.audit.SampledDevice;
import org.optika.spark.consent.ConsentIntervals;
import org.optika.spark.consent.TimelineTable;
import org.optika.spark.table.Lake;
import org.optika.spark.table.Tables;

/** The whole bitemporal timeline of the devices of a sample, and of nobody else. */
public final class StoredPermission {
  private static final StructType KEY = new StructType().add("subject_key", StringType, false);

  private final Map<String, List<ConsentInterval>> intervals;

  private StoredPermission(Map<String, List<ConsentInterval>> intervals) {
    this.intervals = intervals;
  }

  /**
   * @param devices few enough for the memory of one machine
   */
  public static StoredPermission of(Lake lake, String controller, List<SampledDevice> devices) {
    Dataset<Row> keys =
        lake.spark()
            .createDataFrame(
                devices.stream().map(device -> RowFactory.create(device.subjectKey())).toList(),
                KEY);
    Dataset<Row> subjects =
        lake.read(Tables.SUBJECT_TABLE)
            .join(broadcast(keys), "subject_key")
            .select("subject_key", "subject_id");
    Map<Long, String> keyOf = new HashMap<>();
    Map<String, List<ConsentInterval>> intervals = new HashMap<>();
    for (Row row : subjects.collectAsList()) {
      keyOf.put(row.getLong(1), row.getString(0));
      intervals.put(row.getString(0), new ArrayList<>());
    }
    Column[] columns = ConsentIntervals.columns();
    Dataset<Row> timeline =
        TimelineTable.in(lake)
            .rows()
            .where(col("controller_id").equalTo(controller))
            .join(broadcast(subjects.select("subject_id")), "subject_id")
            .select(columns);
    for (Row row : timeline.collectAsList()) {
      intervals.get(keyOf.get(row.getLong(0))).add(ConsentIntervals.of(row));
    }
    return new StoredPermission(intervals);
  }

  /**
   * Of one device; no interval for a device of which nothing was ever said.
   *
   * @return empty when the lake no longer knows the device, as after an erasure
   */
  public Optional<List<ConsentInterval>> of(SampledDevice device) {
    return Optional.ofNullable(intervals.get(device.subjectKey())).map(List::copyOf);
  }
}
