package org.optika.spark.scores;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.optika.core.scores.RawColumn;

/**
 * One row a person: what is known of them, and what became of them.
 *
 * @param columns of {@code numbers} and {@code texts}, those of kind {@code NUMBER} and {@code
 *     TEXT} in their order
 * @param rows of {@link #SCHEMA}
 */
public record PeopleRows(List<RawColumn> columns, Dataset<Row> rows) {
  /**
   * {@code id} tells rows apart and says in which fold of a cross-validation inside a training one
   * falls; {@code part} says in which part of an evaluation, from 0 on; {@code label} is the
   * outcome, 0 or 1 for a class; {@code weight} is the share of a row, 1 as a rule.
   */
  public static final StructType SCHEMA =
      new StructType()
          .add("id", DataTypes.LongType, false)
          .add("part", DataTypes.IntegerType, false)
          .add("label", DataTypes.DoubleType, false)
          .add("weight", DataTypes.DoubleType, false)
          .add("numbers", DataTypes.createArrayType(DataTypes.DoubleType, true), false)
          .add("texts", DataTypes.createArrayType(DataTypes.StringType, true), false);

  public PeopleRows {
    columns = List.copyOf(columns);
  }

  /** Some of the people. */
  PeopleRows where(Column condition) {
    return new PeopleRows(columns, rows.where(condition));
  }

  /** The same people without one of the columns. */
  public PeopleRows without(RawColumn left) {
    List<RawColumn> sameKind =
        columns.stream().filter(column -> column.kind() == left.kind()).toList();
    String cells = left.kind() == RawColumn.Kind.NUMBER ? "numbers" : "texts";
    int place = sameKind.indexOf(left);
    List<Column> kept = new ArrayList<>();
    for (int i = 0; i < sameKind.size(); i++) {
      if (i != place) {
        kept.add(functions.col(cells).getItem(i));
      }
    }
    DataType type = SCHEMA.apply(cells).dataType();
    return new PeopleRows(
        columns.stream().filter(column -> !column.equals(left)).toList(),
        rows.withColumn(cells, functions.array(kept.toArray(Column[]::new)).cast(type)));
  }
}
