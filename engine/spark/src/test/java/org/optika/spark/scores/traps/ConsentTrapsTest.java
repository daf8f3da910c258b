package org.optika.spark.scores.traps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.optika.core.Clocks;
import org.optika.core.scores.ChurnLabel;
import org.optika.spark.LocalSpark;
import org.optika.spark.table.Rows;
import org.optika.spark.table.Tables;

/**
 * Nobody is trained on or scored without consent to profiling, and everybody else is: what comes of
 * people in {@link Trap}s against an evaluation of the rules by plain loops.
 */
@ExtendWith(LocalSpark.class)
class ConsentTrapsTest {
  /** The last day of a month, so that calendar months of different lengths end on it. */
  private static final long AS_OF = Rows.micros(Instant.parse("2026-06-30T00:00:00Z"));

  private static final int A_FEW = 2_000;
  private static final int A_MILLION = 1_000_000;

  private static TrapSetting setting(long seed, int knownDaysAfterAsOf, boolean special) {
    return new TrapSetting(
        seed, new Clocks(AS_OF, AS_OF + knownDaysAfterAsOf * TrapSetting.DAY), special);
  }

  @Test
  void those_who_permit_profiling_and_nobody_else_are_trained_on_and_scored(
      SparkSession spark, @TempDir Path root) {
    check(new TrappedPeople(setting(2, -2, true), A_FEW), spark, root, 2);
  }

  @Test
  @Tag("slow")
  @Tag("scores")
  void of_a_million_people_nobody_without_profiling_is_trained_on_or_scored(
      SparkSession spark, @TempDir Path root) {
    spark.conf().set("spark.sql.shuffle.partitions", 16);

    check(new TrappedPeople(setting(3, 3, false), A_MILLION), spark, root, 8);
  }

  private static void check(TrappedPeople people, SparkSession spark, Path root, int buckets) {
    PlainAnswers answers = PlainAnswers.of(people);
    TrapWorld world = TrapWorld.build(spark, root.toString(), people, buckets);

    for (ChurnLabel.Kind kind : ChurnLabel.Kind.values()) {
      answers.compare(kind, ScoredTraps.of(world, people, kind));
    }
    TrapSetting setting = people.setting();
    assertThat(permitting(world, people, List.of(TrapSetting.PROFILING), AS_OF, AS_OF))
        .as("people who permit profiling now")
        .isEqualTo(answers.permitting());
    assertThat(
            permitting(
                world,
                people,
                List.of(TrapSetting.PROFILING, TrapSetting.MEASUREMENT),
                setting.moment(1),
                setting.moment(0)))
        .as("people who permit all of the time of a label")
        .isEqualTo(answers.permittingLabel());
    answers.requireBothOutcomes();
    assertThatThrownBy(() -> world.gate(oneMicrosecondLater(setting)).stored(Tables.FEATURE))
        .as("features of other clocks")
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("Table 'feature' was built for as_of 2026-06-30T00:00:00Z");
  }

  /** Without the other subjects of their devices, who may permit what they like. */
  private static BitSet permitting(
      TrapWorld world, TrappedPeople people, List<String> purposes, long from, long to) {
    return ScoredTraps.subjects(world.gate().permittedThroughout(purposes, from, to).rows())
        .get(0, people.count());
  }

  private static Clocks oneMicrosecondLater(TrapSetting setting) {
    return new Clocks(setting.asOf(), setting.knownAt() + 1);
  }
}
