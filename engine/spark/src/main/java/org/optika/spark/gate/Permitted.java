package org.optika.spark.gate;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.optika.core.Clocks;

/**
 * Rows of people that the gate has let through for the purposes and clocks of a run. Only the gate
 * makes one, and journeys, attribution, features and release take nothing else, so code that goes
 * round the gate does not compile.
 */
public final class Permitted {
  private final Dataset<Row> rows;
  private final Clocks clocks;

  Permitted(Dataset<Row> rows, Clocks clocks) {
    this.rows = rows;
    this.clocks = clocks;
  }

  /** What the rows are is said by the method of {@link Gate} that made this. */
  public Dataset<Row> rows() {
    return rows;
  }

  /** Clocks for which the permission holds. */
  public Clocks clocks() {
    return clocks;
  }
}
