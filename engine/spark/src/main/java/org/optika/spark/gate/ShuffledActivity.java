package org.optika.spark.gate;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.optika.core.gate.StepDecisions;
import org.optika.spark.table.columnar.BatchFilter;
import org.optika.spark.table.columnar.BlockShuffle;
import org.optika.spark.table.columnar.SubjectFilter;
import org.optika.spark.table.columnar.SubjectFilters;
import org.optika.spark.table.columnar.SubjectSource;
import org.optika.spark.table.columnar.SubjectWork;
import org.optika.spark.table.columnar.UnorderedTable;
import scala.Tuple2;

/**
 * The gate on tables in no order: each is sent once, in blocks. Where only conversions matter,
 * permissions of subjects that have none stay where they are, and so do touchpoints of those that
 * have no permitted one.
 */
final class ShuffledActivity {
  private ShuffledActivity() {}

  /**
   * @param touches the table, with rows dropped by a filter before they travel
   * @param permission likewise
   */
  static PermittedSubjects of(
      SparkSession spark,
      Function<BatchFilter, UnorderedTable> touches,
      Optional<UnorderedTable> conversions,
      Function<BatchFilter, UnorderedTable> permission,
      int partitions,
      GateQuestion question) {
    SparkContext context = spark.sparkContext();
    GateTallies tallies = new GateTallies();
    context.register(tallies, "gate tallies");
    PermittedSubjects.Path path =
        new PermittedSubjects.Path() {
          @Override
          public <T> JavaRDD<T> run(PermittedSubjects.Work<T> work) {
            boolean converting = question.wanted() == GateQuestion.Wanted.CONVERTING;
            BatchFilter buying =
                converting && conversions.isPresent()
                    ? keeping(buyers(spark, conversions.get()))
                    : BatchFilter.ALL;
            List<UnorderedTable> withoutTouches = new ArrayList<>();
            withoutTouches.add(permission.apply(buying));
            conversions.ifPresent(withoutTouches::add);
            Optional<Broadcast<SubjectFilters>> wanted =
                wanted(spark, withoutTouches, question, tallies);
            List<UnorderedTable> all = new ArrayList<>();
            all.add(touches.apply(wanted.map(ShuffledActivity::keeping).orElse(BatchFilter.ALL)));
            withoutTouches.forEach(table -> all.add(wanted.map(table::onlyOf).orElse(table)));
            SubjectWork<T> subjects =
                (partition, tables, texts) ->
                    work.on(new SubjectCursor(tables, question, texts, tallies, false));
            return question.counted() // by the task's partition
                ? BlockShuffle.of(all, subjects)
                : BlockShuffle.inFewTasks(all, subjects);
          }
        };
    return new PermittedSubjects(
        spark, question, PermittedSubjects.NO_BUCKETS, path, () -> tallies.total(partitions));
  }

  /** Holds the subjects that have a conversion; its blocks are sent once for all that follows. */
  private static Broadcast<SubjectFilters> buyers(SparkSession spark, UnorderedTable conversions) {
    return filters(
        spark,
        List.of(conversions),
        (partition, tables, texts) -> {
          SubjectSource buyers = tables.get(0);
          LongStream.Builder subjects = LongStream.builder();
          while (!buyers.exhausted()) {
            subjects.add(buyers.subject());
            buyers.take();
          }
          return filterOf(partition, subjects.build().toArray());
        });
  }

  /**
   * Holds the subjects that are wanted, and a few others. Whom nothing is known of is judged by the
   * default of the legal basis: where that permits, nobody is dropped, and there is no filter.
   */
  private static Optional<Broadcast<SubjectFilters>> wanted(
      SparkSession spark,
      List<UnorderedTable> withoutTouches,
      GateQuestion question,
      GateTallies tallies) {
    boolean converting = question.wanted() == GateQuestion.Wanted.CONVERTING;
    boolean permitted = question.wanted() == GateQuestion.Wanted.PERMITTED;
    if (!converting && (!permitted || byDefault(question))) {
      return Optional.empty();
    }
    return Optional.of(
        filters(
            spark,
            converting ? withoutTouches : withoutTouches.subList(0, 1),
            (partition, tables, texts) -> {
              List<SubjectSource> sources = new ArrayList<>(List.of(SubjectSource.none()));
              sources.addAll(tables);
              SubjectCursor cursor = new SubjectCursor(sources, question, texts, tallies, false);
              return filterOf(partition, converting ? cursor.converting() : cursor.permitting());
            }));
  }

  /** One filter a partition, each as large as its subjects need. */
  private static Broadcast<SubjectFilters> filters(
      SparkSession spark,
      List<UnorderedTable> tables,
      SubjectWork<Tuple2<Integer, SubjectFilter>> subjects) {
    List<Tuple2<Integer, SubjectFilter>> filters =
        BlockShuffle.inFewTasks(tables, subjects).collect();
    SubjectFilter[] ofPartition = new SubjectFilter[filters.size()];
    filters.forEach(filter -> ofPartition[filter._1()] = filter._2());
    return JavaSparkContext.fromSparkContext(spark.sparkContext())
        .broadcast(new SubjectFilters(ofPartition));
  }

  private static BatchFilter keeping(Broadcast<SubjectFilters> wanted) {
    return (batch, texts, positions) -> wanted.value().keep(batch, positions);
  }

  private static boolean byDefault(GateQuestion question) {
    return new StepDecisions(question.rules(), question.clocks().asOfMicros()).admitsByDefault();
  }

  private static Iterator<Tuple2<Integer, SubjectFilter>> filterOf(int partition, long[] subjects) {
    return List.of(new Tuple2<>(partition, new SubjectFilter(subjects))).iterator();
  }
}
