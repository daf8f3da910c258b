package org.optika.spark.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerStageCompleted;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.optika.core.release.ContributionBounds;
import org.optika.core.release.KeySet;
import org.optika.core.release.Statistic;
import org.optika.core.release.ValueBounds;

/**
 * Totals under the faults that make random sampling before a shuffle break its bound: tasks that
 * die on the way, rows that come in another order each time, shuffle files that get lost. Has a
 * Spark of its own, which tries tasks again.
 */
@Tag("slow")
@Tag("retries")
class ReleaseRetriesTest {
  private static final int PEOPLE = 200;
  private static final int RUNS = 50;
  private static final int SLICES = 6;
  private static final HashSeed SEED = new HashSeed(5, 6);

  private static final ValueBounds VALUES =
      new ValueBounds(BigDecimal.ZERO, BigDecimal.valueOf(10));

  private static final BoundedTotals.Query QUERY =
      new BoundedTotals.Query(
          new KeySet(List.of("channel"), List.of(RowsOfPeople.CHANNELS)),
          new ContributionBounds(1, 2),
          List.of("value"),
          List.of(VALUES.symmetric()),
          List.of(
              new Statistic.Rows(), new Statistic.People(), new Statistic.PersonTotal(0, VALUES)));

  private static SparkSession spark;
  private static Path local;

  @BeforeAll
  static void start(@TempDir Path folder) {
    local = folder;
    spark =
        SparkSession.builder()
            .master("local[2,8]")
            .config("spark.local.dir", folder.toString())
            .config("spark.sql.shuffle.partitions", "4")
            .config("spark.sql.adaptive.enabled", "false")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.stage.maxConsecutiveAttempts", "20")
            .getOrCreate();
  }

  @AfterAll
  static void stop() throws IOException {
    spark.close();
  }

  /** Dies in its first attempt in some slices, and gives rows in another order each time. */
  private record Faulty(long seed, boolean dies) {
    Iterator<Row> rows(Iterator<Row> rows) {
      TaskContext task = TaskContext.get();
      List<Row> all = new ArrayList<>();
      rows.forEachRemaining(all::add);
      Collections.shuffle(all, new Random(seed + task.taskAttemptId()));
      boolean fails =
          dies
              && task.attemptNumber() == 0
              && task.stageAttemptNumber() == 0
              && new Random(seed * 31 + task.partitionId()).nextInt(3) == 0;
      return fails ? dying(all.iterator()) : all.iterator();
    }

    private static Iterator<Row> dying(Iterator<Row> rows) {
      return new Iterator<>() {
        private int left = 20;

        @Override
        public boolean hasNext() {
          return rows.hasNext();
        }

        @Override
        public Row next() {
          if (left-- == 0) {
            throw new IllegalStateException("planted");
          }
          return rows.next();
        }
      };
    }
  }

  private static ReleaseRows rows(long seed, boolean dies) {
    Dataset<Row> frame =
        spark.createDataFrame(
            JavaSparkContext.fromSparkContext(spark.sparkContext())
                .parallelize(RowsOfPeople.random(PEOPLE), SLICES)
                .mapPartitions(part -> faulty(seed, dies, part)),
            RowsOfPeople.SCHEMA);
    return new ReleaseRows(frame, false);
  }

  private static Iterator<Row> faulty(long seed, boolean dies, Iterator<Row> rows) {
    return new Faulty(seed, dies).rows(rows);
  }

  private static Map<List<Integer>, Long> totals(ReleaseRows rows) {
    Map<List<Integer>, Long> totals = new TreeMap<>((a, b) -> a.toString().compareTo(b.toString()));
    for (Row cell : BoundedTotals.of(rows, QUERY, SEED).collectAsList()) {
      totals.put(List.of(cell.getInt(0), cell.getInt(1)), cell.getLong(3));
    }
    return totals;
  }

  /** Removes a file of the first shuffle as soon as it is written, and counts what dies. */
  private static final class Faults extends SparkListener {
    private final Random random;
    private final AtomicInteger stages = new AtomicInteger();
    private final AtomicInteger removed = new AtomicInteger();
    private final AtomicInteger died = new AtomicInteger();

    Faults(long seed) {
      random = new Random(seed);
    }

    @Override
    public void onStageCompleted(SparkListenerStageCompleted stage) {
      if (stages.getAndIncrement() == 0 && stage.stageInfo().failureReason().isEmpty()) {
        removeOne();
      }
    }

    @Override
    public void onTaskEnd(SparkListenerTaskEnd task) {
      if (!task.taskInfo().successful()) {
        died.incrementAndGet();
      }
    }

    private void removeOne() {
      try (Stream<Path> files = Files.walk(local)) {
        List<Path> shuffles =
            files
                .filter(file -> file.toString().matches(".*shuffle_\\d+_\\d+_\\d+\\.data"))
                .toList();
        if (!shuffles.isEmpty()) {
          Files.deleteIfExists(shuffles.get(random.nextInt(shuffles.size())));
          removed.incrementAndGet();
        }
      } catch (IOException | java.io.UncheckedIOException gone) {
        // Removed by Spark meanwhile.
      }
    }
  }

  @Test
  void totals_are_the_same_whatever_dies_and_gets_lost() {
    Map<List<Integer>, Long> undisturbed = totals(rows(0, false));
    assertThat(undisturbed.entrySet().stream().filter(cell -> cell.getKey().get(1) == 1))
        .hasSize(5);
    // Each person in one group, with two rows there unless there is only one.
    assertThat(
            undisturbed.entrySet().stream()
                .filter(cell -> cell.getKey().get(1) == 1)
                .mapToLong(Map.Entry::getValue)
                .sum())
        .isEqualTo(PEOPLE);

    int died = 0;
    int removed = 0;
    for (int run = 1; run <= RUNS; run++) {
      Faults faults = new Faults(run);
      spark.sparkContext().addSparkListener(faults);
      try {
        assertThat(totals(rows(run, true))).as("run %s", run).isEqualTo(undisturbed);
      } finally {
        spark.sparkContext().removeSparkListener(faults);
      }
      died += faults.died.get();
      removed += faults.removed.get();
    }

    assertThat(died).as("tasks that died").isGreaterThan(RUNS);
    assertThat(removed).as("lost shuffle files").isGreaterThan(RUNS / 2);
  }
}
