package org.optika.spark.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.LongStream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.optika.spark.LocalSpark;

/** A path table that is kept by what changes is at each step the one that is counted anew. */
@ExtendWith(LocalSpark.class)
class ChangedSubjectsTest {
  static LongStream oneSequence() {
    return LongStream.of(2);
  }

  static LongStream thirtySequences() {
    return LongStream.range(200, 230);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("oneSequence")
  void changes_come_to_what_is_counted_anew(long seed, SparkSession spark, @TempDir Path root) {
    requireSameAtEachStep(seed, 3, spark, root);
  }

  @Tag("slow")
  @Tag("changes")
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("thirtySequences")
  void changes_come_to_what_is_counted_anew_in_thirty_sequences(
      long seed, SparkSession spark, @TempDir Path root) {
    requireSameAtEachStep(seed, 5, spark, root);
  }

  private static void requireSameAtEachStep(long seed, int steps, SparkSession spark, Path root) {
    ChangingLake world = new ChangingLake(seed, spark, root);
    world.requireSame();
    int mostPaths = world.paths().size();
    for (int step = 0; step < steps; step++) {
      world.grow();
      world.requireSame();
      mostPaths = Math.max(mostPaths, world.paths().size());
    }
    assertThat(mostPaths).isGreaterThan(0);
    assertThat(world.robots()).isNotEmpty();
  }
}
