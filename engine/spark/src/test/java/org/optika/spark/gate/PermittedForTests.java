package org.optika.spark.gate;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.optika.core.Clocks;

/** Lets tests of later stages say rows by hand; lives in test sources, where no job can call it. */
public final class PermittedForTests {
  private PermittedForTests() {}

  public static Permitted of(Dataset<Row> rows, Clocks clocks) {
    return new Permitted(rows, clocks);
  }
}
