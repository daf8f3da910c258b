package org.optika.spark.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.SparkConf;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.deploy.master.Master;
import org.apache.spark.deploy.worker.Worker;
import org.apache.spark.rpc.RpcEnv;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;
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
import org.optika.core.privacy.noise.ReleaseKey;
import org.optika.core.release.ReleasePlan;
import org.optika.core.release.ReleaseSpec;
import scala.Option;
import scala.Tuple3;

/**
 * One release, again and again, on two executors that are processes of their own: they are killed
 * while it runs, tasks die, and slow ones get a twin by speculation, which Spark has on no local
 * master. Has a Spark of its own.
 */
@Tag("slow")
@Tag("retries")
class ReleaseExecutorsTest {
  private static final int RUNS = 50;
  private static final int PEOPLE = 200;
  private static final int SLICES = 6;

  private static final ReleasePlan PLAN =
      ReleasePlan.of(
          ReleaseSpec.named("faults")
              .source("touchpoints")
              .period("2026-01-01", "2026-02-01")
              .key("channel", RowsOfPeople.CHANNELS)
              .perPerson(2, 2)
              .count("contacts")
              .people("people")
              .sum("value", "value", "0", "10")
              .price("1", "1e-6")
              .build());

  private static final List<RpcEnv> CLUSTER = new ArrayList<>();

  private static SparkSession spark;

  /** What a run does to its rows and to its executors. */
  private enum Fault {
    NONE,
    TASKS_DIE,
    ONE_IS_SLOW,
    EXECUTOR_IS_KILLED
  }

  @BeforeAll
  static void start(@TempDir Path folder) {
    spark =
        SparkSession.builder()
            .master(cluster(folder))
            .config("spark.executor.memory", "1g")
            .config("spark.executor.extraClassPath", System.getProperty("java.class.path"))
            // An executor is started from the class path of this JVM, without a Spark installed.
            .config("spark.executorEnv.SPARK_TESTING", "1")
            .config("spark.executorEnv.SPARK_SCALA_VERSION", "2.13")
            .config("spark.deploy.maxExecutorRetries", "-1")
            .config("spark.local.dir", folder.toString())
            .config("spark.sql.shuffle.partitions", "4")
            .config("spark.sql.adaptive.enabled", "false")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.task.maxFailures", "20")
            .config("spark.stage.maxConsecutiveAttempts", "20")
            .config("spark.speculation", "true")
            .config("spark.speculation.interval", "50ms")
            .config("spark.speculation.multiplier", "1.5")
            .config("spark.speculation.quantile", "0.5")
            .config("spark.speculation.minTaskRuntime", "200ms")
            .getOrCreate();
  }

  /** A master and two workers in this JVM, on hosts of their own: a twin runs on another host. */
  private static String cluster(Path folder) {
    SparkConf conf = new SparkConf();
    Tuple3<RpcEnv, Object, Option<Object>> master =
        Master.startRpcEnvAndEndpoint("127.0.0.1", 0, 0, conf);
    CLUSTER.add(master._1());
    String url = "spark://" + master._1().address().hostPort();
    for (String host : List.of("127.0.0.1", "127.0.0.2")) {
      CLUSTER.add(
          Worker.startRpcEnvAndEndpoint(
              host,
              0,
              0,
              1,
              1024,
              new String[] {url},
              folder.resolve(host).toString(),
              Option.apply(CLUSTER.size()),
              conf,
              Option.empty()));
    }
    return url;
  }

  @AfterAll
  static void stop() throws IOException {
    spark.close();
    CLUSTER.forEach(RpcEnv::shutdown);
  }

  /** Rows in another order each time; the fault shows itself in first attempts only. */
  private record Faulty(long seed, Fault fault) {
    Iterator<Row> rows(Iterator<Row> rows) {
      TaskContext task = TaskContext.get();
      List<Row> all = new ArrayList<>();
      rows.forEachRemaining(all::add);
      Collections.shuffle(all, new Random(seed + task.taskAttemptId()));
      boolean first = task.attemptNumber() == 0 && task.stageAttemptNumber() == 0;
      if (fault == Fault.TASKS_DIE && first && (task.partitionId() + seed) % 3 == 0) {
        throw new IllegalStateException("planted");
      }
      if (fault == Fault.ONE_IS_SLOW && first && task.partitionId() == seed % SLICES) {
        pause();
      }
      return all.iterator();
    }

    private static void pause() {
      try {
        Thread.sleep(3_000);
      } catch (InterruptedException twinWasFaster) {
        throw new IllegalStateException("the other attempt was faster", twinWasFaster);
      }
    }
  }

  private static ReleaseRows rows(long seed, Fault fault) {
    Dataset<Row> frame =
        spark.createDataFrame(
            JavaSparkContext.fromSparkContext(spark.sparkContext())
                .parallelize(RowsOfPeople.random(PEOPLE), SLICES)
                .mapPartitions(part -> new Faulty(seed, fault).rows(part)),
            RowsOfPeople.SCHEMA);
    return new ReleaseRows(frame, false);
  }

  /** All figures of the release, to the last bit. */
  private static List<String> released(long seed, Fault fault) {
    return new Releases(PLAN, rows(seed, fault))
        .run(new ReleaseKey(new byte[ReleaseKey.BYTES]), 1, "query").stream()
            .map(group -> group.keys() + " " + group.statistics().figures())
            .toList();
  }

  /** Kills an executor when the first stage is done, and counts what became of the rest. */
  private static final class Faults extends SparkListener {
    private final Fault fault;
    private final AtomicInteger stages = new AtomicInteger();
    private final AtomicInteger died = new AtomicInteger();
    private final AtomicInteger twins = new AtomicInteger();
    private final AtomicInteger executors = new AtomicInteger();

    Faults(Fault fault) {
      this.fault = fault;
    }

    @Override
    public void onStageCompleted(SparkListenerStageCompleted stage) {
      if (fault == Fault.EXECUTOR_IS_KILLED && stages.getAndIncrement() == 0) {
        // Executors are all the children that this JVM has.
        ProcessHandle.current().children().findAny().ifPresent(ProcessHandle::destroyForcibly);
      }
    }

    @Override
    public void onTaskEnd(SparkListenerTaskEnd task) {
      if (task.taskInfo().speculative()) {
        twins.incrementAndGet();
      } else if (!task.taskInfo().successful()) {
        died.incrementAndGet();
      }
    }

    @Override
    public void onExecutorRemoved(SparkListenerExecutorRemoved removed) {
      executors.incrementAndGet();
    }
  }

  @Test
  void a_release_is_the_same_to_the_last_bit_whatever_dies_is_slow_or_gets_lost()
      throws TimeoutException {
    List<String> undisturbed = released(0, Fault.NONE);
    assertThat(undisturbed).hasSize(RowsOfPeople.CHANNELS.size()).doesNotHaveDuplicates();

    Faults all = new Faults(Fault.NONE);
    for (int run = 1; run <= RUNS; run++) {
      Fault fault = Fault.values()[1 + run % 3];
      Faults faults = new Faults(fault);
      spark.sparkContext().addSparkListener(faults);
      try {
        assertThat(released(run, fault)).as("run %s: %s", run, fault).isEqualTo(undisturbed);
        spark.sparkContext().listenerBus().waitUntilEmpty();
      } finally {
        spark.sparkContext().removeSparkListener(faults);
      }
      all.died.addAndGet(faults.died.get());
      all.twins.addAndGet(faults.twins.get());
      all.executors.addAndGet(faults.executors.get());
    }

    assertThat(all.died.get()).as("tasks that died").isGreaterThanOrEqualTo(RUNS / 2);
    assertThat(all.twins.get()).as("tasks with a twin").isGreaterThanOrEqualTo(RUNS / 5);
    assertThat(all.executors.get()).as("lost executors").isGreaterThanOrEqualTo(RUNS / 5);
  }
}
