package org.optika.spark.table.columnar;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import org.apache.spark.TaskContext;

/** All tables of one bucket, in a task. Each may be read from its start several times. */
public final class Bucket {
  private final List<BucketedTable> tables;
  private final List<List<FileScan.Run>> runs;
  private final TextCodes texts = new TextCodes();
  private final TaskContext task;

  Bucket(List<BucketedTable> tables, List<List<FileScan.Run>> runs, TaskContext task) {
    this.tables = tables;
    this.runs = runs;
    this.task = task;
  }

  /** Codes of all text columns of all tables. */
  public TextCodes texts() {
    return texts;
  }

  /** All tables in the order in which they were given. */
  public List<SubjectSource> openAll() {
    List<SubjectSource> sources = new ArrayList<>();
    for (int table = 0; table < tables.size(); table++) {
      sources.add(open(table));
    }
    return sources;
  }

  /**
   * The rows of one table.
   *
   * @param table its place in the order in which tables were given
   */
  public SubjectSource open(int table) {
    return tables.get(table).open(runs.get(table), texts, task);
  }

  /**
   * The rows of one table that lie in some of its slices; files of other slices are not opened.
   *
   * @param slices given the value of the second partition column in days since 1970, 0 where a
   *     table has none
   */
  public SubjectSource open(int table, IntPredicate slices) {
    return tables
        .get(table)
        .open(
            runs.get(table).stream().filter(run -> slices.test(run.slice())).toList(), texts, task);
  }

  /**
   * The slices in which a table has files, ascending.
   *
   * @param table its place in the order in which tables were given
   */
  public int[] slices(int table) {
    return runs.get(table).stream().mapToInt(FileScan.Run::slice).sorted().distinct().toArray();
  }
}
