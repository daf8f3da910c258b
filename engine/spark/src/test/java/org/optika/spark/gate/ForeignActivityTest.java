package org.optika.spark.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.spark.Dependency;
import org.apache.spark.ShuffleDependency;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.optika.core.Clocks;
import org.optika.core.gate.GateDecision;
import org.optika.core.gate.GateRule;
import org.optika.core.gate.PermissionSteps;
import org.optika.spark.LocalSpark;
import scala.jdk.javaapi.CollectionConverters;

/** Touchpoints of bare files are admitted as one by one, however they lie and are asked for. */
@ExtendWith(LocalSpark.class)
class ForeignActivityTest {
  private static final long AS_OF = 800;
  private static final Clocks CLOCKS = new Clocks(AS_OF, AS_OF);
  private static final String BATCH_ROWS = "spark.sql.parquet.columnarReaderBatchSize";
  private static final StructType TOUCHPOINT =
      new StructType()
          .add("subject_id", DataTypes.LongType)
          .add("occurred_at", DataTypes.LongType)
          .add("channel", DataTypes.IntegerType)
          .add("bucket", DataTypes.IntegerType);
  private static final StructType CONVERSION =
      new StructType()
          .add("subject_id", DataTypes.LongType)
          .add("occurred_at", DataTypes.LongType)
          .add("value", DataTypes.LongType)
          .add("bucket", DataTypes.IntegerType);
  private static final StructType PERMISSION =
      new StructType()
          .add("subject_id", DataTypes.LongType)
          .add("from", DataTypes.createArrayType(DataTypes.LongType))
          .add("state", DataTypes.createArrayType(DataTypes.LongType))
          .add("bucket", DataTypes.IntegerType);

  /** More than tasks, so that some share one where nothing is counted. */
  private static final int BUCKETS = 9;

  private static final int PARTITIONS = 11;

  private record Touch(long subject, long at) {}

  static LongStream seeds() {
    return LongStream.range(0, 4);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void every_touch_is_admitted_as_by_itself(long seed, SparkSession spark, @TempDir Path root) {
    Random random = new Random(seed);
    long defaultState = seed % 2 == 0 ? 0 : 0x11; // 1 permits
    List<GateRule> rules = List.of(rule(0, random, defaultState), rule(1, random, defaultState));
    List<Touch> touches = touches(random);
    Map<Long, PermissionSteps> permission = permission(random);
    spark.conf().set(BATCH_ROWS, 1 + random.nextInt(8));
    List<Touch> conversions = conversions(random);
    ForeignActivity raw = raw(spark, root, touches, conversions, permission);
    ForeignActivity sorted = sorted(spark, root, raw, "occurred_at");
    List<String> all = expected(touches, permission, rules, defaultState);
    List<String> admittedConversions =
        expected(conversions, permission, rules, defaultState).stream()
            .filter(line -> !line.endsWith(" 0"))
            .toList();
    List<String> admitted = all.stream().filter(line -> !line.endsWith(" 0")).toList();
    GateQuestion question = GateQuestion.ofOneController(rules, CLOCKS);

    ForeignActivity sortedBySubject = sorted(spark, root.resolve("by-subject"), raw, "channel");
    for (PermittedSubjects subjects :
        List.of(
            raw.inNoOrder(PARTITIONS, question),
            raw.touchTimes().inNoOrder(PARTITIONS, question),
            sorted.inBuckets(BUCKETS, question),
            sorted.touchTimes().inBuckets(BUCKETS, question),
            sortedBySubject.inBuckets(BUCKETS, question),
            sortedBySubject.touchTimes().inBuckets(BUCKETS, question))) {
      assertThat(lines(subjects)).isEqualTo(all);
    }
    for (PermittedSubjects subjects :
        List.of(
            raw.inNoOrder(PARTITIONS, question.onlyPermitted()),
            raw.touchTimes().inNoOrder(PARTITIONS, question.onlyPermitted()),
            sorted.inBuckets(BUCKETS, question.onlyPermitted()),
            sorted.touchTimes().inBuckets(BUCKETS, question.onlyPermitted()))) {
      assertThat(lines(subjects).stream().filter(line -> !line.endsWith(" 0")).toList())
          .isEqualTo(admitted);
    }
    Set<String> converting =
        admittedConversions.stream().map(line -> line.split(" ")[0]).collect(Collectors.toSet());
    List<String> ledTo =
        Stream.concat(
                all.stream().filter(line -> converting.contains(line.split(" ")[0])),
                admittedConversions.stream()
                    .map(line -> "converted " + line.substring(0, line.lastIndexOf(' '))))
            .sorted()
            .toList();
    assertThat(converting).hasSizeBetween(2, 29);
    for (PermittedSubjects subjects :
        List.of(
            raw.inNoOrder(PARTITIONS, question.onlyConverting()),
            sorted.inBuckets(BUCKETS, question.onlyConverting()))) {
      assertThat(lines(subjects, ForeignActivityTest::linesWithConversions)).isEqualTo(ledTo);
    }
  }

  /**
   * A bucket whose rows are counted has a task of its own: what comes of it can be written there.
   */
  @Test
  void small_buckets_share_a_task_where_nothing_is_counted(SparkSession spark, @TempDir Path root) {
    Random random = new Random(1);
    List<GateRule> rules = List.of(rule(0, random, 0));
    ForeignActivity raw =
        raw(spark, root, touches(random), conversions(random), permission(random));
    ForeignActivity sorted = sorted(spark, root, raw, "occurred_at");
    GateQuestion question = GateQuestion.ofOneController(rules, CLOCKS);

    PermittedSubjects counted = sorted.inBuckets(BUCKETS, question);
    PermittedSubjects uncounted = sorted.inBuckets(BUCKETS, question.onlyPermitted());

    assertThat(counted.inBuckets(BUCKETS)).isTrue();
    assertThat(counted.map(ForeignActivityTest::lines).getNumPartitions()).isEqualTo(BUCKETS);
    assertThat(uncounted.inBuckets(BUCKETS)).isFalse();
    assertThat(uncounted.map(ForeignActivityTest::lines).getNumPartitions())
        .isBetween(2, BUCKETS - 1);
  }

  /** The filters of subjects are those of a partition, of which a task has several. */
  @Test
  void small_partitions_share_a_task_where_nothing_is_counted(
      SparkSession spark, @TempDir Path root) {
    Random random = new Random(1);
    ForeignActivity raw =
        raw(spark, root, touches(random), conversions(random), permission(random));
    GateQuestion question = GateQuestion.ofOneController(List.of(rule(0, random, 0)), CLOCKS);

    JavaRDD<String> counted = raw.inNoOrder(PARTITIONS, question).map(ForeignActivityTest::lines);
    JavaRDD<String> uncounted =
        raw.inNoOrder(PARTITIONS, question.onlyConverting()).map(ForeignActivityTest::lines);

    assertThat(counted.getNumPartitions()).isEqualTo(PARTITIONS);
    assertThat(uncounted.getNumPartitions()).isBetween(2, PARTITIONS - 1);
    assertThat(uncounted.collect()).isNotEmpty();
  }

  /**
   * Known of Spark 4.1.0: with few partitions its shuffle writes a file each, and then all again.
   */
  @Test
  void blocks_are_written_once(SparkSession spark, @TempDir Path root) {
    Random random = new Random(1);
    ForeignActivity raw =
        raw(spark, root, touches(random), conversions(random), permission(random));
    GateQuestion question = GateQuestion.ofOneController(List.of(rule(0, random, 0)), CLOCKS);

    List<String> writers =
        writers(raw.inNoOrder(PARTITIONS, question).map(ForeignActivityTest::lines).rdd());

    assertThat(writers).hasSize(3).containsOnly("BaseShuffleHandle");
  }

  private static List<String> writers(RDD<?> rdd) {
    List<String> writers = new ArrayList<>();
    for (Dependency<?> dependency : CollectionConverters.asJava(rdd.dependencies())) {
      if (dependency instanceof ShuffleDependency<?, ?, ?> shuffle) {
        writers.add(shuffle.shuffleHandle().getClass().getSimpleName());
      }
      writers.addAll(writers(dependency.rdd()));
    }
    return writers;
  }

  private static GateRule rule(int purpose, Random random, long defaultState) {
    return new GateRule(
        new int[] {purpose},
        new boolean[] {random.nextBoolean()},
        new boolean[] {random.nextBoolean()},
        defaultState);
  }

  private static List<Touch> touches(Random random) {
    List<Touch> touches = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      double unit = random.nextDouble();
      touches.add(new Touch((long) (30 * unit * unit), random.nextInt(1_000)));
    }
    return touches;
  }

  private static List<Touch> conversions(Random random) {
    List<Touch> conversions = new ArrayList<>();
    for (int i = 0; i < 25; i++) {
      conversions.add(new Touch(random.nextInt(40), random.nextInt(1_000)));
    }
    return conversions;
  }

  private static Map<Long, PermissionSteps> permission(Random random) {
    Map<Long, PermissionSteps> permission = new TreeMap<>();
    for (long subject = 0; subject < 35; subject++) {
      if (random.nextBoolean()) {
        TreeSet<Long> instants = new TreeSet<>();
        for (int step = random.nextInt(6); step >= 0; step--) {
          instants.add((long) random.nextInt(1_000));
        }
        long[] from = instants.stream().mapToLong(Long::longValue).toArray();
        permission.put(
            subject,
            new PermissionSteps(
                from, random.longs(from.length).map(word -> word & 0x77).toArray()));
      }
    }
    return permission;
  }

  /** One line a touch up to as_of: subject, instant, the rules that admit it. */
  private static List<String> expected(
      List<Touch> touches,
      Map<Long, PermissionSteps> permission,
      List<GateRule> rules,
      long defaultState) {
    PermissionSteps none = new PermissionSteps(new long[0], new long[0]);
    return touches.stream()
        .filter(touch -> touch.at <= AS_OF)
        .map(
            touch -> {
              PermissionSteps steps = permission.getOrDefault(touch.subject, none);
              long admitted = 0;
              for (int rule = 0; rule < rules.size(); rule++) {
                int decision =
                    GateDecision.decide(
                        steps.from(),
                        steps.state(),
                        defaultState,
                        touch.at,
                        AS_OF,
                        rules.get(rule));
                admitted |= (decision == GateDecision.ADMITTED ? 1L : 0L) << rule;
              }
              return line(touch.subject, touch.at, admitted);
            })
        .sorted()
        .toList();
  }

  private static List<String> lines(PermittedSubjects subjects) {
    return lines(subjects, ForeignActivityTest::lines);
  }

  private static List<String> lines(
      PermittedSubjects subjects, PermittedSubjects.Work<String> work) {
    return subjects.map(work).collect().stream().sorted().toList();
  }

  private static Iterator<String> linesWithConversions(ActivityCursor subjects) {
    List<String> lines = new ArrayList<>();
    while (subjects.next()) {
      PermittedActivity activity = subjects.activity();
      touches(activity, lines);
      for (int conversion = 0; conversion < activity.conversions(); conversion++) {
        long at = activity.conversionAt(conversion);
        assertThat(activity.conversionValue(conversion)).isEqualTo(value(activity.subject(), at));
        lines.add("converted %d %d".formatted(activity.subject(), at));
      }
    }
    return lines.iterator();
  }

  private static long value(long subject, long at) {
    return 1_000_000 * subject + at;
  }

  private static Iterator<String> lines(ActivityCursor subjects) {
    List<String> lines = new ArrayList<>();
    while (subjects.next()) {
      touches(subjects.activity(), lines);
    }
    return lines.iterator();
  }

  /** Stretches, and touches from the first and from the last one on, are to say the same. */
  private static void touches(PermittedActivity activity, List<String> lines) {
    long[] admitted = new long[activity.touches()];
    for (int touch = 0; touch < activity.touches(); touch++) {
      admitted[touch] = activity.touchAdmitted(touch);
      lines.add(line(activity.subject(), activity.touchAt(touch), admitted[touch]));
    }
    List<Long> ofStretches = new ArrayList<>();
    for (int stretch = 0; stretch < activity.stretches(); stretch++) {
      long rules = activity.stretchAdmitted(stretch);
      assertThat(stretch > 0 && activity.stretchAdmitted(stretch - 1) == rules).isFalse();
      assertThat(activity.stretchEnd(stretch)).isGreaterThan(ofStretches.size());
      while (ofStretches.size() < activity.stretchEnd(stretch)) {
        ofStretches.add(rules);
      }
    }
    assertThat(LongStream.of(admitted).boxed()).isEqualTo(ofStretches);
    for (int touch = activity.touches() - 1; touch >= 0; touch--) {
      assertThat(activity.touchAdmitted(touch)).isEqualTo(admitted[touch]);
    }
  }

  private static String line(long subject, long at, long admitted) {
    return "%d %d %d".formatted(subject, at, admitted);
  }

  private static ForeignActivity raw(
      SparkSession spark,
      Path root,
      List<Touch> touches,
      List<Touch> conversions,
      Map<Long, PermissionSteps> permission) {
    List<Row> touchRows =
        touches.stream()
            .map(touch -> RowFactory.create(touch.subject, touch.at, 7, bucket(touch.subject)))
            .toList();
    List<Row> conversionRows =
        conversions.stream()
            .map(
                order ->
                    RowFactory.create(
                        order.subject,
                        order.at,
                        value(order.subject, order.at),
                        bucket(order.subject)))
            .toList();
    List<Row> permissionRows = new ArrayList<>();
    permission.forEach(
        (subject, steps) ->
            permissionRows.add(
                RowFactory.create(subject, steps.from(), steps.state(), bucket(subject))));
    return new ForeignActivity(
        stored(spark.createDataFrame(touchRows, TOUCHPOINT), root.resolve("touchpoint")),
        Optional.of(
            stored(spark.createDataFrame(conversionRows, CONVERSION), root.resolve("conversion"))),
        stored(spark.createDataFrame(permissionRows, PERMISSION), root.resolve("permission")));
  }

  private static int bucket(long subject) {
    return (int) (subject % BUCKETS);
  }

  private static Dataset<Row> stored(Dataset<Row> rows, Path path, String... partition) {
    rows.write().partitionBy(partition).parquet(path.toString());
    return rows.sparkSession().read().parquet(path.toString());
  }

  /**
   * In two files a bucket, so that the rows of a subject have to be merged.
   *
   * @param order of touchpoints of one subject in a file
   */
  private static ForeignActivity sorted(
      SparkSession spark, Path root, ForeignActivity raw, String order) {
    Path touchpoint = root.resolve("touchpoint-sorted");
    for (String half : List.of("occurred_at < 500", "occurred_at >= 500")) {
      raw.touchpoints()
          .where(half)
          .coalesce(1)
          .sortWithinPartitions("bucket", "subject_id", order)
          .write()
          .mode("append")
          .partitionBy("bucket")
          .parquet(touchpoint.toString());
    }
    return new ForeignActivity(
        spark.read().parquet(touchpoint.toString()),
        raw.conversions()
            .map(
                orders ->
                    stored(
                        orders
                            .coalesce(1)
                            .sortWithinPartitions("bucket", "subject_id", "occurred_at"),
                        root.resolve("conversion-sorted"),
                        "bucket")),
        stored(
            raw.permission().coalesce(1).sortWithinPartitions("bucket", "subject_id"),
            root.resolve("permission-sorted"),
            "bucket"));
  }
}
