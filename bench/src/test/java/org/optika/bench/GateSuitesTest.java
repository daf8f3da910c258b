package org.optika.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Suites that compare the gate and journeys with limits and peers, on little data. */
class GateSuitesTest {

  @Test
  void all_variants_of_a_suite_come_to_the_same_result(@TempDir Path dir) throws Exception {
    try (SparkSession spark = BenchCommand.session()) {
      try (Suite suite = new JoinSuite(spark, dir, 0.0005)) {
        assertThat(new Rounds(0, 1, line -> {}).run(suite)).hasSize(8);
        assertThat(Answers.of(suite, "optika-raw").split(" "))
            .hasSize(World.PURPOSES + 1)
            .doesNotContain("0");
      }
      try (Suite suite = new ClusteredSuite(spark, dir, 0.0005)) {
        assertThat(new Rounds(0, 1, line -> {}).run(suite))
            .hasSize(7)
            .allSatisfy(of -> assertThat(of.wall()).isPositive());
      }
      try (Suite suite = new EndToEndSuite(spark, dir, 0.0005)) {
        assertThat(new Rounds(0, 1, line -> {}).run(suite)).hasSize(5);
        assertThat(Answers.of(suite, "optika-clustered").split(" ")).hasSize(4).doesNotContain("0");
      }
    }
  }
}
