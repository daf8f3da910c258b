package org.optika.spark;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LocalSpark.class)
class LocalSparkTest {

  @Test
  void a_test_gets_a_session_in_utc(SparkSession spark) {
    assertThat(spark.range(3).count()).isEqualTo(3);
    assertThat(spark.conf().get("spark.sql.session.timeZone")).isEqualTo("UTC");
  }
}
