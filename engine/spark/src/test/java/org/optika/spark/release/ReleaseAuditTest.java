package org.optika.spark.release;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.optika.core.privacy.audit.Claims;
import org.optika.core.privacy.audit.Finding;
import org.optika.core.privacy.audit.PrivacyAudit;
import org.optika.core.privacy.noise.ReleaseKey;
import org.optika.core.release.ContributionBounds;
import org.optika.core.release.CountMetric;
import org.optika.core.release.KeySet;
import org.optika.core.release.NoisyGroup;
import org.optika.core.release.ReleaseBuilder;
import org.optika.core.release.ReleaseMetric;
import org.optika.core.release.ReleasePlan;
import org.optika.core.release.ReleaseSpec;
import org.optika.core.release.SumMetric;
import org.optika.core.release.ValueBounds;
import org.optika.spark.LocalSpark;

/**
 * The whole job against what it promises. A job is slow and a draw needs a job, so that each job is
 * thousands of draws at once: its groups come in blocks of four, each with persons of its own, and
 * every second block has one person more. What is released of a block depends on nothing in
 * another, so blocks are independent draws of two neighbouring inputs. Source of the idea: T.
 * Steinke, M. Nasr, M. Jagielski, Privacy auditing with one (1) training run, NeurIPS 2023.
 *
 * <p>Its claims share the rate of false alarms of {@link PrivacyAudit} with those of the core.
 */
@Tag("slow")
@Tag("audit")
@ExtendWith(LocalSpark.class)
class ReleaseAuditTest {
  private static final int JOBS = 6;
  private static final int BLOCKS = 4_000;
  private static final List<String> PLACES = List.of("a", "b", "c", "d");
  private static final ContributionBounds BOUNDS = new ContributionBounds(2, 2);

  /** Rows of the person that makes the difference: more than count, in more groups. */
  private static final int ROWS_PER_PLACE = 5;

  private static final KeySet BLOCK =
      new KeySet(
          List.of("block"), List.of(IntStream.range(0, BLOCKS).mapToObj(String::valueOf).toList()));

  private static final KeySet BLOCK_AND_PLACE =
      new KeySet(List.of("block", "place"), List.of(BLOCK.values().get(0), PLACES));

  private static final ReleaseMetric COUNT = new CountMetric("count");
  private static final ReleaseMetric SUM =
      new SumMetric("sum", "value", new ValueBounds(BigDecimal.ZERO, BigDecimal.valueOf(64)));

  private static ReleasePlan plan(KeySet keys, String epsilon, String delta, ReleaseMetric metric) {
    ReleaseBuilder spec =
        ReleaseSpec.named("audit")
            .source("touchpoints")
            .period("2026-01-01", "2026-02-01")
            .perPerson(BOUNDS.groups(), BOUNDS.rowsPerGroup())
            .metric(metric)
            .price(epsilon, delta);
    for (int key = 0; key < keys.columns().size(); key++) {
      spec.key(keys.columns().get(key), keys.values().get(key));
    }
    return ReleasePlan.of(spec.build());
  }

  /** In each block one person with a row in each place, in every second one the person more. */
  private static Dataset<Row> rows(SparkSession spark) {
    int ofBlock = PLACES.size() * (1 + ROWS_PER_PLACE);
    Column places = array(PLACES.stream().map(functions::lit).toArray(Column[]::new));
    return spark
        .range((long) BLOCKS * ofBlock)
        .withColumn("number", expr("id div " + ofBlock))
        .withColumn("row", col("id").mod(ofBlock))
        .withColumn("another", col("row").geq(PLACES.size()))
        .where(col("another").equalTo(false).or(col("number").mod(2).equalTo(0)))
        .select(
            col("number").multiply(2).plus(col("another").cast("int")).as("subject_id"),
            col("id"),
            col("number").cast("string").as("block"),
            element_at(places, col("row").mod(PLACES.size()).plus(1).cast("int")).as("place"),
            when(col("another"), lit(1e9)).otherwise(lit(0.0)).as("value"));
  }

  /** One job, as values by block. */
  @FunctionalInterface
  private interface Job {
    double[][] run(ReleaseKey key);
  }

  private static Job job(ReleasePlan plan, Dataset<Row> rows) {
    return key -> byBlock(values(plan, rows, key));
  }

  private static double[] values(ReleasePlan plan, Dataset<Row> rows, ReleaseKey key) {
    return new Releases(plan, new ReleaseRows(rows, false))
        .run(key, 1, "query").stream().mapToDouble(ReleaseAuditTest::value).toArray();
  }

  private static double value(NoisyGroup group) {
    return group.statistics().figures().get(0).value().getAsDouble();
  }

  private static double[][] byBlock(double[] values) {
    return IntStream.range(0, BLOCKS)
        .mapToObj(
            block -> Arrays.copyOfRange(values, PLACES.size() * block, PLACES.size() * (block + 1)))
        .toArray(double[][]::new);
  }

  /** All values of a block, and the difference of the first two. */
  private static double[] attackerView(double[] values) {
    double[] view = Arrays.copyOf(values, values.length + 1);
    view[values.length] = values[0] - values[1];
    return view;
  }

  /** Of which every run of the test draws the same. */
  private static ReleaseKey key(String name, int run) {
    byte[] secret = new byte[ReleaseKey.BYTES];
    new Random(31L * name.hashCode() + run).nextBytes(secret);
    return new ReleaseKey(secret);
  }

  private static List<Finding> audited(String name, ReleasePlan promised, Job job) {
    List<double[]> with = new ArrayList<>();
    List<double[]> without = new ArrayList<>();
    for (int run = 0; run < JOBS; run++) {
      double[][] blocks = job.run(key(name, run));
      for (int block = 0; block < BLOCKS; block++) {
        (block % 2 == 0 ? with : without).add(attackerView(blocks[block]));
      }
    }
    double delta = promised.spec().price().delta().doubleValue();
    List<Finding> findings =
        PrivacyAudit.of(
            name,
            Claims.of(promised.charges(), delta, 0.05),
            with.toArray(double[][]::new),
            without.toArray(double[][]::new));
    findings.forEach(System.out::println);
    return findings;
  }

  /** The person that makes the difference in these places only. */
  private static Dataset<Row> inPlaces(Dataset<Row> rows, List<String> places) {
    return rows.where(col("value").equalTo(0).or(col("place").isin(places.toArray())));
  }

  @Test
  void a_job_loses_no_more_than_it_promises(SparkSession spark) {
    Dataset<Row> rows = rows(spark);
    List<Finding> findings = new ArrayList<>();
    for (List<String> places : List.of(PLACES, PLACES.subList(0, BOUNDS.groups()))) {
      for (ReleaseMetric metric : List.of(COUNT, SUM)) {
        for (String delta : List.of("0", "1e-6")) {
          ReleasePlan plan = plan(BLOCK_AND_PLACE, "1", delta, metric);
          String name = "%s of %s, delta %s".formatted(metric.id(), places, delta);
          findings.addAll(audited(name, plan, job(plan, inPlaces(rows, places))));
        }
      }
    }

    assertThat(findings).hasSize(16).noneMatch(Finding::isViolation);
  }

  @Test
  void planted_faults_are_caught(SparkSession spark) {
    Dataset<Row> rows = rows(spark);
    ReleasePlan count = plan(BLOCK_AND_PLACE, "1", "0", COUNT);
    ReleasePlan sum = plan(BLOCK_AND_PLACE, "1", "0", SUM);
    Column perPlace = xxhash64(col("subject_id"), col("place"));
    Column perRow = xxhash64(col("subject_id"), col("id"));

    assertCaught(
        audited("epsilon doubled", count, job(plan(BLOCK_AND_PLACE, "2", "0", COUNT), rows)));
    assertCaught(
        audited("no bound of groups", count, job(count, rows.withColumn("subject_id", perPlace))));
    assertCaught(
        audited("no bound of rows", count, job(count, rows.withColumn("subject_id", perRow))));
    assertCaught(
        audited(
            "no clamp of the sum of a person",
            sum,
            job(sum, rows.withColumn("subject_id", perRow))));
    assertCaught(
        audited(
            "the same noise for all groups of a block",
            count,
            sameNoise(inPlaces(rows, PLACES.subList(0, 1)))));
  }

  private static void assertCaught(List<Finding> findings) {
    assertThat(findings).anyMatch(Finding::isViolation);
  }

  /**
   * The places are released one after the other with the same key, as one group of a block each.
   */
  private static Job sameNoise(Dataset<Row> rows) {
    ReleasePlan plan = plan(BLOCK, "1", "0", COUNT);
    return key -> {
      List<double[]> byPlace =
          PLACES.stream()
              .map(place -> values(plan, rows.where(col("place").equalTo(place)), key))
              .toList();
      return IntStream.range(0, BLOCKS)
          .mapToObj(block -> byPlace.stream().mapToDouble(values -> values[block]).toArray())
          .toArray(double[][]::new);
    };
  }
}
