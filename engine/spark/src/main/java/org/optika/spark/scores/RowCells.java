package org.optika.spark.scores;

import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.optika.core.scores.RawCells;
import org.optika.core.scores.RawColumn;

/** Reads the cells of rows into arrays that are used again for each row. */
public final class RowCells {
  private final RawCells cells;

  /**
   * @param columns of {@link PeopleRows#columns}
   */
  public RowCells(List<RawColumn> columns) {
    int numbers =
        (int) columns.stream().filter(column -> column.kind() == RawColumn.Kind.NUMBER).count();
    cells = new RawCells(new double[numbers], new String[columns.size() - numbers]);
  }

  /**
   * @param row has fields {@code numbers} and {@code texts}
   */
  public RawCells of(Row row) {
    List<Double> numbers = row.getList(row.fieldIndex("numbers"));
    for (int i = 0; i < cells.numbers().length; i++) {
      Double number = numbers.get(i);
      cells.numbers()[i] = number == null ? Double.NaN : number;
    }
    List<String> texts = row.getList(row.fieldIndex("texts"));
    for (int i = 0; i < cells.texts().length; i++) {
      cells.texts()[i] = texts.get(i);
    }
    return cells;
  }

  /** The same of a row as Spark holds it. */
  RawCells of(ArrayData numbers, ArrayData texts) {
    for (int i = 0; i < cells.numbers().length; i++) {
      cells.numbers()[i] = numbers.isNullAt(i) ? Double.NaN : numbers.getDouble(i);
    }
    for (int i = 0; i < cells.texts().length; i++) {
      cells.texts()[i] = texts.isNullAt(i) ? null : texts.getUTF8String(i).toString();
    }
    return cells;
  }
}
