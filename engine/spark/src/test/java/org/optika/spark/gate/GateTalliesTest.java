package org.optika.spark.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.optika.core.gate.ActivityCounts;

class GateTalliesTest {

  /** Spark writes the text of an accumulator's value into its event log. */
  @Test
  void counts_are_not_in_the_text_that_spark_shows() {
    GateTallies tallies = new GateTallies();
    tallies.add(Map.of(0, ActivityCounts.NONE));
    tallies.add(Map.of(3, ActivityCounts.NONE));

    assertThat(tallies.value()).hasToString("counts of 2 partitions");
    assertThat(tallies.total(2)).isEqualTo(ActivityCounts.NONE);
  }
}
