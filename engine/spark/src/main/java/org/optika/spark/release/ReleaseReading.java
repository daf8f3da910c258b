package org.optika.spark.release;

import java.util.function.Consumer;

/** Rows that were planned, so that what is missing is known, and that may be read when asked. */
@FunctionalInterface
interface ReleaseReading {

  /**
   * @param work reads the rows to their end; done again from the start when files turn out not to
   *     be what they should be
   */
  void read(Consumer<ReleaseRows> work);

  static ReleaseReading of(ReleaseRows rows) {
    return work -> work.accept(rows);
  }
}
