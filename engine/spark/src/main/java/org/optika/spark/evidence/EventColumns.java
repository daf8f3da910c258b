package org.optika.spark.evidence;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimestampType;
import org.optika.core.evidence.log.EventName;
import org.optika.core.evidence.log.RowDigest;
import org.optika.core.evidence.log.RowField;
import org.optika.spark.table.Column;
import org.optika.spark.table.Tables;

/**
 * The columns of consent_event that a leaf commits to: all but the partition columns, which say
 * where a row lies and follow from the others.
 */
final class EventColumns implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final List<String> PARTITION = List.of("bucket", "slice");

  private enum Form {
    TEXT,
    LONG,
    INT,
    FLAG
  }

  /**
   * @param ordinal where it stands in a row
   */
  private record Place(String name, byte[] utf8, Form form, int ordinal) implements Serializable {}

  private final List<Place> ascending = new ArrayList<>();
  private final int eventId;
  private final int fileId;
  private final int fileRow;

  /**
   * @param rows schema of the rows, which have the columns of consent_event
   */
  EventColumns(StructType rows) {
    for (String name : names()) {
      int ordinal = rows.fieldIndex(name);
      ascending.add(
          new Place(
              name, RowDigest.column(name), form(rows.fields()[ordinal].dataType()), ordinal));
    }
    eventId = rows.fieldIndex("event_id");
    fileId = rows.fieldIndex("file_id");
    fileRow = rows.fieldIndex("file_row");
  }

  /** Ascending. */
  static List<String> names() {
    return Tables.CONSENT_EVENT.columns().stream()
        .map(Column::name)
        .filter(name -> !PARTITION.contains(name))
        .sorted(Comparator.naturalOrder())
        .toList();
  }

  private static Form form(DataType type) {
    if (type instanceof StringType) {
      return Form.TEXT;
    }
    if (type instanceof BooleanType) {
      return Form.FLAG;
    }
    if (type instanceof IntegerType || type instanceof DateType) {
      return Form.INT;
    }
    if (type instanceof LongType || type instanceof TimestampType) {
      return Form.LONG;
    }
    throw new IllegalStateException(
        "consent_event has a column of type %s, which no leaf can commit to"
            .formatted(type.simpleString()));
  }

  byte[] digest(RowDigest digest, byte[] salt, InternalRow row) {
    digest.start(salt);
    for (Place place : ascending) {
      int at = place.ordinal();
      if (row.isNullAt(at)) {
        continue;
      }
      switch (place.form()) {
        case TEXT -> digest.text(place.utf8(), row.getUTF8String(at).getBytes());
        case LONG -> digest.number(place.utf8(), row.getLong(at));
        case INT -> digest.number(place.utf8(), row.getInt(at));
        case FLAG -> digest.flag(place.utf8(), row.getBoolean(at));
      }
    }
    return digest.digest();
  }

  /** What {@link #digest} hashes, to be shown. */
  List<RowField> fields(InternalRow row) {
    List<RowField> fields = new ArrayList<>();
    for (Place place : ascending) {
      int at = place.ordinal();
      if (row.isNullAt(at)) {
        continue;
      }
      fields.add(
          switch (place.form()) {
            case TEXT ->
                new RowField(place.name(), RowField.Type.TEXT, row.getUTF8String(at).toString());
            case LONG ->
                new RowField(place.name(), RowField.Type.NUMBER, Long.toString(row.getLong(at)));
            case INT ->
                new RowField(place.name(), RowField.Type.NUMBER, Integer.toString(row.getInt(at)));
            case FLAG ->
                new RowField(
                    place.name(), RowField.Type.FLAG, Boolean.toString(row.getBoolean(at)));
          });
    }
    return fields;
  }

  /** Where the event id stands in a row. */
  int eventId() {
    return eventId;
  }

  int fileId() {
    return fileId;
  }

  int fileRow() {
    return fileRow;
  }

  EventName name(InternalRow row) {
    return new EventName(
        row.getUTF8String(eventId).toString(), row.getLong(fileId), row.getLong(fileRow));
  }
}
