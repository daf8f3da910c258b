package org.optika.spark.scores;

import java.util.Iterator;
import java.util.function.Function;

/** Rows of a partition, each turned into another when it is asked for. */
record MappedRows<R>(Iterator<R> rows, Function<R, R> mapping) implements Iterator<R> {
  @Override
  public boolean hasNext() {
    return rows.hasNext();
  }

  @Override
  public R next() {
    return mapping.apply(rows.next());
  }
}
