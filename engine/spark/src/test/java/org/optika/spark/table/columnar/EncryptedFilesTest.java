package org.optika.spark.table.columnar;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.crypto.keytools.KmsClient;
import org.apache.parquet.crypto.keytools.PropertiesDrivenCryptoFactory;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.optika.spark.LocalSpark;

/** Parquet's own encryption: such files are read as others, by Parquet's own reader. */
@ExtendWith(LocalSpark.class)
class EncryptedFilesTest {
  private static final Map<String, String> SETTINGS =
      Map.of(
          "parquet.crypto.factory.class",
          PropertiesDrivenCryptoFactory.class.getName(),
          "parquet.encryption.kms.client.class",
          Keys.class.getName());

  /** Wraps keys in nothing. */
  public static final class Keys implements KmsClient {
    @Override
    public void initialize(Configuration configuration, String id, String url, String token) {
      // There is nobody to be asked.
    }

    @Override
    public String wrapKey(byte[] key, String master) {
      return Base64.getEncoder().encodeToString(key);
    }

    @Override
    public byte[] unwrapKey(String wrapped, String master) {
      return Base64.getDecoder().decode(wrapped);
    }
  }

  @ParameterizedTest(name = "footer in plain text: {0}")
  @ValueSource(booleans = {true, false})
  void encrypted_files_are_read(boolean plainFooter, SparkSession spark, @TempDir Path dir) {
    Configuration configuration = spark.sparkContext().hadoopConfiguration();
    SETTINGS.forEach(configuration::set);
    try {
      String table = dir.resolve("table").toString();
      spark
          .range(0, 5_000, 1, 1)
          .selectExpr("id AS subject", "id * 7 % 1000 AS at")
          .write()
          .option("parquet.encryption.footer.key", "one")
          .option("parquet.encryption.column.keys", "two: subject, at")
          .option("parquet.encryption.plaintext.footer", plainFooter)
          .parquet(table);
      Dataset<Row> rows = spark.read().parquet(table);
      FileScan scan = FileScan.of(rows, List.of("subject", "at"));

      List<Long> sums =
          scan.splits(spark.sparkContext()).map(split -> weightedSum(scan, split)).collect();

      assertThat(sums.stream().mapToLong(Long::longValue).sum())
          .isEqualTo(rows.selectExpr("sum(subject * at)").first().getLong(0));
    } finally {
      SETTINGS.keySet().forEach(configuration::unset);
    }
  }

  private static long weightedSum(FileScan scan, FileScan.Split split) {
    ColumnBatch batch = new ColumnBatch(2);
    Batches batches = scan.open(split.parts(), BatchTarget.of(new TextCodes()), TaskContext.get());
    long sum = 0;
    while (batches.next(batch)) {
      batch.read(0, batch.rows());
      for (int row = 0; row < batch.rows(); row++) {
        sum += batch.longs(0)[row] * batch.longs(1)[row];
      }
    }
    return sum;
  }
}
