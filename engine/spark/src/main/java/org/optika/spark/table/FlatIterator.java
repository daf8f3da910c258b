package org.optika.spark.table;

import java.util.Collections;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Function;

/** One iterator over the results that each input yields, made when they are asked for. */
public final class FlatIterator<I, O> implements Iterator<O> {
  private final Iterator<I> inputs;
  private final Function<I, Iterable<O>> results;
  private Iterator<O> current = Collections.emptyIterator();

  public FlatIterator(Iterator<I> inputs, Function<I, Iterable<O>> results) {
    this.inputs = inputs;
    this.results = results;
  }

  @Override
  public boolean hasNext() {
    while (!current.hasNext() && inputs.hasNext()) {
      current = results.apply(inputs.next()).iterator();
    }
    return current.hasNext();
  }

  @Override
  public O next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return current.next();
  }
}
