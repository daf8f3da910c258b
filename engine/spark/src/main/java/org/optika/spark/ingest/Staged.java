package org.optika.spark.ingest;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.date_from_unix_date;
import static org.apache.spark.sql.functions.timestamp_micros;

import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import org.optika.core.ingest.Currencies;
import org.optika.core.ingest.Fault;
import org.optika.core.ingest.Pseudonym;
import org.optika.spark.table.Table;

/**
 * Rows between the raw files and the tables. Files are read twice: once for notes, what there is to
 * know before anything is stored, and once for the silver rows, which go straight to their table.
 * Reading again costs less than keeping all rows in between. Holds pseudonyms only.
 */
final class Staged {
  private Staged() {}

  /** Kind of a note. */
  static final String TAG = "tag";

  /** A raw row that is refused. */
  static final int REFUSED = 1;

  /** End of a file part: {@code file_row} counts its rows. */
  static final int TALLY = 2;

  /** The file as a whole is refused. */
  static final int FILE_FAULT = 3;

  /** A subject or a campaign, once a file part and so still many times. */
  static final int NAMED = 4;

  static final String CHECK = "subject_check";
  static final String KEY = "subject_key";
  static final String KEY_TYPE = "subject_key_type";
  static final String CAMPAIGN = "campaign_name";
  static final String FILE_ORDER = "file_order";

  static final StructType NOTES =
      new StructType()
          .add(TAG, DataTypes.IntegerType)
          .add("source_system", DataTypes.StringType)
          .add("file", DataTypes.StringType)
          .add("file_id", DataTypes.LongType)
          .add("file_row", DataTypes.LongType)
          .add("fault_column", DataTypes.StringType)
          .add("fault_expected", DataTypes.StringType)
          .add("fault_got", DataTypes.StringType)
          .add("subject_id", DataTypes.LongType)
          .add(CHECK, DataTypes.LongType)
          .add(KEY, DataTypes.StringType)
          .add(KEY_TYPE, DataTypes.StringType)
          .add("campaign_id", DataTypes.LongType)
          .add(CAMPAIGN, DataTypes.StringType);

  /** Of rows that are the same, the one that was known first stays, then the first in the files. */
  static final List<String> PREFERENCE =
      List.of("recorded_time", "ingested_time", FILE_ORDER, "file_row");

  private static final Set<String> LED = Set.of("source_system", "file_id", "file_row");
  private static final Set<String> DERIVED = Set.of("bucket", "slice");
  private static final int LEADING = 5;
  private static final int MONEY_PRECISION = 18;

  private static List<org.optika.spark.table.Column> silverColumns(Table table) {
    return table.columns().stream()
        .filter(column -> !LED.contains(column.name()) && !DERIVED.contains(column.name()))
        .toList();
  }

  /** Silver rows: where they come from, then the table's columns with times as numbers. */
  static StructType silverSchema(Table table) {
    StructType schema =
        new StructType()
            .add("source_system", DataTypes.StringType)
            .add("file_id", DataTypes.LongType)
            .add("file_row", DataTypes.LongType)
            .add(FILE_ORDER, DataTypes.IntegerType)
            .add(CHECK, DataTypes.LongType);
    for (var column : silverColumns(table)) {
      DataType type = column.type();
      if (type.equals(DataTypes.TimestampType)) {
        type = DataTypes.LongType;
      } else if (type.equals(DataTypes.DateType)) {
        type = DataTypes.IntegerType;
      }
      schema = schema.add(column.name(), type);
    }
    return schema;
  }

  /**
   * The table's own columns, but those that the lake derives, of silver rows, and the order of the
   * files.
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

  /** Makes the rows of one file. */
  static final class Rows {
    private final UTF8String source;
    private final UTF8String file;
    private final long fileId;
    private final int fileOrder;

    Rows(String source, RawFile file) {
      this.source = UTF8String.fromString(source);
      this.file = UTF8String.fromString(file.name());
      this.fileId = file.fileId();
      this.fileOrder = file.order();
    }

    InternalRow silver(long fileRow, Long check, Object[] values) {
      Object[] row = new Object[LEADING + values.length];
      row[0] = source;
      row[1] = fileId;
      row[2] = fileRow;
      row[3] = fileOrder;
      row[4] = check;
      for (int i = 0; i < values.length; i++) {
        row[LEADING + i] = internal(values[i]);
      }
      return new GenericInternalRow(row);
    }

    InternalRow refused(long fileRow, Fault fault) {
      return faulty(REFUSED, fileRow, fault);
    }

    InternalRow fileFault(Fault fault) {
      return faulty(FILE_FAULT, 0, fault);
    }

    private InternalRow faulty(int tag, long fileRow, Fault fault) {
      Object[] row = note(tag, fileRow);
      row[5] = UTF8String.fromString(fault.column());
      row[6] = UTF8String.fromString(fault.expected());
      row[7] = UTF8String.fromString(fault.got());
      return new GenericInternalRow(row);
    }

    InternalRow tally(long rows) {
      return new GenericInternalRow(note(TALLY, rows));
    }

    InternalRow named(Pseudonym subject) {
      Object[] row = note(NAMED, 0);
      row[8] = subject.subjectId();
      row[9] = subject.check();
      row[10] = UTF8String.fromString(subject.key());
      row[11] = UTF8String.fromString(subject.type().id());
      return new GenericInternalRow(row);
    }

    InternalRow named(long campaignId, String campaign) {
      Object[] row = note(NAMED, 0);
      row[12] = campaignId;
      row[13] = UTF8String.fromString(campaign);
      return new GenericInternalRow(row);
    }

    /** As Spark holds a value; going through its public rows would cost more than reading them. */
    private static Object internal(Object value) {
      if (value instanceof String text) {
        return UTF8String.fromString(text);
      }
      return value instanceof BigDecimal number
          ? Decimal.apply(number, MONEY_PRECISION, Currencies.SCALE)
          : value;
    }

    private Object[] note(int tag, long fileRow) {
      Object[] row = new Object[NOTES.size()];
      row[0] = tag;
      row[1] = source;
      row[2] = file;
      row[3] = fileId;
      row[4] = fileRow;
      return row;
    }
  }
}
