package org.optika.spark.table;

import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;

/**
 * One column of a {@link Table}.
 *
 * @param meaning one sentence with unit and range, printed in docs/tables.md
 */
public record Column(String name, DataType type, boolean nullable, String meaning) {

  static Column required(String name, DataType type, String meaning) {
    return new Column(name, type, false, meaning);
  }

  static Column optional(String name, DataType type, String meaning) {
    return new Column(name, type, true, meaning);
  }

  /**
   * Delta keeps every column nullable on disk: a NOT NULL constraint raises the writer protocol for
   * no gain, since {@link Table#conform} refuses nulls on the way in.
   */
  StructField field() {
    DataType stored = type;
    return DataTypes.createStructField(name, stored, true, Metadata.empty());
  }
}
