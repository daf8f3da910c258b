package org.optika.spark.table;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.sql.Row;

/**
 * Splits rows that are sorted by a subject id into one list a subject; holds one subject at a time.
 */
public final class SubjectGroups implements Iterator<List<Row>> {
  private final Iterator<Row> rows;
  private final int subjectIndex;
  private Row next;

  /**
   * @param rows sorted so that the rows of a subject stand together
   * @param subjectIndex position of the bigint subject id
   */
  public SubjectGroups(Iterator<Row> rows, int subjectIndex) {
    this.rows = rows;
    this.subjectIndex = subjectIndex;
    advance();
  }

  private void advance() {
    next = rows.hasNext() ? rows.next() : null;
  }

  @Override
  public boolean hasNext() {
    return next != null;
  }

  @Override
  public List<Row> next() {
    if (next == null) {
      throw new NoSuchElementException();
    }
    long subject = next.getLong(subjectIndex);
    List<Row> group = new ArrayList<>();
    while (next != null && next.getLong(subjectIndex) == subject) {
      group.add(next);
      advance();
    }
    return group;
  }
}
