package org.optika.spark.scores;

import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.optika.core.scores.action.Contacts;
import org.optika.core.scores.action.Person;
import org.optika.core.scores.action.Prospect;

/** What the choice of an action needs to know of each person, as rows. */
public final class PersonFacts {
  /**
   * One row a person. {@code states}: 16 purposes at 4 bits, at {@code as_of}; {@code country} "" =
   * not known; {@code declined} and {@code preferred}: bits of channels; contacts ascend in time;
   * {@code uplift}: one an action of the catalogue.
   */
  public static final StructType SCHEMA =
      new StructType()
          .add("subject_id", DataTypes.LongType, false)
          .add("states", DataTypes.LongType, false)
          .add("country", DataTypes.StringType, false)
          .add("declined", DataTypes.LongType, false)
          .add("preferred", DataTypes.LongType, false)
          .add("contact_at", DataTypes.createArrayType(DataTypes.LongType, false), false)
          .add("contact_channel", DataTypes.createArrayType(DataTypes.IntegerType, false), false)
          .add("contact_action", DataTypes.createArrayType(DataTypes.IntegerType, false), false)
          .add("uplift", DataTypes.createArrayType(DataTypes.DoubleType, false), false)
          .add("customer_value", DataTypes.DoubleType, false)
          .add("churn_probability", DataTypes.DoubleType, false);

  private PersonFacts() {}

  /**
   * @param row of {@link #SCHEMA}
   */
  public static Person person(InternalRow row) {
    return new Person(
        row.getLong(0),
        row.getLong(1),
        row.getString(2),
        row.getLong(3),
        row.getLong(4),
        new Contacts(
            row.getArray(5).toLongArray(),
            row.getArray(6).toIntArray(),
            row.getArray(7).toIntArray()));
  }

  /**
   * @param row of {@link #SCHEMA}
   */
  public static Prospect prospect(InternalRow row) {
    return new Prospect(row.getArray(8).toDoubleArray(), row.getDouble(9), row.getDouble(10));
  }

  /**
   * The same of a row outside of generated code.
   *
   * @param row of {@link #SCHEMA}
   */
  static Person person(Row row) {
    return new Person(
        row.getLong(0),
        row.getLong(1),
        row.getString(2),
        row.getLong(3),
        row.getLong(4),
        new Contacts(
            row.<Long>getList(5).stream().mapToLong(Long::longValue).toArray(),
            row.<Integer>getList(6).stream().mapToInt(Integer::intValue).toArray(),
            row.<Integer>getList(7).stream().mapToInt(Integer::intValue).toArray()));
  }

  /** See {@link #person(Row)}. */
  static Prospect prospect(Row row) {
    return new Prospect(
        row.<Double>getList(8).stream().mapToDouble(Double::doubleValue).toArray(),
        row.getDouble(9),
        row.getDouble(10));
  }
}
