package org.optika.spark.table.columnar;

/** The rows of one table in one partition, subject after subject, subjects ascending. */
public interface SubjectSource {
  /** An empty buffer for the columns of this table. */
  ColumnBuffer buffer();

  boolean exhausted();

  /** The next subject; only when not {@link #exhausted}. */
  long subject();

  /** Replaces what {@code buffer} holds by the rows of the next subject, and moves on. */
  void take(ColumnBuffer buffer);

  /** Moves past subjects before the given one. */
  void skipTo(long subject);
}
