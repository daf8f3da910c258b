package org.optika.spark.gate;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.spark.SparkContext;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.optika.core.gate.StepDecisions;
import org.optika.spark.table.columnar.BatchFilter;
import org.optika.spark.table.columnar.BlockShuffle;
import org.optika.spark.table.columnar.ColumnBatch;
import org.optika.spark.table.columnar.SubjectFilter;
import org.optika.spark.table.columnar.SubjectSource;
import org.optika.spark.table.columnar.UnorderedTable;
import scala.Tuple2;

/**
 * The gate on tables in no order: each is sent once, in blocks. Where only conversions matter,
 * touchpoints of subjects that have no permitted one stay where they are.
 */
final class ShuffledActivity {
  private ShuffledActivity() {}

  /**
   * @param touches the table, with rows dropped by a filter before they travel
   */
  static PermittedSubjects of(
      SparkSession spark,
      Function<BatchFilter, UnorderedTable> touches,
      Optional<UnorderedTable> conversions,
      UnorderedTable permission,
      int partitions,
      GateQuestion question) {
    SparkContext context = spark.sparkContext();
    List<UnorderedTable> withoutTouches = new ArrayList<>(List.of(permission));
    conversions.ifPresent(withoutTouches::add);
    GateTallies tallies = new GateTallies();
    context.register(tallies, "gate tallies");
    PermittedSubjects.Path path =
        new PermittedSubjects.Path() {
          @Override
          public <T> JavaRDD<T> run(PermittedSubjects.Work<T> work) {
            Optional<Broadcast<SubjectFilter[]>> wanted =
                wanted(spark, withoutTouches, question, tallies);
            List<UnorderedTable> all = new ArrayList<>();
            all.add(touches.apply(wanted.map(ShuffledActivity::keeping).orElse(BatchFilter.ALL)));
            all.addAll(withoutTouches);
            return BlockShuffle.of(
                all,
                wanted,
                (tables, texts) -> work.on(new SubjectCursor(tables, question, texts, tallies)));
          }
        };
    return new PermittedSubjects(
        spark, question, PermittedSubjects.NO_BUCKETS, path, () -> tallies.total(partitions));
  }

  /**
   * Holds the subjects that are wanted, and a few others: one filter a partition, each as large as
   * its subjects need. Whom nothing is known of is judged by the default of the legal basis: where
   * that permits, nobody is dropped, and there is no filter.
   */
  private static Optional<Broadcast<SubjectFilter[]>> wanted(
      SparkSession spark,
      List<UnorderedTable> withoutTouches,
      GateQuestion question,
      GateTallies tallies) {
    boolean converting = question.wanted() == GateQuestion.Wanted.CONVERTING;
    boolean permitted = question.wanted() == GateQuestion.Wanted.PERMITTED;
    if (!converting && (!permitted || byDefault(question))) {
      return Optional.empty();
    }
    List<UnorderedTable> asked = converting ? withoutTouches : withoutTouches.subList(0, 1);
    List<Tuple2<Integer, SubjectFilter>> filters =
        BlockShuffle.of(
                new ArrayList<>(asked),
                Optional.empty(),
                (tables, texts) -> {
                  List<SubjectSource> sources = new ArrayList<>(List.of(SubjectSource.none()));
                  sources.addAll(tables);
                  SubjectCursor cursor = new SubjectCursor(sources, question, texts, tallies);
                  return filterOf(converting ? cursor.converting() : cursor.permitting());
                })
            .collect();
    SubjectFilter[] ofPartition = new SubjectFilter[filters.size()];
    filters.forEach(filter -> ofPartition[filter._1()] = filter._2());
    return Optional.of(
        JavaSparkContext.fromSparkContext(spark.sparkContext()).broadcast(ofPartition));
  }

  private static BatchFilter keeping(Broadcast<SubjectFilter[]> wanted) {
    return (batch, texts, positions) -> keep(batch, positions, wanted.value());
  }

  private static boolean byDefault(GateQuestion question) {
    return new StepDecisions(question.rules(), question.clocks().asOfMicros()).admitsByDefault();
  }

  private static Iterator<Tuple2<Integer, SubjectFilter>> filterOf(long[] subjects) {
    return List.of(new Tuple2<>(TaskContext.getPartitionId(), new SubjectFilter(subjects)))
        .iterator();
  }

  /** Without a branch: half of the rows go either way, and a processor that guesses waits. */
  private static int keep(ColumnBatch batch, int[] positions, SubjectFilter[] ofPartition) {
    long[] subject = batch.longs(ActivityColumns.SUBJECT);
    int kept = 0;
    for (int row = 0; row < batch.rows(); row++) {
      int partition = UnorderedTable.partition(subject[row], ofPartition.length);
      positions[kept] = row;
      kept += ofPartition[partition].mayHold(subject[row]);
    }
    return kept;
  }
}
