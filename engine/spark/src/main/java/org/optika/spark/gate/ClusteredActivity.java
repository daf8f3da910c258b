package org.optika.spark.gate;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.SparkSession;
import org.optika.spark.table.columnar.Bucket;
import org.optika.spark.table.columnar.BucketWork;
import org.optika.spark.table.columnar.BucketZip;
import org.optika.spark.table.columnar.BucketedTable;

/** The gate on tables in equal buckets: zips them, without a shuffle and without a sort. */
final class ClusteredActivity {
  private ClusteredActivity() {}

  static PermittedSubjects of(
      SparkSession spark,
      int buckets,
      BucketedTable touches,
      Optional<BucketedTable> conversions,
      BucketedTable permission,
      GateQuestion question) {
    SparkContext context = spark.sparkContext();
    List<BucketedTable> tables = new ArrayList<>(List.of(touches, permission));
    conversions.ifPresent(tables::add);
    GateTallies tallies = new GateTallies();
    context.register(tallies, "gate tallies");
    // Whoever has activity counted may write what comes of a bucket into the same bucket.
    boolean bucketsMatter = question.counted();
    PermittedSubjects.Path path =
        new PermittedSubjects.Path() {
          @Override
          public <T> JavaRDD<T> run(PermittedSubjects.Work<T> work) {
            BucketWork<T> subjects = bucket -> subjects(work, bucket, question, tallies);
            return bucketsMatter
                ? BucketZip.of(context, buckets, tables, subjects)
                : BucketZip.inFewTasks(context, buckets, tables, subjects);
          }
        };
    return new PermittedSubjects(
        spark,
        question,
        bucketsMatter ? buckets : PermittedSubjects.NO_BUCKETS,
        path,
        () -> tallies.total(buckets));
  }

  private static <T> Iterator<T> subjects(
      PermittedSubjects.Work<T> work, Bucket bucket, GateQuestion question, GateTallies tallies) {
    return work.on(new SubjectCursor(bucket.openAll(), question, bucket.texts(), tallies, true));
  }
}
