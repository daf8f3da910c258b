package org.optika.jobs;

import java.util.List;
import org.optika.spark.table.Table;

/** One arrow of the flow: reads tables, calls one adapter, writes tables. */
interface Job {

  /** Name of the sub-command and in tables, kebab-case; the class is named after it. */
  String name();

  /** One sentence for help and README. */
  String summary();

  /** Tables that the job fills, in the order of {@link org.optika.spark.table.Tables#ALL}. */
  List<Table> writes();

  void run(RunContext context);

  /** True when the job needs clocks, which everything after ingest does. */
  default boolean needsClocks() {
    return true;
  }
}
