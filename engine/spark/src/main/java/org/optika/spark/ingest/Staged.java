package org.optika.spark.ingest;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.date_from_unix_date;
import static org.apache.spark.sql.functions.timestamp_micros;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.optika.core.ingest.Fault;
import org.optika.spark.table.Table;

/**
 * Rows between the raw files and the tables: everything that one pass over the files finds, in one
 * set, so that the files are read once. Subjects and campaigns travel on the first row of a file
 * part that names them. Holds pseudonyms only.
 */
final class Staged {
  private Staged() {}

  /** Kind of a staged row. */
  static final String TAG = "tag";

  static final String SILVER = "silver";
  static final String REFUSED = "refused";

  /** End of a file part: {@code file_row} counts its rows. */
  static final String TALLY = "tally";

  /** The file as a whole is refused. */
  static final String FILE_FAULT = "file_fault";

  static final String CHECK = "subject_check";
  static final String KEY = "subject_key";
  static final String KEY_TYPE = "subject_key_type";
  static final String CAMPAIGN = "campaign_name";
  static final String FILE_ORDER = "file_order";

  /** Of rows that are the same, the one that was known first stays, then the first in the files. */
  static final List<String> PREFERENCE =
      List.of("recorded_time", "ingested_time", FILE_ORDER, "file_row");

  private static final Set<String> LED = Set.of("source_system", "file_id", "file_row");
  private static final Set<String> DERIVED = Set.of("bucket", "slice");
  private static final int LEADING = 13;

  private static List<StructField> leading() {
    return List.of(
        field(TAG, DataTypes.StringType),
        field("source_system", DataTypes.StringType),
        field("file_id", DataTypes.LongType),
        field("file_row", DataTypes.LongType),
        field("file", DataTypes.StringType),
        field("fault_column", DataTypes.StringType),
        field("fault_expected", DataTypes.StringType),
        field("fault_got", DataTypes.StringType),
        field(CHECK, DataTypes.LongType),
        field(KEY, DataTypes.StringType),
        field(KEY_TYPE, DataTypes.StringType),
        field(CAMPAIGN, DataTypes.StringType),
        field(FILE_ORDER, DataTypes.IntegerType));
  }

  private static StructField field(String name, DataType type) {
    return DataTypes.createStructField(name, type, true);
  }

  private static List<org.optika.spark.table.Column> silverColumns(Table table) {
    return table.columns().stream()
        .filter(column -> !LED.contains(column.name()) && !DERIVED.contains(column.name()))
        .toList();
  }

  /** Times are kept as numbers until they reach Spark: its rows would cost an object for each. */
  static StructType schema(Table table) {
    List<StructField> fields = new ArrayList<>(leading());
    for (var column : silverColumns(table)) {
      DataType type = column.type();
      if (type.equals(DataTypes.TimestampType)) {
        type = DataTypes.LongType;
      } else if (type.equals(DataTypes.DateType)) {
        type = DataTypes.IntegerType;
      }
      fields.add(field(column.name(), type));
    }
    return DataTypes.createStructType(fields);
  }

  /**
   * The table's own columns, but those that the lake derives, of staged rows that are silver, and
   * the order of the files.
   */
  static Column[] silver(Table table) {
    Stream<Column> own =
        table.columns().stream()
            .filter(column -> !DERIVED.contains(column.name()))
            .map(
                column -> {
                  Column staged = col(column.name());
                  if (column.type().equals(DataTypes.TimestampType)) {
                    staged = timestamp_micros(staged);
                  } else if (column.type().equals(DataTypes.DateType)) {
                    staged = date_from_unix_date(staged);
                  }
                  return staged.as(column.name());
                });
    return Stream.concat(own, Stream.of(col(FILE_ORDER))).toArray(Column[]::new);
  }

  /** Makes the staged rows of one file. */
  static final class Rows {
    private final String source;
    private final String file;
    private final long fileId;
    private final int fileOrder;
    private final int width;

    Rows(String source, RawFile file, Table table) {
      this.source = source;
      this.file = file.name();
      this.fileId = file.fileId();
      this.fileOrder = file.order();
      this.width = LEADING + silverColumns(table).size();
    }

    Row silver(
        long fileRow, Long check, String key, String keyType, String campaign, Object[] values) {
      Object[] row = start(SILVER, fileRow);
      row[8] = check;
      row[9] = key;
      row[10] = keyType;
      row[11] = campaign;
      row[12] = fileOrder;
      System.arraycopy(values, 0, row, LEADING, values.length);
      return RowFactory.create(row);
    }

    Row refused(long fileRow, Fault fault) {
      return faulty(REFUSED, fileRow, fault);
    }

    Row fileFault(Fault fault) {
      return faulty(FILE_FAULT, 0, fault);
    }

    private Row faulty(String tag, long fileRow, Fault fault) {
      Object[] row = start(tag, fileRow);
      row[5] = fault.column();
      row[6] = fault.expected();
      row[7] = fault.got();
      return RowFactory.create(row);
    }

    Row tally(long rows) {
      return RowFactory.create(start(TALLY, rows));
    }

    private Object[] start(String tag, long fileRow) {
      Object[] row = new Object[width];
      row[0] = tag;
      row[1] = source;
      row[2] = fileId;
      row[3] = fileRow;
      row[4] = file;
      return row;
    }
  }
}
