package org.optika.spark.table.columnar;

import java.io.Serializable;
import java.util.Iterator;
import java.util.List;

/** What a task does with its subjects. */
@FunctionalInterface
public interface SubjectWork<T> extends Serializable {
  /**
   * @param tables in the order in which they were given; all hold the same subjects or none
   * @param texts codes of all text columns of all tables
   */
  Iterator<T> on(List<SubjectSource> tables, TextCodes texts);
}
