package org.optika.spark.table;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * A table, declared once; schema, reader, writer, docs and tests derive from it. {@link OpenTable}s
 * can be read by every stage, {@link PersonTable}s through the gate only.
 */
public sealed interface Table permits OpenTable, PersonTable {

  /** Directory under the lake's root and name in SQL, snake_case. */
  String name();

  /** One row is ...; printed in docs/tables.md. */
  String meaning();

  List<Column> columns();

  /** Columns that together name a row. */
  List<String> key();

  Layout layout();

  default StructType schema() {
    return DataTypes.createStructType(
        columns().stream().map(Column::field).toArray(StructField[]::new));
  }

  /**
   * The given rows with exactly this table's columns, in its order and types. A null in a required
   * column fails the job that meets it.
   *
   * @throws IllegalArgumentException naming every missing, unexpected and mistyped column at once
   */
  default Dataset<Row> conform(Dataset<Row> rows) {
    List<String> faults = new ArrayList<>();
    List<String> found = List.of(rows.columns());
    for (Column column : columns()) {
      if (!found.contains(column.name())) {
        faults.add(
            "missing column '%s' (%s)".formatted(column.name(), column.type().simpleString()));
        continue;
      }
      DataType type = rows.schema().apply(column.name()).dataType();
      if (!DataType.equalsIgnoreNullability(type, column.type())) {
        faults.add(
            "column '%s': expected %s, got %s"
                .formatted(column.name(), column.type().simpleString(), type.simpleString()));
      }
    }
    for (String name : found) {
      if (columns().stream().noneMatch(column -> column.name().equals(name))) {
        faults.add("unexpected column '%s'".formatted(name));
      }
    }
    if (!faults.isEmpty()) {
      throw new IllegalArgumentException(
          "Table '%s': %s".formatted(name(), String.join("; ", faults)));
    }
    return rows.select(
        columns().stream().map(this::checked).toArray(org.apache.spark.sql.Column[]::new));
  }

  private org.apache.spark.sql.Column checked(Column column) {
    org.apache.spark.sql.Column value = functions.col(column.name());
    if (column.nullable()) {
      return value;
    }
    String fault = "Table '%s': required column '%s' is null".formatted(name(), column.name());
    return functions.coalesce(value, functions.raise_error(functions.lit(fault))).as(column.name());
  }
}
