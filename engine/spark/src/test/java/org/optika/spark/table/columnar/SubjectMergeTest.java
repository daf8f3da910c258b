package org.optika.spark.table.columnar;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.optika.spark.LocalSpark;

/** Random runs, merged, beside a sorted map of all their rows. */
@ExtendWith(LocalSpark.class)
class SubjectMergeTest {
  private static final StructType SCHEMA =
      new StructType().add("subject", DataTypes.LongType).add("at", DataTypes.LongType);

  private static final List<String> COLUMNS = List.of("subject", "at");

  @TempDir private Path dir;

  @ParameterizedTest(name = "{0} runs of {1} rows over {2} subjects")
  @CsvSource({"1, 3000, 200", "2, 3000, 9000", "5, 900, 100", "9, 400, 2000", "3, 1, 2"})
  void each_subject_comes_once_with_all_its_rows_by_time(
      int runs, int rows, int subjects, SparkSession spark) {
    Random random = new Random(31L * runs + rows);
    TreeMap<Long, List<Long>> all = new TreeMap<>();
    for (int run = 0; run < runs; run++) {
      List<Row> sorted = new ArrayList<>();
      // Runs end early and begin late, so that some are used up while others go on.
      int first = random.nextInt(1 + subjects / 3);
      for (int i = 0; i < rows; i++) {
        long subject = first + random.nextInt(1 + subjects / 2);
        long at = random.nextInt(50);
        all.computeIfAbsent(subject, none -> new ArrayList<>()).add(at);
        sorted.add(RowFactory.create(subject, at));
      }
      sorted.sort(
          Comparator.comparing((Row row) -> row.getLong(0)).thenComparing(row -> row.getLong(1)));
      spark
          .createDataFrame(sorted, SCHEMA)
          .coalesce(1)
          .write()
          .mode("append")
          .parquet(dir.resolve("runs").toString());
    }
    all.values().forEach(times -> times.sort(null));
    BucketedTable table =
        BucketedTable.of(
            spark.read().parquet(dir.resolve("runs").toString()), COLUMNS, 2, 1, BatchFilter.ALL);
    List<FileScan.Run> ofBucket = new ArrayList<>(table.runs(0));
    assertThat(ofBucket).hasSize(runs);

    for (int seed = 0; seed < 4; seed++) {
      long walk = seed;
      List<String> merged =
          JavaSparkContext.fromSparkContext(spark.sparkContext())
              .parallelize(List.of(walk), 1)
              .flatMap(
                  (FlatMapFunction<Long, String> & Serializable)
                      of ->
                          walk(table.open(ofBucket, new TextCodes(), TaskContext.get()), of)
                              .iterator())
              .collect();

      assertThat(merged).isEqualTo(walk(all, walk));
    }
  }

  /** Takes most subjects, and now and then skips to one that may be there or not. */
  private static List<String> walk(SubjectSource source, long seed) {
    Random random = new Random(seed);
    List<String> lines = new ArrayList<>();
    while (!source.exhausted()) {
      long subject = source.subject();
      if (seed > 0 && random.nextInt(4) == 0) {
        source.skipTo(subject + random.nextInt(40));
        lines.add("at " + (source.exhausted() ? "the end" : source.subject()));
      } else {
        SubjectRows rows = source.take();
        lines.add(
            subject
                + " "
                + Arrays.toString(Arrays.copyOfRange(rows.longs(1), rows.first(), rows.end())));
      }
    }
    return lines;
  }

  private static List<String> walk(TreeMap<Long, List<Long>> all, long seed) {
    Random random = new Random(seed);
    TreeMap<Long, List<Long>> left = new TreeMap<>(all);
    List<String> lines = new ArrayList<>();
    while (!left.isEmpty()) {
      long subject = left.firstKey();
      if (seed > 0 && random.nextInt(4) == 0) {
        left.headMap(subject + random.nextInt(40)).clear();
        lines.add("at " + (left.isEmpty() ? "the end" : left.firstKey()));
      } else {
        lines.add(subject + " " + left.remove(subject));
      }
    }
    return lines;
  }
}
