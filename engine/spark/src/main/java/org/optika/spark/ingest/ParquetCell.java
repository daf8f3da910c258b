package org.optika.spark.ingest;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.parquet.column.Dictionary;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DateLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.EnumLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.IntLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.JsonLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.StringLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;
import org.optika.core.ingest.Fault;
import org.optika.core.ingest.RawRow;
import org.optika.core.ingest.TextLimits;
import org.optika.core.ingest.Utf8;

/** Puts the values of one Parquet column into a raw row. */
final class ParquetCell extends PrimitiveConverter {
  private static final long DAY_MICROS = 86_400_000_000L;
  private static final int JULIAN_EPOCH_DAY = 2_440_588;

  private final RawRow row;
  private final int column;
  private final String name;
  private final RawRow.Kind kind;
  private final LogicalTypeAnnotation logical;

  /** Texts of the dictionary that have been decoded; empty where there is none. */
  private String[] texts = {};

  private Dictionary dictionary;
  private Fault fault;

  private ParquetCell(PrimitiveType type, RawRow row, int column, String name) {
    this.row = row;
    this.column = column;
    this.name = name;
    this.kind = kind(type);
    this.logical = type.getLogicalTypeAnnotation();
  }

  static ParquetCell of(PrimitiveType type, RawRow row, int column, String name) {
    return new ParquetCell(type, row, column, name);
  }

  /** What values of a type are in a raw row. */
  static RawRow.Kind kind(PrimitiveType type) {
    LogicalTypeAnnotation logical = type.getLogicalTypeAnnotation();
    if (logical instanceof DecimalLogicalTypeAnnotation) {
      return RawRow.Kind.DECIMAL;
    }
    if (logical instanceof TimestampLogicalTypeAnnotation timestamp) {
      return timestamp.isAdjustedToUTC() ? RawRow.Kind.INSTANT : RawRow.Kind.WALL_CLOCK;
    }
    if (logical instanceof DateLogicalTypeAnnotation) {
      return RawRow.Kind.DAY;
    }
    boolean plain = logical == null;
    return switch (type.getPrimitiveTypeName()) {
      case BOOLEAN -> RawRow.Kind.FLAG;
      case INT32, INT64 ->
          plain || logical instanceof IntLogicalTypeAnnotation
              ? RawRow.Kind.WHOLE
              : RawRow.Kind.OTHER;
      case FLOAT, DOUBLE -> RawRow.Kind.DECIMAL;
      case INT96 -> RawRow.Kind.INSTANT;
      case BINARY ->
          plain
                  || logical instanceof StringLogicalTypeAnnotation
                  || logical instanceof EnumLogicalTypeAnnotation
                  || logical instanceof JsonLogicalTypeAnnotation
              ? RawRow.Kind.TEXT
              : RawRow.Kind.OTHER;
      case FIXED_LEN_BYTE_ARRAY -> RawRow.Kind.OTHER;
    };
  }

  /** Why the value that came last cannot be used; null when it can. */
  Fault fault() {
    return fault;
  }

  @Override
  public boolean hasDictionarySupport() {
    return kind == RawRow.Kind.TEXT;
  }

  @Override
  public void setDictionary(Dictionary next) {
    dictionary = next;
    texts = new String[next.getMaxId() + 1];
  }

  @Override
  public void addValueFromDictionary(int id) {
    if (texts[id] != null) {
      fault = null;
      row.putText(column, texts[id]);
      return;
    }
    Binary value = dictionary.decodeToBinary(id);
    addBinary(value);
    if (fault == null) {
      texts[id] = text(value);
    }
  }

  @Override
  public void addBinary(Binary value) {
    fault = null;
    switch (kind) {
      case TEXT -> putText(value);
      case DECIMAL -> row.putDecimal(column, scaled(new BigInteger(value.getBytesUnsafe())));
      case INSTANT -> {
        ByteBuffer parts = ByteBuffer.wrap(value.getBytesUnsafe()).order(ByteOrder.LITTLE_ENDIAN);
        long nanosOfDay = parts.getLong();
        long day = parts.getInt() - (long) JULIAN_EPOCH_DAY;
        row.putInstant(column, day * DAY_MICROS + nanosOfDay / 1_000);
      }
      default -> row.putOther(column);
    }
  }

  private void putText(Binary value) {
    if (value.length() > TextLimits.FIELD_BYTES) {
      fault = TextLimits.fieldTooLong(name);
      return;
    }
    String text = text(value);
    if (text == null) {
      fault = new Fault(name, Utf8.EXPECTED, Utf8.GOT_OTHER);
    } else {
      row.putText(column, text);
    }
  }

  private static String text(Binary value) {
    byte[] bytes = value.getBytesUnsafe();
    return Utf8.text(bytes, 0, bytes.length);
  }

  @Override
  public void addBoolean(boolean value) {
    row.putFlag(column, value);
  }

  @Override
  public void addInt(int value) {
    addLong(value);
  }

  @Override
  public void addLong(long value) {
    switch (kind) {
      case WHOLE -> row.putWhole(column, value);
      case DECIMAL -> row.putDecimal(column, scaled(BigInteger.valueOf(value)));
      case INSTANT -> row.putInstant(column, micros(value));
      case WALL_CLOCK -> row.putWallClock(column, micros(value));
      case DAY -> row.putDay(column, value);
      default -> row.putOther(column);
    }
  }

  private BigDecimal scaled(BigInteger unscaled) {
    return new BigDecimal(unscaled, ((DecimalLogicalTypeAnnotation) logical).getScale());
  }

  private long micros(long value) {
    return switch (((TimestampLogicalTypeAnnotation) logical).getUnit()) {
      case MILLIS ->
          Math.abs(value / 1_000) < Long.MAX_VALUE / 1_000_000 ? value * 1_000 : Long.MAX_VALUE;
      case MICROS -> value;
      case NANOS -> Math.floorDiv(value, 1_000L);
    };
  }

  @Override
  public void addFloat(float value) {
    if (Float.isFinite(value)) {
      row.putDecimal(column, new BigDecimal(Float.toString(value)));
    } else {
      row.putOther(column);
    }
  }

  @Override
  public void addDouble(double value) {
    if (Double.isFinite(value)) {
      row.putDecimal(column, BigDecimal.valueOf(value));
    } else {
      row.putOther(column);
    }
  }
}
