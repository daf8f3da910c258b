package org.optika.spark.table.columnar;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.Partition;
import org.apache.spark.SparkContext;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.rdd.RDD;
import scala.collection.immutable.Nil$;
import scala.jdk.javaapi.CollectionConverters;
import scala.reflect.ClassTag$;

/**
 * Buckets one after another, each with all of its tables side by side: a join by subject without a
 * shuffle and without a sort.
 */
public final class BucketZip<T> extends RDD<T> {
  private static final long serialVersionUID = 1L;

  /** What a task is worth that reads several small buckets, as for Spark's own scans. */
  private static final long MOST_BYTES = 128L << 20;

  /** Enough tasks that a core which is done early finds another one. */
  static final int TASKS_A_CORE = 4;

  /**
   * The buckets of a task.
   *
   * @param buckets of each the files of all tables
   */
  private record Split(int index, List<List<List<FileScan.Run>>> buckets) implements Partition {
    @Override
    public boolean equals(Object other) {
      return other instanceof Split that && that.index == index;
    }

    @Override
    public int hashCode() {
      return index;
    }
  }

  private final List<BucketedTable> tables;
  private final BucketWork<T> work;
  private final transient Partition[] splits;

  private BucketZip(
      SparkContext spark, Partition[] splits, List<BucketedTable> tables, BucketWork<T> work) {
    super(spark, emptyList(), ClassTag$.MODULE$.apply(Object.class));
    this.splits = splits;
    this.tables = tables;
    this.work = work;
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static scala.collection.immutable.Seq<org.apache.spark.Dependency<?>> emptyList() {
    return (scala.collection.immutable.Seq) Nil$.MODULE$;
  }

  /**
   * One task a bucket.
   *
   * @param buckets number of buckets, the same for all tables
   */
  public static <T> JavaRDD<T> of(
      SparkContext spark, int buckets, List<BucketedTable> tables, BucketWork<T> work) {
    return of(spark, buckets, tables, work, 0);
  }

  /**
   * Small buckets share a task, where nobody asks which bucket a partition holds.
   *
   * @param buckets number of buckets, the same for all tables
   */
  public static <T> JavaRDD<T> inFewTasks(
      SparkContext spark, int buckets, List<BucketedTable> tables, BucketWork<T> work) {
    long all = 0;
    for (int bucket = 0; bucket < buckets; bucket++) {
      all += bytes(runs(tables, bucket));
    }
    long ofTask = all / ((long) TASKS_A_CORE * spark.defaultParallelism());
    return of(spark, buckets, tables, work, Math.min(MOST_BYTES, ofTask));
  }

  /**
   * @param fewestBytes a task takes another bucket until it has so many
   */
  private static <T> JavaRDD<T> of(
      SparkContext spark,
      int buckets,
      List<BucketedTable> tables,
      BucketWork<T> work,
      long fewestBytes) {
    List<Partition> splits = new ArrayList<>();
    List<List<List<FileScan.Run>>> ofTask = new ArrayList<>();
    long bytes = 0;
    for (int bucket = 0; bucket < buckets; bucket++) {
      List<List<FileScan.Run>> runs = runs(tables, bucket);
      ofTask.add(runs);
      bytes += bytes(runs);
      if (bytes >= fewestBytes || bucket == buckets - 1) {
        splits.add(new Split(splits.size(), ofTask));
        ofTask = new ArrayList<>();
        bytes = 0;
      }
    }
    return new BucketZip<>(spark, splits.toArray(Partition[]::new), new ArrayList<>(tables), work)
        .toJavaRDD();
  }

  private static List<List<FileScan.Run>> runs(List<BucketedTable> tables, int bucket) {
    List<List<FileScan.Run>> runs = new ArrayList<>();
    for (BucketedTable table : tables) {
      runs.add(new ArrayList<>(table.runs(bucket)));
    }
    return runs;
  }

  private static long bytes(List<List<FileScan.Run>> runs) {
    return runs.stream().flatMap(List::stream).mapToLong(FileScan.Run::bytes).sum();
  }

  @Override
  public Partition[] getPartitions() {
    return splits;
  }

  @Override
  public scala.collection.Iterator<T> compute(Partition split, TaskContext task) {
    Iterator<List<List<FileScan.Run>>> buckets = ((Split) split).buckets().iterator();
    return CollectionConverters.asScala(
        new Iterator<T>() {
          private Iterator<T> ofBucket = Collections.emptyIterator();

          @Override
          public boolean hasNext() {
            while (!ofBucket.hasNext() && buckets.hasNext()) {
              ofBucket = work.on(new Bucket(tables, buckets.next(), task));
            }
            return ofBucket.hasNext();
          }

          @Override
          public T next() {
            return ofBucket.next();
          }
        });
  }
}
