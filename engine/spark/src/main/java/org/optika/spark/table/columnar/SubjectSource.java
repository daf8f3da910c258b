package org.optika.spark.table.columnar;

/** The rows of one table in one partition, subject after subject, subjects ascending. */
public interface SubjectSource {
  /** A table without rows. */
  static SubjectSource none() {
    return new SubjectSource() {
      @Override
      public boolean exhausted() {
        return true;
      }

      @Override
      public long subject() {
        throw new IllegalStateException("exhausted");
      }

      @Override
      public SubjectRows take() {
        throw new IllegalStateException("exhausted");
      }

      @Override
      public void skipTo(long subject) {
        // There is nothing to move past.
      }
    };
  }

  boolean exhausted();

  /** The next subject; only when not {@link #exhausted}. */
  long subject();

  /** The rows of the next subject; moves on. */
  SubjectRows take();

  /** Moves past subjects before the given one. */
  void skipTo(long subject);
}
