package org.optika.spark.table.columnar;

import java.io.Serializable;
import java.util.Iterator;
import java.util.List;

/** What is done with the subjects of a partition. */
@FunctionalInterface
public interface SubjectWork<T> extends Serializable {
  /**
   * @param partition its number; a task may have several
   * @param tables in the order in which they were given; all hold the same subjects or none
   * @param texts codes of all text columns of all tables
   */
  Iterator<T> on(int partition, List<SubjectSource> tables, TextCodes texts);
}
