package org.optika.spark.gate;

import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.SparkSession;
import org.optika.core.Clocks;
import org.optika.spark.table.columnar.BucketZip;
import org.optika.spark.table.columnar.BucketedTable;

/** What the gate lets through of the subjects that have changed since an earlier run. */
public final class ChangedSubjects {
  /** What is made of the changed subjects of one partition. */
  @FunctionalInterface
  public interface Work<T> extends Serializable {
    Iterator<T> on(ChangeCursor subjects);
  }

  private final SparkSession spark;
  private final int buckets;
  private final List<BucketedTable> tables;
  private final ChangeQuestion question;

  /**
   * @param tables in the order of {@link SubjectChanges}
   */
  ChangedSubjects(
      SparkSession spark, int buckets, List<BucketedTable> tables, ChangeQuestion question) {
    this.spark = spark;
    this.buckets = buckets;
    this.tables = tables;
    this.question = question;
  }

  public SparkSession spark() {
    return spark;
  }

  /** Clocks of the earlier run. */
  public Clocks before() {
    return question.before();
  }

  /** Clocks of this run. */
  public Clocks after() {
    return question.after().clocks();
  }

  /** What {@code work} makes of each partition; no subject is in two of them. */
  public <T> JavaRDD<T> map(Work<T> work) {
    ChangeQuestion asked = question;
    return BucketZip.inFewTasks(
        spark.sparkContext(),
        buckets,
        tables,
        bucket -> work.on(new SubjectChanges(bucket, asked)));
  }
}
