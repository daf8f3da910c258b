package org.optika.core.ingest;

import java.math.BigDecimal;
import java.util.Arrays;

/**
 * The values of one raw row, whatever format it came in, by position in {@link
 * SourceSpec#rawColumns}. One instance is filled again and again.
 */
public final class RawRow {
  /** What a format said about a value. */
  public enum Kind {
    ABSENT,
    TEXT,
    WHOLE,
    DECIMAL,
    FLAG,
    /** Microseconds UTC. */
    INSTANT,
    /** Microseconds of a clock on the wall, as if it were UTC. */
    WALL_CLOCK,
    /** Days since 1970-01-01. */
    DAY,
    /** An object, a list or bytes: nothing that a column may hold. */
    OTHER
  }

  private final Kind[] kinds;
  private final Object[] objects;
  private final long[] numbers;

  public RawRow(int columns) {
    this.kinds = new Kind[columns];
    this.objects = new Object[columns];
    this.numbers = new long[columns];
    clear();
  }

  public int size() {
    return kinds.length;
  }

  public void clear() {
    Arrays.fill(kinds, Kind.ABSENT);
  }

  public void putAbsent(int column) {
    kinds[column] = Kind.ABSENT;
  }

  /** An empty or blank text is absent. */
  public void putText(int column, String text) {
    boolean blank = text.isBlank();
    kinds[column] = blank ? Kind.ABSENT : Kind.TEXT;
    objects[column] = blank ? null : text;
  }

  public void putWhole(int column, long number) {
    kinds[column] = Kind.WHOLE;
    numbers[column] = number;
  }

  public void putDecimal(int column, BigDecimal number) {
    kinds[column] = Kind.DECIMAL;
    objects[column] = number;
  }

  public void putFlag(int column, boolean flag) {
    kinds[column] = Kind.FLAG;
    numbers[column] = flag ? 1 : 0;
  }

  public void putInstant(int column, long micros) {
    kinds[column] = Kind.INSTANT;
    numbers[column] = micros;
  }

  public void putWallClock(int column, long micros) {
    kinds[column] = Kind.WALL_CLOCK;
    numbers[column] = micros;
  }

  public void putDay(int column, long epochDay) {
    kinds[column] = Kind.DAY;
    numbers[column] = epochDay;
  }

  public void putOther(int column) {
    kinds[column] = Kind.OTHER;
  }

  public Kind kind(int column) {
    return kinds[column];
  }

  /** The text of a {@link Kind#TEXT}. */
  public String text(int column) {
    return (String) objects[column];
  }

  /** The number of a {@link Kind#DECIMAL}. */
  BigDecimal decimal(int column) {
    return (BigDecimal) objects[column];
  }

  /** The number behind every other kind. */
  long number(int column) {
    return numbers[column];
  }

  /** What the value looked like; never the value. */
  String shape(int column) {
    return switch (kinds[column]) {
      case ABSENT -> Shape.NOTHING;
      case TEXT -> Shape.of(text(column));
      case WHOLE -> "a whole number of " + digits(number(column)) + " digits";
      case DECIMAL -> "a decimal number";
      case FLAG -> "true or false";
      case INSTANT, WALL_CLOCK -> "a time";
      case DAY -> "a day";
      case OTHER -> "an object, a list or bytes";
    };
  }

  private static int digits(long number) {
    return Long.toString(number).length() - (number < 0 ? 1 : 0);
  }
}
