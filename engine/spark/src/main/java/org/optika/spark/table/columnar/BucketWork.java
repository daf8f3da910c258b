package org.optika.spark.table.columnar;

import java.io.Serializable;
import java.util.Iterator;

/** What a task does with the tables of one bucket. */
@FunctionalInterface
public interface BucketWork<T> extends Serializable {
  Iterator<T> on(Bucket bucket);
}
