package org.optika.spark.scores;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.optika.core.scores.manifest.Hash;
import org.optika.spark.LocalSpark;

@ExtendWith(LocalSpark.class)
class TrainingManifestTest {
  private static final StructType KEY =
      new StructType().add("subject_key", DataTypes.StringType, false);

  private static Dataset<Row> people(SparkSession spark, int from, int to) {
    return spark.createDataFrame(
        IntStream.range(from, to)
            .mapToObj(person -> RowFactory.create("%064x".formatted(person)))
            .toList(),
        KEY);
  }

  private static TrainingManifest.Made manifest(SparkSession spark, int from, int to, String salt) {
    return TrainingManifest.of(people(spark, from, to), Hash.ofHex(salt.repeat(64)), "clocks");
  }

  @Test
  void of_several_training_sets_those_who_still_permit_are_counted_in_each(SparkSession spark) {
    TrainingManifest.Made some = manifest(spark, 0, 40, "a");
    TrainingManifest.Made others = manifest(spark, 20, 80, "b");
    Dataset<Row> permit = people(spark, 30, 50).union(people(spark, 90, 99));

    assertThat(TrainingManifest.stillAmong(List.of(some, others), permit))
        .as("30 to 39, and 30 to 49")
        .containsExactly(10L, 20L);
    assertThat(TrainingManifest.stillAmong(List.of(others), people(spark, 0, 20)))
        .containsExactly(0L);
    assertThat(TrainingManifest.stillAmong(List.of(), permit)).isEmpty();
  }
}
