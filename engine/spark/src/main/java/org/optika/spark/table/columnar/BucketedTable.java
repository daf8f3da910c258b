package org.optika.spark.table.columnar;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * A table whose first partition column is the bucket of the subject, and whose files are sorted by
 * subject and time.
 */
public final class BucketedTable implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Stands for a table whose rows need no order within a subject. */
  public static final int NO_TIME = -1;

  /** Stands for a time that was not read, see {@link #longAgo}. */
  public static final long LONG_AGO = Long.MIN_VALUE;

  private final FileScan scan;
  private final int kept;
  private final int timeColumn;
  private final BatchFilter filter;
  private final transient Map<Integer, List<FileScan.Run>> runs;

  private BucketedTable(
      FileScan scan,
      int kept,
      int timeColumn,
      BatchFilter filter,
      Map<Integer, List<FileScan.Run>> runs) {
    this.scan = scan;
    this.kept = kept;
    this.timeColumn = timeColumn;
    this.filter = filter;
    this.runs = runs;
  }

  /**
   * @param rows a plain read of the table, at most narrowed to partitions; all of {@code columns}
   * @param columns names; first the subject, a bigint
   * @param kept how many of them reach the reader; the others are for the filter only
   * @param timeColumn position of the time by which the rows of a subject are to ascend, or {@link
   *     #NO_TIME}
   * @throws NotColumnarException when it cannot be read so
   */
  public static BucketedTable of(
      Dataset<Row> rows, List<String> columns, int kept, int timeColumn, BatchFilter filter) {
    FileScan scan = FileScan.of(rows, columns);
    return new BucketedTable(scan, kept, timeColumn, filter, scan.runs());
  }

  /**
   * The same table without the files of other names.
   *
   * @param names without their folders
   */
  public BucketedTable onlyFiles(Set<String> names) {
    return changed(ofBucket -> ofBucket.filter(run -> names.contains(run.name())));
  }

  /**
   * The same table, in some files of which the times of some columns are all so early that it does
   * not matter when they are: they need not be read, and may stand as {@link #LONG_AGO}.
   *
   * @param names of the files, without their folders
   * @param columns positions of the columns
   */
  public BucketedTable longAgo(Set<String> names, int... columns) {
    return changed(
        ofBucket ->
            ofBucket.map(run -> names.contains(run.name()) ? run.withUnread(columns) : run));
  }

  private BucketedTable changed(UnaryOperator<Stream<FileScan.Run>> change) {
    Map<Integer, List<FileScan.Run>> changed = new TreeMap<>();
    runs.forEach(
        (bucket, ofBucket) -> changed.put(bucket, change.apply(ofBucket.stream()).toList()));
    return new BucketedTable(scan, kept, timeColumn, filter, changed);
  }

  List<FileScan.Run> runs(int bucket) {
    return runs.getOrDefault(bucket, List.of());
  }

  SubjectSource open(List<FileScan.Run> ofBucket, TextCodes texts, TaskContext task) {
    List<SortedRun> sorted = new ArrayList<>();
    for (FileScan.Run run : ofBucket) {
      sorted.add(
          new SortedRun(scan, run, filter, BatchTarget.ofRuns(texts, ofBucket.size()), task));
    }
    return new SubjectMerge(sorted, scan.kinds(), kept, timeColumn);
  }
}
