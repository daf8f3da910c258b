package org.optika.spark.scores;

import java.util.Iterator;
import java.util.function.Function;
import org.apache.spark.sql.Row;

/** Rows of a partition, each turned into another when it is asked for. */
record MappedRows(Iterator<Row> rows, Function<Row, Row> mapping) implements Iterator<Row> {
  @Override
  public boolean hasNext() {
    return rows.hasNext();
  }

  @Override
  public Row next() {
    return mapping.apply(rows.next());
  }
}
