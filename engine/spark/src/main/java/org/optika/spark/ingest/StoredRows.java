package org.optika.spark.ingest;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.optika.spark.table.Lake;
import org.optika.spark.table.Table;
import org.optika.spark.table.Tables;

/**
 * Which raw rows of the run's files stand in the silver tables after its appends. Some of them may
 * be foreign: written by a run that was stopped, or by one that reads the same files now.
 */
final class StoredRows {
  static final scala.collection.immutable.Seq<String> ORIGIN =
      scala.jdk.javaapi.CollectionConverters.asScala(List.of("file_id", "file_row")).toSeq();

  private final Lake lake;
  private final Set<Long> files;
  private final Map<Long, Long> accepted = new HashMap<>();
  private final List<Table> withForeign = new ArrayList<>();

  StoredRows(Lake lake, Set<Long> files) {
    this.lake = lake;
    this.files = files;
  }

  /**
   * Takes a table to which the run has just appended.
   *
   * @param appended rows of the table that the run has written itself
   */
  void count(Table table, long appended) {
    long stored = 0;
    for (Row row :
        lake.originsOf(table, files)
            .groupBy("file_id")
            .agg(functions.count(lit(1)), countDistinct(col("file_row")))
            .collectAsList()) {
      stored += row.getLong(1);
      accepted.put(row.getLong(0), row.getLong(2));
    }
    if (stored != appended) {
      withForeign.add(table);
    }
  }

  /** Raw rows of a file of which something is stored. */
  long accepted(long fileId) {
    return accepted.getOrDefault(fileId, 0L);
  }

  /**
   * Without the raw rows that another run has stored. What the run has stored itself it does not
   * refuse, so there is nothing to look for when all rows are its own.
   */
  Dataset<Row> withoutForeign(Dataset<Row> refused) {
    Dataset<Row> left = refused;
    for (Table table : withForeign) {
      left = left.join(lake.originsOf(table, files), ORIGIN, "left_anti");
    }
    return left;
  }

  /**
   * Refused raw rows of the run's files.
   *
   * @param rows by file
   * @param wholeFiles files that are refused as such
   */
  record Refused(Map<Long, Long> rows, Set<Long> wholeFiles) {}

  /** What the quarantine table holds of the run's files. */
  Refused refused() {
    Map<Long, Long> rows = new HashMap<>();
    Set<Long> wholeFiles = new HashSet<>();
    for (Row row :
        withoutForeign(lake.originsOf(Tables.QUARANTINE, files))
            .groupBy("file_id")
            .agg(functions.count(lit(1)), max(col("file_row").equalTo(0)))
            .collectAsList()) {
      rows.put(row.getLong(0), row.getLong(1));
      if (row.getBoolean(2)) {
        wholeFiles.add(row.getLong(0));
      }
    }
    return new Refused(rows, wholeFiles);
  }
}
