package org.optika.spark.release;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.optika.core.privacy.noise.ReleaseKey;
import org.optika.core.release.NoisyGroup;
import org.optika.core.release.ReleasePlan;
import org.optika.core.release.ReleaseSpec;
import org.optika.spark.LocalSpark;

@ExtendWith(LocalSpark.class)
class ReleasesTest {
  private static final String CANARY = "canary-4711";

  private static final ReleasePlan PLAN =
      ReleasePlan.of(
          ReleaseSpec.named("test")
              .source("touchpoints")
              .period("2026-01-01", "2026-02-01")
              .key("channel", "a", "nobody")
              .perPerson(1, 1)
              .count("rows")
              .price("1", "0")
              .build());

  private static List<NoisyGroup> run(Dataset<Row> rows) {
    return new Releases(PLAN, new ReleaseRows(rows, false))
        .run(new ReleaseKey(new byte[ReleaseKey.BYTES]), 1, "query");
  }

  @Test
  void groups_of_the_data_are_shown_when_they_are_large_enough(SparkSession spark) {
    ReleasePlan plan =
        ReleasePlan.of(
            ReleaseSpec.named("test")
                .source("touchpoints")
                .period("2026-01-01", "2026-02-01")
                .keys("channel", "region")
                .selection(1, "1")
                .perPerson(1, 1)
                .count("rows")
                .price("1", "1e-6")
                .build());
    // Two groups of 500 persons each, one of them without a region, and 100 of one person each.
    Dataset<Row> rows =
        spark
            .range(1_100)
            .selectExpr(
                "id AS subject_id",
                "if(id < 1000, 'mail', concat('only ', id)) AS channel",
                "if(id < 500, NULL, 'north') AS region");

    List<NoisyGroup> groups =
        new Releases(plan, new ReleaseRows(rows, false))
            .run(new ReleaseKey(new byte[ReleaseKey.BYTES]), 1, "query");

    assertThat(groups)
        .extracting(NoisyGroup::keys)
        .containsExactly(List.of("mail", "north"), List.of("mail", "unknown"));
    assertThat(groups.get(0).statistics().figures().get(0).value().getAsDouble())
        .isBetween(450.0, 550.0);
  }

  @Test
  void groups_of_nobody_are_released_too(SparkSession spark) {
    List<NoisyGroup> groups =
        run(spark.range(1_000).select(col("id").as("subject_id"), lit("a").as("channel")));

    assertThat(groups)
        .extracting(NoisyGroup::keys)
        .containsExactly(List.of("a"), List.of("nobody"));
    assertThat(groups.get(0).statistics().figures().get(0).value().getAsDouble())
        .isBetween(980.0, 1_020.0);
    assertThat(groups.get(1).statistics().figures().get(0).value().getAsDouble())
        .isBetween(-20.0, 20.0);
  }

  /** Spark puts the value that it cannot cast into the message of an exception of its own. */
  @Test
  void no_value_of_a_row_is_told_when_it_cannot_be_cast(SparkSession spark) {
    assertNothingIsTold(
        spark
            .range(10)
            .select(
                col("id").as("subject_id"),
                lit(CANARY).as("channel"),
                concat(lit(CANARY), col("id")).cast("int").as("planted")));
  }

  /** And what a task throws into that of a checked one, which Java does not see declared. */
  @Test
  void no_value_of_a_row_is_told_when_a_task_dies(SparkSession spark) {
    Dataset<Row> people =
        spark.range(10).select(col("id").as("subject_id"), lit("a").as("channel"));
    assertNothingIsTold(
        spark.createDataFrame(
            people
                .toJavaRDD()
                .map(
                    row -> {
                      throw new IllegalStateException(CANARY);
                    }),
            people.schema()));
  }

  private static void assertNothingIsTold(Dataset<Row> failing) {
    Throwable failure = catchThrowable(() -> run(failing));

    assertThat(failure).isInstanceOf(ReleaseFailedException.class).hasNoCause();
    assertThat(failure.getMessage()).doesNotContain(CANARY);
    assertThat(failure.getSuppressed()).isEmpty();
  }

  @Test
  void what_the_engine_refuses_is_told_and_what_others_say_is_not() {
    IllegalStateException refusal = new IllegalStateException("table 'journey' has other clocks");
    Exception ofJava = (Exception) catchThrowable(() -> Integer.parseInt(CANARY));

    assertThat(ReleaseFailedException.hiding(refusal)).isSameAs(refusal);
    assertThat(ReleaseFailedException.hiding(ofJava)).hasMessage("NumberFormatException");
    assertThat(ReleaseFailedException.hiding(new IllegalStateException("refused", ofJava)))
        .hasMessage("IllegalStateException")
        .hasNoCause();
  }
}
