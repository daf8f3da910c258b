package org.optika.spark.gate;

import java.io.Serializable;
import java.util.Iterator;
import java.util.function.Supplier;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.SparkSession;
import org.optika.core.Clocks;
import org.optika.core.gate.ActivityCounts;

/**
 * Activity of people that the gate has let through for the purposes and clocks of a run, subject
 * after subject. Only the gate makes one, and what it refused leaves counts behind.
 */
public final class PermittedSubjects {
  /** What is made of the permitted activity of one partition. */
  @FunctionalInterface
  public interface Work<T> extends Serializable {
    Iterator<T> on(ActivityCursor subjects);
  }

  /** How a path of the gate runs the work on its partitions. */
  interface Path {
    <T> JavaRDD<T> run(Work<T> work);
  }

  /** Subjects lie in no buckets. */
  static final int NO_BUCKETS = 0;

  private final SparkSession spark;
  private final GateQuestion question;
  private final int buckets;
  private final Path path;
  private final Supplier<ActivityCounts> counts;

  PermittedSubjects(
      SparkSession spark,
      GateQuestion question,
      int buckets,
      Path path,
      Supplier<ActivityCounts> counts) {
    this.spark = spark;
    this.question = question;
    this.buckets = buckets;
    this.path = path;
    this.counts = counts;
  }

  public SparkSession spark() {
    return spark;
  }

  /** Clocks for which the permission holds. */
  public Clocks clocks() {
    return question.clocks();
  }

  /** Whether each partition holds one of so many buckets, its subjects ascending. */
  public boolean inBuckets(int buckets) {
    return this.buckets == buckets;
  }

  /** What {@code work} makes of each partition; a subject is in one of them. */
  public <T> JavaRDD<T> map(Work<T> work) {
    return path.run(work);
  }

  /**
   * Counts of all rows that were decided on; complete after the result of {@link #map} was computed
   * once.
   *
   * @throws IllegalStateException before that, and where nothing is counted
   */
  public ActivityCounts counts() {
    if (!question.counted()) {
      throw new IllegalStateException(
          "Permitted activity was asked for without counts; ask for it with Gate.pass to have them");
    }
    return counts.get();
  }
}
