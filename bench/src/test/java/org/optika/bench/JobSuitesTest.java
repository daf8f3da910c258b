package org.optika.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Suites that time jobs beside reading and writing, on little data. */
class JobSuitesTest {

  @Test
  void all_variants_of_a_suite_come_to_the_same_result(@TempDir Path dir) throws Exception {
    try (SparkSession spark = BenchCommand.session()) {
      try (Suite suite = new IncrementalSuite(spark, dir, 0.0005)) {
        assertThat(new Rounds(0, 1, line -> {}).run(suite)).hasSize(4);
        assertThat(Answers.of(suite, "changes").split(" ")).hasSize(4).doesNotContain("0");
      }
      try (Suite suite = new ReleaseSuite(spark, dir, 0.001)) {
        assertThat(new Rounds(0, 1, line -> {}).run(suite)).hasSize(5);
        assertThat(Answers.of(suite, "optika-release")).isEqualTo("1,800 figures of 300 groups");
      }
      try (Suite suite = new ActionsSuite(spark, dir, 0.002, Path.of("../conf"))) {
        assertThat(suite.data()).contains("2,000 people", "0 violations", "budget 1000.00,");
        assertThat(new Rounds(0, 1, line -> {}).run(suite)).hasSize(2);
        assertThat(Answers.of(suite, "optika-next-best-action"))
            .contains("app-offer", "app-reminder", "email-advice", "email-offer", "none", "cost")
            .doesNotContain("fault-notice", "post-offer");
      }
      try (Suite suite = new LogSuite(spark, dir, 0.0003, Path.of("../conf"))) {
        assertThat(suite.data()).matches("100 people, [1-9][\\d,]* consent events, 32 buckets");
        assertThat(new Rounds(0, 1, line -> {}).run(suite)).hasSize(3);
      }
    }
  }
}
