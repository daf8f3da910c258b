package org.optika.spark.table.columnar;

import java.util.ArrayList;
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
 * One task a bucket, with all tables of that bucket side by side: a join by subject without a
 * shuffle and without a sort.
 */
public final class BucketZip<T> extends RDD<T> {
  private static final long serialVersionUID = 1L;

  private record Split(int index, List<List<FileScan.Run>> runs) implements Partition {
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
  private final transient Partition[] buckets;

  private BucketZip(
      SparkContext spark, Partition[] buckets, List<BucketedTable> tables, BucketWork<T> work) {
    super(spark, emptyList(), ClassTag$.MODULE$.apply(Object.class));
    this.buckets = buckets;
    this.tables = tables;
    this.work = work;
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static scala.collection.immutable.Seq<org.apache.spark.Dependency<?>> emptyList() {
    return (scala.collection.immutable.Seq) Nil$.MODULE$;
  }

  /**
   * @param buckets number of buckets, the same for all tables
   */
  public static <T> JavaRDD<T> of(
      SparkContext spark, int buckets, List<BucketedTable> tables, BucketWork<T> work) {
    Partition[] partitions = new Partition[buckets];
    for (int bucket = 0; bucket < buckets; bucket++) {
      List<List<FileScan.Run>> runs = new ArrayList<>();
      for (BucketedTable table : tables) {
        runs.add(new ArrayList<>(table.runs(bucket)));
      }
      partitions[bucket] = new Split(bucket, runs);
    }
    return new BucketZip<>(spark, partitions, new ArrayList<>(tables), work).toJavaRDD();
  }

  @Override
  public Partition[] getPartitions() {
    return buckets;
  }

  @Override
  public scala.collection.Iterator<T> compute(Partition split, TaskContext task) {
    return CollectionConverters.asScala(work.on(new Bucket(tables, ((Split) split).runs(), task)));
  }
}
